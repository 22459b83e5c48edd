/** Starts the stand-ins on the loopback interface: Entra ID, managed identity, Key Vault, Azure Tables and blobs, Telnyx. */
import { randomBytes } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { connectionString } from './azurite/account.ts';
import { createAzurite } from './azurite/service.ts';

export interface StandInsOptions {
  /** Origin of the app, whose `/auth/callback` is the redirect URI. Default: any port of localhost. */
  readonly publicBaseUrl?: string | undefined;
  /** File for the vault's secrets, except the Telnyx key. Tables are stored in the folder `tables` beside it. Default: in memory. */
  readonly stateFile?: string | undefined;
  /** The vault's `telnyx-api-key`. Default: the simulator's key, or none without the simulator. */
  readonly telnyxApiKey?: string | undefined;
  /** Whether to run the Telnyx simulator. Without it the app talks to the real Telnyx. */
  readonly telnyx: boolean;
  /** Whether to run blobs, which the real Functions host needs for its timers' locks. */
  readonly blobs?: boolean;
  /** Value of IDENTITY_HEADER. Default: random. */
  readonly identityHeader?: string | undefined;
  /** Default, and 0: any free port. */
  readonly ports?: Partial<Record<StandInName, number | undefined>>;
}

export type StandInName = 'entra' | 'identity' | 'vault' | 'tables' | 'blobs' | 'telnyx';

export interface StandIns {
  /** Settings that make the app use the stand-ins. */
  readonly env: Record<string, string>;
  /** Base URLs of the running ones. */
  readonly urls: Partial<Record<StandInName, string>>;
  readonly close: () => Promise<void>;
}

interface Listener {
  listen(port?: number): Promise<{ url: string }>;
  close(): Promise<void>;
}

// Fixed, so that grants survive a restart.
const TENANT_ID = 'b0000000-0000-4000-8000-000000000001';
const CLIENT_ID = 'c0000000-0000-4000-8000-000000000001';
const IDENTITY_CLIENT_ID = 'd0000000-0000-4000-8000-000000000001';
const IDENTITY_PRINCIPAL_ID = 'e0000000-0000-4000-8000-000000000001';

const SystemError = z.object({ code: z.string().regex(/^E[A-Z]+$/) });

function startError(name: StandInName, port: number, error: unknown): string {
  const { code } = SystemError.safeParse(error).data ?? {};
  if (code !== undefined) return `The ${name} stand-in cannot listen on port ${port} of 127.0.0.1 (${code}).`;
  return `The ${name} stand-in cannot start: ${error instanceof Error ? error.message : String(error)}.`;
}

/**
 * Starts all or none.
 * @throws Error where a port cannot be bound, which the message names, or the state file is invalid
 */
export async function startStandIns(options: StandInsOptions): Promise<StandIns> {
  const { publicBaseUrl, stateFile, ports = {}, identityHeader = randomBytes(24).toString('base64url') } = options;
  const started: Listener[] = [];
  const close = async () => {
    await Promise.all(started.map((listener) => listener.close()));
  };

  async function start(name: StandInName, listener: Listener): Promise<string> {
    const port = ports[name] ?? 0;
    // Added before it listens, so that close() also stops one that is still starting.
    started.push(listener);
    const { url } = await listener.listen(port).catch((error: unknown) => {
      throw new Error(startError(name, port, error), { cause: error });
    });
    return url;
  }

  async function startTelnyx(): Promise<{ url: string; apiKey: string }> {
    const { createTelnyxSimulator, LOCAL_API_KEY } = await import('../telnyx/server.ts');
    const apiKey = options.telnyxApiKey ?? LOCAL_API_KEY;
    return { url: await start('telnyx', createTelnyxSimulator({ apiKeys: [apiKey] })), apiKey };
  }

  async function startStorage(): Promise<{ tables: string; blobs?: string }> {
    const folder = (name: string) => (stateFile === undefined ? undefined : resolve(dirname(stateFile), name));
    const [tables, blobs] = await Promise.all([
      start('tables', createAzurite('table', folder('tables'))),
      options.blobs === true ? start('blobs', createAzurite('blob', folder('blobs'))) : undefined,
    ]);
    return { tables, ...(blobs === undefined ? {} : { blobs }) };
  }

  async function startOthers(): Promise<Omit<StandIns, 'close'>> {
    // Imported here: Azurite's process starts while these load.
    const { createManagedIdentity } = await import('./identity/server.ts');
    const { createEntra } = await import('./entra/server.ts');
    const { createKeyVault } = await import('./vault/server.ts');
    const { makeSeed } = await import('./vault/seed.ts');
    const identity = await start(
      'identity',
      createManagedIdentity({
        tenantId: TENANT_ID,
        clientId: IDENTITY_CLIENT_ID,
        principalId: IDENTITY_PRINCIPAL_ID,
        header: identityHeader,
      }),
    );
    const jwksUrl = `${identity}/keys`;
    const entra = await start(
      'entra',
      createEntra({
        tenantId: TENANT_ID,
        clientId: CLIENT_ID,
        redirectUris: publicBaseUrl === undefined ? 'loopback' : [new URL('/auth/callback', publicBaseUrl).href],
        federatedCredential: { jwksUrl, subject: IDENTITY_PRINCIPAL_ID },
      }),
    );
    const telnyx = options.telnyx ? await startTelnyx() : undefined;
    const seed = await makeSeed(telnyx?.apiKey ?? options.telnyxApiKey);
    const vault = await start(
      'vault',
      createKeyVault({ tenantId: TENANT_ID, jwksUrl, ...seed, ...(stateFile === undefined ? {} : { stateFile }) }),
    );
    return {
      urls: { entra, identity, vault, ...(telnyx === undefined ? {} : { telnyx: telnyx.url }) },
      env: {
        ENTRA_TENANT_ID: TENANT_ID,
        ENTRA_CLIENT_ID: CLIENT_ID,
        ENTRA_AUTHORITY_OVERRIDE: entra,
        AZURE_CLIENT_ID: IDENTITY_CLIENT_ID,
        IDENTITY_ENDPOINT: `${identity}/msi/token`,
        IDENTITY_HEADER: identityHeader,
        KEY_VAULT_URL: vault,
        ...(telnyx === undefined ? {} : { TELNYX_BASE_URL: `${telnyx.url}/v2`, TELNYX_STORAGE_URL: `${telnyx.url}/_s3/{region}` }),
      },
    };
  }

  const parts = [startStorage(), startOthers()] as const;
  try {
    const [storage, others] = await Promise.all(parts);
    const { tables, blobs } = storage;
    return {
      urls: { ...others.urls, ...storage },
      env: {
        ...others.env,
        TABLES_URL: tables,
        ...(blobs === undefined ? {} : { AzureWebJobsStorage: connectionString({ tables, blobs }) }),
      },
      close,
    };
  } catch (error) {
    // Wait: one that is still starting must not run after close().
    await Promise.allSettled(parts);
    await close();
    throw error;
  }
}
