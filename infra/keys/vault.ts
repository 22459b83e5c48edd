/** Reads and writes the app's secrets in Key Vault. */
import { z } from 'zod';
import type { VaultPlace } from './choose-vault.ts';
import type { SecretName } from './kinds.ts';

const TIMEOUT_MS = 60_000;

export type StoredName = SecretName | 'telnyx-api-key';

const CONTENT_TYPES: Readonly<Record<StoredName, string>> = {
  'mcp-signing-keys': 'application/json',
  'mcp-seal-keys': 'application/json',
  'telnyx-api-key': 'text/plain',
};

export interface StoredSecret {
  readonly value: string;
  readonly version: string;
}

/** Both methods reject with {@link VaultError}. */
export interface Vault<Name extends StoredName = SecretName> {
  /** @returns the current version; undefined for a missing secret */
  read(name: Name): Promise<StoredSecret | undefined>;
  /** @returns the new version, which is the current one */
  write(name: Name, value: string): Promise<string>;
}

/** The message says why and what to do. It contains nothing of a secret or a token. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly code = 'vault_error';
  /** HTTP status; undefined without an answer. */
  readonly status: number | undefined;
  constructor(message: string, status?: number, cause?: unknown) {
    super(message, { cause });
    this.status = status;
  }
}

/** Uses the stand-in's identity, or the user's own login (az login, azd auth login). */
export async function openVault({ url, identity }: VaultPlace): Promise<Vault<StoredName>> {
  // The SDK reads these from the environment alone, with the first token.
  Object.assign(process.env, identity);
  const [{ SecretClient }, { DefaultAzureCredential, ManagedIdentityCredential }] = await Promise.all([
    import('@azure/keyvault-secrets'),
    import('@azure/identity'),
  ]);
  const clientId = identity?.AZURE_CLIENT_ID;
  const credential = identity ? new ManagedIdentityCredential(clientId === undefined ? {} : { clientId }) : new DefaultAzureCredential();
  // A vault on this machine has http and another host name.
  const standIn = identity && { allowInsecureConnection: true, disableChallengeResourceVerification: true };
  const client = new SecretClient(url, credential, { retryOptions: { maxRetries: 2, retryDelayInMs: 500 }, ...standIn });
  const abortSignal = () => AbortSignal.timeout(TIMEOUT_MS);

  return {
    async read(name) {
      try {
        const { value, properties } = await client.getSecret(name, { abortSignal: abortSignal() });
        return { value: value ?? '', version: properties.version ?? '' };
      } catch (error) {
        if (SdkError.safeParse(error).data?.code === 'SecretNotFound') return undefined;
        throw vaultError(`${name} cannot be read`, error);
      }
    },
    async write(name, value) {
      try {
        const { properties } = await client.setSecret(name, value, { contentType: CONTENT_TYPES[name], abortSignal: abortSignal() });
        return properties.version ?? '';
      } catch (error) {
        throw vaultError(`${name} cannot be written`, error);
      }
    },
  };
}

const SdkError = z.object({ name: z.string().catch(''), statusCode: z.number().optional().catch(undefined), code: z.unknown() });

const FORBIDDEN =
  'this login is not allowed to. It needs the role "Key Vault Secrets Officer" on the vault, and the vault\'s network rules must allow it.';
const BY_STATUS: Readonly<Record<number, string>> = {
  401: 'the vault does not accept this login. Log in to its tenant (az login --tenant …).',
  403: FORBIDDEN,
  // Soft delete reserves the name of a deleted secret.
  409: 'it was deleted. Recover it (az keyvault secret recover), then run this again.',
  429: 'the vault is busy. Try again in a minute.',
};

function vaultError(what: string, cause: unknown): VaultError {
  const sdkError = SdkError.safeParse(cause).data ?? { name: '', statusCode: undefined, code: undefined };
  return new VaultError(`${what}: ${reasonOf(sdkError)}`, sdkError.statusCode, cause);
}

function reasonOf({ name, statusCode, code }: z.output<typeof SdkError>): string {
  const known = statusCode === undefined ? undefined : BY_STATUS[statusCode];
  if (known !== undefined) return known;
  if (/Credential|Authenti/.test(name)) return 'you are not logged in to Azure. Run az login or azd auth login, then this again.';
  const errorCode = typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : undefined;
  return `unexpected answer of the vault (${[statusCode, errorCode ?? name].filter(Boolean).join(' ')}). Check its name and try again.`;
}
