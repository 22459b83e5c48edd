import { loopbackIngestion } from './application-insights.ts';
import { ConfigError } from './config-error.ts';
import { frozen } from './frozen.ts';
import type { GuardSettings } from './guard-settings.ts';
import { isLoopback } from './loopback.ts';
import type { Role } from './roles.ts';
import { brokenRules, inAzure, tablesOf, type Tables } from './rules.ts';
import { Environment } from './schema.ts';

export interface Settings {
  /** The app's own origin, without a slash at the end: issuer of tokens, base of every URL it hands out. */
  readonly publicBaseUrl: string;
  /** The organisation's name, for the pages and for clients. */
  readonly serverTitle: string | undefined;
  readonly entra: {
    readonly tenantId: string;
    readonly clientId: string;
    /** Local use only; in Azure the managed identity signs in for the app. */
    readonly clientSecret: string | undefined;
    /** Base URL of a stand-in for Entra on this machine. */
    readonly authorityOverride: string | undefined;
  };
  /** Client id of the user-assigned managed identity. */
  readonly identityClientId: string | undefined;
  readonly vaultUrl: string | undefined;
  /** Secrets by name from the environment, used only if no vault is configured. */
  readonly environmentSecrets: Readonly<Record<string, string | undefined>>;
  readonly telnyxBaseUrl: string;
  /** URL of the storage endpoints, with `{region}` for the region. */
  readonly telnyxStorageUrl: string;
  /** Which tools there are: if given, only those of `only`; none of `exclude`; with `readOnly`, only those that read. */
  readonly tools: { readonly only: readonly string[] | undefined; readonly exclude: readonly string[]; readonly readOnly: boolean };
  /** Which operations of Telnyx clients may call by name: areas and operation ids. */
  readonly wholeApi: {
    readonly level: 'off' | 'read' | 'on';
    readonly only: readonly string[] | undefined;
    readonly exclude: readonly string[];
  };
  /** Where grants are kept: the table service by managed identity, or by a connection string outside Azure. */
  readonly tables: Tables;
  /** Longest life of a token copied from the token page. */
  readonly tokenTtlHours: number;
  /** Life of an access token from the token endpoint. */
  readonly accessTtlMinutes: number;
  /** How long a grant can be refreshed before the person has to log in again. */
  readonly grantTtlDays: number;
  /** How long a grant stays valid after Entra last confirmed it, while Entra cannot be reached. */
  readonly entraGraceHours: number;
  /** OAuth clients that the operator knows by name. */
  readonly oauthClients: Readonly<Environment['OAUTH_CLIENTS']>;
  /** OAuth clients that the operator blocked: ids, hashes of ids, hosts. */
  readonly blockedClients: readonly string[];
  /** Requests a minute from one address to each route of OAuth, of the login, and of the pages behind it. */
  readonly oauthRatePerMinute: number;
  /** How many proxies append an entry to X-Forwarded-For. 0: the header is ignored. */
  readonly forwardedHops: number;
  /** MCP messages of any kind that one person may send to one instance in a minute. */
  readonly messagesPerMinute: number;
  readonly guard: GuardSettings;
  /** How many days back the events of Telnyx can be read. */
  readonly inboxDays: number;
  /** https URL on this machine that serves every client metadata document, whatever host its URL names. */
  readonly clientMetadataOverride: string | undefined;
  readonly allowedOrigins: readonly string[];
  /** The role of a person whose login has no `roles` claim. Undefined: no access. */
  readonly defaultRole: Role | undefined;
  /** Application Insights, where it is configured. */
  readonly telemetry:
    | {
        readonly connectionString: string;
        /** With the managed identity. Otherwise the key of the connection string is enough. */
        readonly useIdentity: boolean;
        /** Base URL of a stand-in for the ingestion endpoint, on this machine. */
        readonly standIn: string | undefined;
      }
    | undefined;
}

/**
 * @returns The settings, checked and frozen.
 * @throws {@link ConfigError} which names every wrong setting. The app must not start then.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  // Read once: compiling a parser would take longer than it saves.
  const parsed = Environment.safeParse(given, { jitless: true });
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map(({ path, message, code }) => {
        const name = String(path[0]);
        return given[name] === undefined && code !== 'custom' ? `${name} is missing` : `${name} ${message}`;
      }),
    );
  }
  const env = parsed.data;
  const publicBaseUrl = env.PUBLIC_BASE_URL ?? originOf(env.WEBSITE_HOSTNAME);
  const tables = tablesOf(env);
  const messages = brokenRules(env, publicBaseUrl);
  if (messages.length > 0 || publicBaseUrl === undefined || tables === undefined) throw new ConfigError(messages);
  return Object.freeze({
    publicBaseUrl,
    serverTitle: env.SERVER_TITLE,
    entra: Object.freeze({
      tenantId: env.ENTRA_TENANT_ID,
      clientId: env.ENTRA_CLIENT_ID,
      clientSecret: env.ENTRA_CLIENT_SECRET,
      authorityOverride: env.ENTRA_AUTHORITY_OVERRIDE,
    }),
    identityClientId: env.AZURE_CLIENT_ID,
    vaultUrl: env.KEY_VAULT_URL,
    environmentSecrets: Object.freeze({
      'telnyx-api-key': env.TELNYX_API_KEY,
      'mcp-signing-keys': env.MCP_SIGNING_KEYS,
      'mcp-seal-keys': env.MCP_SEAL_KEYS,
    }),
    telnyxBaseUrl: env.TELNYX_BASE_URL,
    telnyxStorageUrl: env.TELNYX_STORAGE_URL,
    tools: Object.freeze({ only: env.TELNYX_MCP_TOOLS, exclude: env.TELNYX_MCP_EXCLUDE_TOOLS, readOnly: env.READ_ONLY }),
    wholeApi: Object.freeze({ level: env.WHOLE_API, only: env.WHOLE_API_ONLY, exclude: env.WHOLE_API_EXCLUDE }),
    tables: Object.freeze(tables),
    tokenTtlHours: env.TOKEN_TTL_HOURS,
    accessTtlMinutes: env.ACCESS_TTL_MINUTES,
    grantTtlDays: env.GRANT_TTL_DAYS,
    entraGraceHours: env.ENTRA_GRACE_HOURS,
    oauthClients: Object.freeze(env.OAUTH_CLIENTS),
    blockedClients: Object.freeze(env.OAUTH_BLOCKED_CLIENTS),
    oauthRatePerMinute: env.OAUTH_RATE_PER_MINUTE,
    forwardedHops: env.FORWARDED_HOPS,
    messagesPerMinute: env.TOOL_CALLS_PER_MINUTE,
    guard: guardOf(env),
    inboxDays: env.INBOX_DAYS,
    clientMetadataOverride: env.CLIENT_METADATA_OVERRIDE,
    allowedOrigins: Object.freeze(env.ALLOWED_ORIGINS),
    defaultRole: env.DEFAULT_ROLE,
    telemetry: telemetryOf(env),
  });
}

/** Any client id: nobody signs in with it. */
const SOME_CLIENT_ID = '00000000-0000-4000-8000-000000000000';

/**
 * Whether nothing is missing in Azure but the app registration: the first deployment by somebody who may not register apps.
 * @param environment for which {@link readSettings} has thrown
 */
export function lacksOnlyRegistration(environment: Readonly<Record<string, string | undefined>>): boolean {
  const { ENTRA_CLIENT_ID: clientId, WEBSITE_INSTANCE_ID, WEBSITE_POD_NAME, LEGION_SERVICE_HOST } = environment;
  if (clientId || !inAzure({ WEBSITE_INSTANCE_ID, WEBSITE_POD_NAME, LEGION_SERVICE_HOST })) return false;
  try {
    readSettings({ ...environment, ENTRA_CLIENT_ID: SOME_CLIENT_ID });
    return true;
  } catch {
    return false;
  }
}

const unlessOff = <Value>(value: Value | 'off'): Value | undefined => (value === 'off' ? undefined : value);

function guardOf(env: Environment): GuardSettings {
  return frozen({
    confirm: {
      purchase: env.CONFIRM_PURCHASE,
      outbound: env.CONFIRM_OUTBOUND,
      destructive: env.CONFIRM_DESTRUCTIVE,
      credential: env.CONFIRM_CREDENTIAL,
    },
    askAlways: env.ASK_ALWAYS,
    limits: {
      messages: env.LIMIT_MESSAGES,
      calls: env.LIMIT_CALLS,
      numbers: env.LIMIT_NUMBERS,
      changes: env.LIMIT_CHANGES,
      lookups: env.LIMIT_LOOKUPS,
    },
    spendPerDay: unlessOff(env.LIMIT_SPEND),
    recipient: env.LIMIT_RECIPIENT,
    countries: env.COUNTRIES,
    neverNumbers: env.NEVER_NUMBERS,
    quietHours: unlessOff(env.QUIET_HOURS),
    quietHoursMessages: unlessOff(env.QUIET_HOURS_MESSAGES),
    webhookHosts: env.WEBHOOK_HOSTS,
    duplicates: env.DUPLICATES,
    auditDays: env.AUDIT_DAYS,
  });
}

function telemetryOf(env: Environment): Settings['telemetry'] {
  const connectionString = env.APPLICATIONINSIGHTS_CONNECTION_STRING;
  if (connectionString === undefined) return undefined;
  const useIdentity = env.APPLICATIONINSIGHTS_AUTHENTICATION_STRING !== undefined;
  return Object.freeze({ connectionString, useIdentity, standIn: loopbackIngestion(connectionString) });
}

/** The platform's own host name: https in Azure, http under `func start`. */
function originOf(hostname: string | undefined): string | undefined {
  if (hostname === undefined) return undefined;
  return isLoopback(`http://${hostname}`) ? `http://${hostname}` : `https://${hostname}`;
}
