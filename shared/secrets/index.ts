export { cacheSecrets, SecretUnavailableError, type SecretName, type Secrets, type SecretSource } from './cached-secrets.ts';
export { secretSource } from './sources.ts';
