import { loopbackIngestion } from './application-insights.ts';
import { isLoopback } from './loopback.ts';
import type { Environment } from './schema.ts';

export const inAzure = (env: Pick<Environment, 'WEBSITE_INSTANCE_ID' | 'WEBSITE_POD_NAME' | 'LEGION_SERVICE_HOST'>) =>
  [env.WEBSITE_INSTANCE_ID, env.WEBSITE_POD_NAME, env.LEGION_SERVICE_HOST].some((value) => value !== undefined);

/** Where tables are: by managed identity, or by a connection string outside Azure. */
export type Tables = { readonly url: string } | { readonly connectionString: string };

/** TABLES_URL, else the storage account that the Functions host itself uses. */
export function tablesOf(env: Environment): Tables | undefined {
  const { AzureWebJobsStorage: connectionString, AzureWebJobsStorage__accountName: account } = env;
  const url = env.TABLES_URL ?? env.AzureWebJobsStorage__tableServiceUri;
  if (url !== undefined) return { url };
  if (account !== undefined) return { url: `https://${account}.table.core.windows.net` };
  return connectionString === undefined || inAzure(env) ? undefined : { connectionString };
}

type Rule = readonly [broken: (env: Environment, publicBaseUrl: string | undefined) => boolean, message: string];

const needsStandIn = (url: string | undefined) => url !== undefined && isLoopback(url);

/** Rules across settings. Stand-ins work on this machine only, never in Azure. */
const RULES: readonly Rule[] = [
  [(_env, url) => url === undefined, 'PUBLIC_BASE_URL is missing, and WEBSITE_HOSTNAME, its default, as well'],
  [(env) => inAzure(env) && env.ENTRA_AUTHORITY_OVERRIDE !== undefined, 'ENTRA_AUTHORITY_OVERRIDE must not be set in Azure'],
  [(env) => inAzure(env) && needsStandIn(env.KEY_VAULT_URL), 'KEY_VAULT_URL must not be localhost in Azure'],
  [(env) => inAzure(env) && needsStandIn(env.TELNYX_BASE_URL), 'TELNYX_BASE_URL must not be localhost in Azure'],
  [(env) => inAzure(env) && needsStandIn(env.TELNYX_STORAGE_URL), 'TELNYX_STORAGE_URL must not be localhost in Azure'],
  [(env, url) => inAzure(env) && needsStandIn(url), 'PUBLIC_BASE_URL must not be localhost in Azure'],
  [
    (env, url) => !needsStandIn(url) && env.ENTRA_AUTHORITY_OVERRIDE !== undefined,
    'ENTRA_AUTHORITY_OVERRIDE must not be set unless the app itself is on localhost',
  ],
  [
    (env) => inAzure(env) && loopbackIngestion(env.APPLICATIONINSIGHTS_CONNECTION_STRING) !== undefined,
    'APPLICATIONINSIGHTS_CONNECTION_STRING must not name localhost in Azure',
  ],
  [
    (env) => inAzure(env) && [env.TABLES_URL, env.AzureWebJobsStorage__tableServiceUri].some(needsStandIn),
    'TABLES_URL (or AzureWebJobsStorage__tableServiceUri) must not be localhost in Azure',
  ],
  [(env) => inAzure(env) && env.CLIENT_METADATA_OVERRIDE !== undefined, 'CLIENT_METADATA_OVERRIDE must not be set in Azure'],
  [
    (env, url) => !needsStandIn(url) && env.CLIENT_METADATA_OVERRIDE !== undefined,
    'CLIENT_METADATA_OVERRIDE must not be set unless the app itself is on localhost',
  ],
  [
    (env) => tablesOf(env) === undefined,
    'TABLES_URL is missing (or AzureWebJobsStorage__accountName; outside Azure a connection string in AzureWebJobsStorage will do)',
  ],
  [(env) => inAzure(env) && env.KEY_VAULT_URL === undefined, 'KEY_VAULT_URL is missing'],
  [(env) => inAzure(env) && env.ENTRA_CLIENT_SECRET !== undefined, 'ENTRA_CLIENT_SECRET must not be set in Azure'],
  [(env) => inAzure(env) && env.AZURE_CLIENT_ID === undefined, 'AZURE_CLIENT_ID is missing'],
  // Everybody who can sign in could buy numbers and end the access of others.
  [(env) => inAzure(env) && env.DEFAULT_ROLE === 'Owner', 'DEFAULT_ROLE must not be Owner in Azure: assign that role in Entra'],
  ...(['TELNYX_API_KEY', 'MCP_SIGNING_KEYS', 'MCP_SEAL_KEYS'] as const).map((name): Rule => [
    (env) => env.KEY_VAULT_URL === undefined && env[name] === undefined,
    `${name} is missing (needed where KEY_VAULT_URL is not set)`,
  ]),
];

/** @returns what is wrong with settings that are right each by itself */
export const brokenRules = (env: Environment, publicBaseUrl: string | undefined): string[] =>
  RULES.flatMap(([broken, message]) => (broken(env, publicBaseUrl) ? [message] : []));
