import { withDeadline } from '../async/index.ts';
import { azureProblem, type AzureProblem } from '../errors/index.ts';
import { CAPPED_ANSWERS } from '../http/index.ts';
import { isLoopback, type Settings } from '../settings/index.ts';
import type { SecretSource } from './cached-secrets.ts';

const GIVE_UP_MS = 5_000;

/** The source has no value to give. */
export class SecretSourceError extends Error {
  override readonly name = 'SecretSourceError';
  readonly problem: AzureProblem;
  constructor(problem: AzureProblem) {
    super(`No secret: ${problem}.`);
    this.problem = problem;
  }
}

/** Key Vault through the managed identity, or the environment if no vault is configured. */
export function secretSource({ vaultUrl, identityClientId, environmentSecrets }: Settings): SecretSource {
  if (vaultUrl !== undefined) return vaultSource(vaultUrl, identityClientId);
  return (name) => {
    const value = environmentSecrets[name];
    return value === undefined ? Promise.reject(new SecretSourceError('missing')) : Promise.resolve(value);
  };
}

function vaultSource(vaultUrl: string, identityClientId: string | undefined): SecretSource {
  // The SDKs are loaded with the first secret, not with the app (cold start).
  const client = once(async () => {
    const [{ SecretClient }, { ManagedIdentityCredential }] = await Promise.all([
      import('@azure/keyvault-secrets'),
      import('@azure/identity'),
    ]);
    const credential = new ManagedIdentityCredential(identityClientId === undefined ? {} : { clientId: identityClientId });
    // A vault on this machine speaks http and has no vault.azure.net name. Settings reject it in Azure.
    const standIn = isLoopback(vaultUrl) && {
      allowInsecureConnection: true,
      disableChallengeResourceVerification: true,
    };
    return new SecretClient(vaultUrl, credential, {
      retryOptions: { maxRetries: 1, retryDelayInMs: 200 },
      additionalPolicies: CAPPED_ANSWERS,
      ...standIn,
    });
  });
  return async (name) => {
    const vault = await client();
    // The SDK passes the signal to the vault but not to the managed identity: without a deadline, its silence would block every reader for good.
    const { value } = await withDeadline(
      GIVE_UP_MS,
      (abortSignal) => vault.getSecret(name, { abortSignal }),
      () => new SecretSourceError('unreachable'),
    ).catch((error: unknown) => {
      throw error instanceof SecretSourceError ? error : new SecretSourceError(azureProblem(error));
    });
    if (value === undefined) throw new SecretSourceError('missing');
    return value;
  };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}
