/** Starts what the app otherwise finds in the cloud, all on loopback: Entra ID, managed identity, Key Vault, Azure Tables, and a Telnyx simulator. */
import { randomBytes } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { connectionString } from './azurite/account.ts';
import { createAzurite } from './azurite/service.ts';

export interface StandInsOptions {
  /** Origin of the app: the only redirect URI is its `/auth/callback`. Default: `/auth/callback` on any port of localhost. */
  readonly publicBaseUrl?: string | undefined;
  /** Where the vault keeps its values (not the Telnyx key) between runs; the tables keep theirs in the folder `tables` beside it. Default: nowhere. */
  readonly stateFile?: string | undefined;
  /** What the vault holds as `telnyx-api-key`. Default: the simulator's own key, or nothing without the simulator. */
  readonly telnyxApiKey?: string | undefined;
  /** Whether the Telnyx simulator runs; without it TELNYX_BASE_URL is left out and the app talks to Telnyx. */
  readonly telnyx: boolean;
  /** Whether there are blobs as well, which the real Functions host needs for its timers' locks, and AzureWebJobsStorage for it. */
  readonly blobs?: boolean;
  /** Value of IDENTITY_HEADER. Default: a random one. */
  readonly identityHeader?: string | undefined;
  /** Fixed ports; 0 or none is any free one. */
  readonly ports?: Partial<Record<StandInName, number | undefined>>;
}

export type StandInName = 'entra' | 'identity' | 'vault' | 'tables' | 'blobs' | 'telnyx';

export interface StandIns {
  /** The settings that point the app here. */
  readonly env: Record<string, string>;
  /** Base URL of each that runs. */
  readonly urls: Partial<Record<StandInName, string>>;
  /** Stops them all and ends open sockets. */
  readonly close: () => Promise<void>;
}

interface Listener {
  listen(port?: number): Promise<{ url: string }>;
  close(): Promise<void>;
}

// Fixed, so that what a person was granted here is theirs again after a restart.
const TENANT_ID = 'b0000000-0000-4000-8000-000000000001';
const CLIENT_ID = 'c0000000-0000-4000-8000-000000000001';
const IDENTITY_CLIENT_ID = 'd0000000-0000-4000-8000-000000000001';
const IDENTITY_PRINCIPAL_ID = 'e0000000-0000-4000-8000-000000000001';

const SystemError = z.object({ code: z.string().regex(/^E[A-Z]+$/) });

/** Why a stand-in is not up, in one sentence. */
function refusal(name: StandInName, port: number, error: unknown): string {
  const { code } = SystemError.safeParse(error).data ?? {};
  if (code !== undefined) return `The ${name} stand-in cannot listen on port ${port} of 127.0.0.1 (${code}).`;
  return `The ${name} stand-in cannot start: ${error instanceof Error ? error.message : String(error)}.`;
}

/** Rejects, with all that had started stopped again, where a port cannot be bound (the message names it) or the state file is not one. */
export async function startStandIns(options: StandInsOptions): Promise<StandIns> {
  const { publicBaseUrl, stateFile, ports = {}, identityHeader = randomBytes(24).toString('base64url') } = options;
  const started: Listener[] = [];
  const close = async () => {
    await Promise.all(started.map((listener) => listener.close()));
  };

  async function start(name: StandInName, listener: Listener): Promise<string> {
    const port = ports[name] ?? 0;
    // Before it listens: what is still starting when another one fails is stopped as well.
    started.push(listener);
    const { url } = await listener.listen(port).catch((error: unknown) => {
      throw new Error(refusal(name, port, error), { cause: error });
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

  async function startOurOwn(): Promise<Omit<StandIns, 'close'>> {
    // Loaded here and not above, so that Azurite, a process of its own, begins before.
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

  const parts = [startStorage(), startOurOwn()] as const;
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
    // What is still starting must not come up after all is closed.
    await Promise.allSettled(parts);
    await close();
    throw error;
  }
}
