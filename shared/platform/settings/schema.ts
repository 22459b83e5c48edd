import { z } from 'zod';
import { AuthenticationString, ConnectionString } from './application-insights.ts';
import { GUARD_ENVIRONMENT } from './guard-schema.ts';
import { isLoopback } from './loopback.ts';
import { ROLES } from './roles.ts';
import { Names, whole } from './values.ts';

/** Hours. No access token of ours lives longer. */
export const LONGEST_TOKEN_HOURS = 168;

/** Hosts that may receive the Telnyx key (Telnyx API, regional endpoints). */
const TELNYX_HOSTS = new Set(['api.telnyx.com', 'api.telnyx.eu', 'api.telnyx.com.au', 'api.telnyx.ca', 'api.telnyx.me']);

const Origin = z.string().refine((value) => {
  // The URL standard accepts `*` in a host. Who writes it means a pattern, and there are none here.
  if (!URL.canParse(value) || value.includes('*')) return false;
  const url = new URL(value);
  return url.origin === value.replace(/\/$/, '') && (url.protocol === 'https:' || isLoopback(value));
}, 'must be an https origin without a path, such as https://app.example.com (http only for localhost)');

const trimmed = (value: string) => value.replace(/(?<!\/)\/+$/, '');

const VaultUrl = z
  .url('must be the URL of the vault')
  .refine((value) => value.startsWith('https://') || isLoopback(value), 'must be https (http only for localhost)')
  .transform(trimmed);

const TelnyxUrl = z
  .url('must be the URL of the Telnyx API')
  .refine((value) => {
    const { protocol, host } = new URL(value);
    return (protocol === 'https:' && TELNYX_HOSTS.has(host)) || isLoopback(value);
  }, 'must be https on one of the API hosts of Telnyx, such as https://api.telnyx.com/v2')
  .transform(trimmed);

/** Has `{region}` in place of a region. */
const STORAGE_URL = 'https://{region}.telnyxcloudstorage.com';

const StorageUrl = z
  .string()
  .transform(trimmed)
  .refine(
    (value) => value === STORAGE_URL || (value.includes('{region}') && isLoopback(value)),
    `must be ${STORAGE_URL} (a stand-in only on localhost, with {region} in its path)`,
  );

const StandIn = z.url().refine(isLoopback, 'is for stand-ins on this machine: its host must be localhost').transform(trimmed);

const Origins = Names.pipe(z.array(Origin.transform(trimmed)));

const ActiveKey = z
  .object({ active: z.string(), keys: z.array(z.object({ kid: z.string() })) })
  .refine(({ active, keys }) => keys.some(({ kid }) => kid === active));

/** A set of keys in JSON, as the vault holds them. The keys themselves are checked where they are used. */
const KeySet = z.string().refine((value) => {
  try {
    return ActiveKey.safeParse(JSON.parse(value)).success;
  } catch {
    return false;
  }
}, 'must be JSON such as {"active": "<kid>", "keys": [{"kid": "<kid>", …}]}, with the active key among the keys');

const TablesUrl = z
  .url('must be the URL of the table service, such as https://<account>.table.core.windows.net')
  .refine((value) => value.startsWith('https://') || isLoopback(value), 'must be https (http only for localhost)')
  .transform(trimmed);

const JsonText = z.string().transform((value, context): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON' });
    return z.NEVER;
  }
});

const CLIENTS_SHAPE =
  'must be JSON such as [{"client_id": "cursor", "client_name": "Cursor", "redirect_uris": ["cursor://anysphere.cursor-mcp/oauth/callback"]}], with ids of letters, digits, ".", "_" and "-"';

/** OAuth clients that the operator knows by name. Their redirect URIs are checked where clients are. */
const ConfiguredClients = JsonText.pipe(
  z.array(
    z.strictObject(
      {
        client_id: z.string(CLIENTS_SHAPE).regex(/^[\w.-]{1,100}$/, CLIENTS_SHAPE),
        client_name: z.string(CLIENTS_SHAPE).min(1, CLIENTS_SHAPE).max(80, CLIENTS_SHAPE),
        redirect_uris: z.array(z.string(CLIENTS_SHAPE), CLIENTS_SHAPE).min(1, CLIENTS_SHAPE).max(10, CLIENTS_SHAPE),
      },
      CLIENTS_SHAPE,
    ),
    CLIENTS_SHAPE,
  ),
);

/** A client id, the hash of one, or a host name: letters, digits, ".", "_" and "-", without wildcard or port; or an IPv6 address. */
const BLOCKED_NAME = /^(?:[\w.-]{1,2048}|\[[\da-f:.]+\])$/i;

/** The id of a client with a metadata document: a URL that has a path. */
const isDocumentId = (entry: string) => entry.startsWith('https://') && URL.canParse(entry) && new URL(entry).pathname !== '/';

/** An entry that cannot match any client is an error: its author believes that a client is blocked. */
const BlockedClients = Names.pipe(
  z.array(
    z
      .string()
      .refine(
        (entry) => BLOCKED_NAME.test(entry) || isDocumentId(entry),
        'must be client ids, hashes of client ids as the log shows them, or host names (each with all its subdomains), separated by commas',
      ),
  ),
);

const Title = z
  .string()
  .trim()
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]{1,60}$/u, 'must be a name of at most 60 characters, such as Example Ltd');

/** The settings in the environment. Every message says what the value must be, and none repeats it. */
export const Environment = z.object({
  PUBLIC_BASE_URL: Origin.transform(trimmed).optional(),
  SERVER_TITLE: Title.optional(),
  WEBSITE_HOSTNAME: z.string().optional(),
  // What the platform sets: the first on most plans; on Flex Consumption, which lacks it, the others.
  WEBSITE_INSTANCE_ID: z.string().optional(),
  WEBSITE_POD_NAME: z.string().optional(),
  LEGION_SERVICE_HOST: z.string().optional(),
  ENTRA_TENANT_ID: z.guid('must be the id (UUID) of the tenant'),
  ENTRA_CLIENT_ID: z.guid('must be the client id (UUID) of the app registration'),
  ENTRA_CLIENT_SECRET: z.string().optional(),
  ENTRA_AUTHORITY_OVERRIDE: StandIn.optional(),
  AZURE_CLIENT_ID: z.guid('must be the client id (UUID) of the managed identity').optional(),
  KEY_VAULT_URL: VaultUrl.optional(),
  TELNYX_API_KEY: z.string().regex(/^\S+$/, 'must be a key without white space').optional(),
  MCP_SIGNING_KEYS: KeySet.optional(),
  MCP_SEAL_KEYS: KeySet.optional(),
  TELNYX_BASE_URL: TelnyxUrl.default('https://api.telnyx.com/v2'),
  TELNYX_STORAGE_URL: StorageUrl.default(STORAGE_URL),
  TELNYX_MCP_TOOLS: Names.optional(),
  TELNYX_MCP_EXCLUDE_TOOLS: Names.default([]),
  WHOLE_API: z.enum(['off', 'read', 'on'], 'must be off, read or on').default('on'),
  WHOLE_API_ONLY: Names.optional(),
  WHOLE_API_EXCLUDE: Names.default([]),
  READ_ONLY: z.stringbool({ truthy: ['true'], falsy: ['false'], error: 'must be true or false' }).default(false),
  TABLES_URL: TablesUrl.optional(),
  AzureWebJobsStorage: z.string().optional(),
  AzureWebJobsStorage__tableServiceUri: TablesUrl.optional(),
  AzureWebJobsStorage__accountName: z
    .string()
    .regex(/^[a-z0-9]{3,24}$/, 'must be the name of a storage account')
    .optional(),
  TOKEN_TTL_HOURS: whole(1, LONGEST_TOKEN_HOURS).default(24),
  ACCESS_TTL_MINUTES: whole(5, 1440).default(60),
  GRANT_TTL_DAYS: whole(1, 90).default(30),
  ENTRA_GRACE_HOURS: whole(0, 24).default(4),
  OAUTH_CLIENTS: ConfiguredClients.default([]),
  OAUTH_BLOCKED_CLIENTS: BlockedClients.default([]),
  OAUTH_RATE_PER_MINUTE: whole(1, 1_000_000).default(600),
  FORWARDED_HOPS: whole(0, 5).default(1),
  TOOL_CALLS_PER_MINUTE: whole(1, 1_000_000).default(300),
  ...GUARD_ENVIRONMENT,
  INBOX_DAYS: whole(1, 90).default(30),
  CLIENT_METADATA_OVERRIDE: StandIn.optional(),
  APPLICATIONINSIGHTS_CONNECTION_STRING: ConnectionString.optional(),
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: AuthenticationString.optional(),
  ALLOWED_ORIGINS: Origins.default([]),
  DEFAULT_ROLE: z.enum(ROLES, `must be one of ${ROLES.join(', ')}`).optional(),
});

export type Environment = z.output<typeof Environment>;
