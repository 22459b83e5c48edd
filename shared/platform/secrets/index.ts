export { cacheSecrets, SecretUnavailableError, type SecretName, type Secrets, type SecretSource } from './cached-secrets.ts';
export { checkApiKey, checkedSource, UnusableSecretError, type SecretCheck, type SecretFailure } from './checked-source.ts';
export { secretSource } from './sources.ts';
