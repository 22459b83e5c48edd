/** The secrets of this app in Key Vault. */
import { z } from 'zod';
import type { VaultPlace } from './choose-vault.ts';
import type { SecretName } from './kinds.ts';

const GIVE_UP_MS = 60_000;

/** The keys of this app, and the one of Telnyx. */
export type StoredName = SecretName | 'telnyx-api-key';

const CONTENT_TYPES: Readonly<Record<StoredName, string>> = {
  'mcp-signing-keys': 'application/json',
  'mcp-seal-keys': 'application/json',
  'telnyx-api-key': 'text/plain',
};

export interface StoredSecret {
  readonly value: string;
  /** Key Vault's name for this version. */
  readonly version: string;
}

/** Both methods reject with {@link VaultError}. */
export interface Vault<Name extends StoredName = SecretName> {
  /** The current version; undefined where there is no such secret. */
  read(name: Name): Promise<StoredSecret | undefined>;
  /** Adds a version and makes it the current one. Out: its name. */
  write(name: Name, value: string): Promise<string>;
}

/** The vault does not do it. Says why and what to do; holds nothing of a secret or a token. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly code = 'vault_error';
  /** Of the vault's answer; undefined where there was none. */
  readonly status: number | undefined;
  constructor(message: string, status?: number, cause?: unknown) {
    super(message, { cause });
    this.status = status;
  }
}

/** In: the place. Out: its client: with the person's own login (az login, azd auth login), or as the stand-in's identity. */
export async function openVault({ url, identity }: VaultPlace): Promise<Vault<StoredName>> {
  // Read by the SDK from the environment only, with the first token.
  Object.assign(process.env, identity);
  const [{ SecretClient }, { DefaultAzureCredential, ManagedIdentityCredential }] = await Promise.all([
    import('@azure/keyvault-secrets'),
    import('@azure/identity'),
  ]);
  const clientId = identity?.AZURE_CLIENT_ID;
  const credential = identity ? new ManagedIdentityCredential(clientId === undefined ? {} : { clientId }) : new DefaultAzureCredential();
  // A vault on this machine speaks http and has no vault.azure.net name.
  const standIn = identity && { allowInsecureConnection: true, disableChallengeResourceVerification: true };
  const client = new SecretClient(url, credential, { retryOptions: { maxRetries: 2, retryDelayInMs: 500 }, ...standIn });
  const abortSignal = () => AbortSignal.timeout(GIVE_UP_MS);

  return {
    async read(name) {
      try {
        const { value, properties } = await client.getSecret(name, { abortSignal: abortSignal() });
        return { value: value ?? '', version: properties.version ?? '' };
      } catch (error) {
        if (Failure.safeParse(error).data?.code === 'SecretNotFound') return undefined;
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

const Failure = z.object({ name: z.string().catch(''), statusCode: z.number().optional().catch(undefined), code: z.unknown() });

const NO_RIGHT =
  'this login lacks the right to. It needs the role "Key Vault Secrets Officer" on the vault, whose network rules may also refuse.';
const BY_STATUS: Readonly<Record<number, string>> = {
  401: 'the vault does not accept this login. Log in to its tenant (az login --tenant …).',
  403: NO_RIGHT,
  // Soft delete keeps a deleted secret's name taken.
  409: 'it was deleted. Recover it (az keyvault secret recover), then run this again.',
  429: 'the vault is busy. Try again in a minute.',
};

function vaultError(what: string, cause: unknown): VaultError {
  const failure = Failure.safeParse(cause).data ?? { name: '', statusCode: undefined, code: undefined };
  return new VaultError(`${what}: ${reasonOf(failure)}`, failure.statusCode, cause);
}

function reasonOf({ name, statusCode, code }: z.output<typeof Failure>): string {
  const known = statusCode === undefined ? undefined : BY_STATUS[statusCode];
  if (known !== undefined) return known;
  if (/Credential|Authenti/.test(name)) return 'nobody is logged in to Azure here. Run az login or azd auth login, then this again.';
  const mark = typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : undefined;
  return `the vault did not answer as it should (${[statusCode, mark ?? name].filter(Boolean).join(' ')}). Check its name and try again.`;
}
