/**
 * Starts what the app otherwise finds in the cloud, all on loopback: Entra ID, managed identity, Key Vault, and a Telnyx simulator.
 * As a program (`npm run stand-ins`) it prints the settings for local.settings.json and stays up until it is interrupted.
 */
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createEntra } from './entra/server.ts';
import { createManagedIdentity } from './identity/server.ts';
import { makeSeed } from './vault/seed.ts';
import { createKeyVault } from './vault/server.ts';

export interface StandInsOptions {
  /** Origin of the app: the only redirect URI is its `/auth/callback`. Default: `/auth/callback` on any port of localhost. */
  readonly publicBaseUrl?: string | undefined;
  /** Where the vault keeps its values (not the Telnyx key) between runs. Default: nowhere. */
  readonly stateFile?: string | undefined;
  /** What the vault holds as `telnyx-api-key`. Default: the simulator's own key, or nothing without the simulator. */
  readonly telnyxApiKey?: string | undefined;
  /** Whether the Telnyx simulator runs; without it TELNYX_BASE_URL is left out and the app talks to Telnyx. */
  readonly telnyx: boolean;
  /** Value of IDENTITY_HEADER. Default: a random one. */
  readonly identityHeader?: string | undefined;
  /** Fixed ports; 0 or none is any free one. */
  readonly ports?: Partial<Record<StandInName, number | undefined>>;
}

export type StandInName = 'entra' | 'identity' | 'vault' | 'telnyx';

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

const SystemError = z.object({ code: z.string() });
const reason = (error: unknown) => SystemError.safeParse(error).data?.code ?? String(error);

/** Rejects, with all that had started stopped again, where a port cannot be bound (the message names it) or the state file is not one. */
export async function startStandIns(options: StandInsOptions): Promise<StandIns> {
  const { publicBaseUrl, stateFile, ports = {}, identityHeader = randomBytes(24).toString('base64url') } = options;
  const started: Listener[] = [];
  const close = async () => {
    await Promise.all(started.map((listener) => listener.close()));
  };

  async function start(name: StandInName, listener: Listener): Promise<string> {
    const port = ports[name] ?? 0;
    const { url } = await listener.listen(port).catch((error: unknown) => {
      throw new Error(`The ${name} stand-in cannot listen on port ${port} of 127.0.0.1 (${reason(error)}).`, { cause: error });
    });
    started.push(listener);
    return url;
  }

  async function startTelnyx(): Promise<{ url: string; apiKey: string }> {
    const { createTelnyxSimulator, LOCAL_API_KEY } = await import('./telnyx/server.ts');
    const apiKey = options.telnyxApiKey ?? LOCAL_API_KEY;
    return { url: await start('telnyx', createTelnyxSimulator({ apiKeys: [apiKey] })), apiKey };
  }

  async function startAll(): Promise<Omit<StandIns, 'close'>> {
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

  try {
    return { ...(await startAll()), close };
  } catch (error) {
    await close();
    throw error;
  }
}

const Port = z.coerce.number().int().min(0).max(65_535).optional();
const Flags = z.object({
  json: z.boolean().default(false),
  memory: z.boolean().default(false),
  'state-file': z
    .string()
    .min(1)
    .default(fileURLToPath(new URL('.state/vault.json', import.meta.url))),
  'public-base-url': z.url().optional(),
  'entra-port': Port,
  'identity-port': Port,
  'vault-port': Port,
  'telnyx-port': Port,
});
/** The key comes by the environment only: a command line is seen by every process of the machine. */
const Environment = z.object({ TELNYX_API_KEY: z.string().min(1).optional(), IDENTITY_HEADER: z.string().min(1).optional() });

function settingsText({ env, urls }: StandIns): string {
  const lines = Object.entries(env).map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  const telnyx = urls.telnyx === undefined ? 'the real one, with the key of TELNYX_API_KEY' : `simulated at ${urls.telnyx}`;
  return `Stand-ins are up, on this machine only. Telnyx: ${telnyx}.\nIn local.settings.json:\n\n  "Values": {\n${lines.join(',\n')}\n  }\n\nCtrl+C stops them.`;
}

async function main(): Promise<void> {
  const string = { type: 'string' } as const;
  const boolean = { type: 'boolean' } as const;
  const { values } = parseArgs({
    options: {
      json: boolean,
      memory: boolean,
      'state-file': string,
      'public-base-url': string,
      'entra-port': string,
      'identity-port': string,
      'vault-port': string,
      'telnyx-port': string,
    },
  });
  const flags = Flags.parse(values);
  const { TELNYX_API_KEY: telnyxApiKey, IDENTITY_HEADER: identityHeader } = Environment.parse(process.env);
  const standIns = await startStandIns({
    publicBaseUrl: flags['public-base-url'],
    stateFile: flags.memory ? undefined : flags['state-file'],
    telnyxApiKey,
    telnyx: telnyxApiKey === undefined,
    identityHeader,
    ports: { entra: flags['entra-port'], identity: flags['identity-port'], vault: flags['vault-port'], telnyx: flags['telnyx-port'] },
  });
  // Before the words on which a parent process may act.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void standIns.close());
  console.log(flags.json ? JSON.stringify({ env: standIns.env, urls: standIns.urls }) : settingsText(standIns));
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
