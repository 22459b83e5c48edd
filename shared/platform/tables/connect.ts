import type { NamedKeyCredential, TableClient, TableServiceClient, TableServiceClientOptions } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import { CAPPED_ANSWERS } from '../http/index.ts';
import { isLoopback, type Settings } from '../settings/index.ts';

/** The account of the emulator, the same for everybody (learn.microsoft.com/azure/storage/common/storage-use-azurite). */
const EMULATOR = {
  account: 'devstoreaccount1',
  key: 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
};

/** Two retries, because kept connections may all be stale at once. The service never redirects. */
const OPTIONS = {
  retryOptions: { maxRetries: 2, retryDelayInMs: 200 },
  redirectOptions: { maxRetries: 0 },
  additionalPolicies: CAPPED_ANSWERS,
} as const;
const INSECURE: TableServiceClientOptions = { ...OPTIONS, allowInsecureConnection: true };

/**
 * Makes a client for one table; nothing is asked yet. Plain http and the emulator's key are for loopback only. The SDKs are loaded here,
 * not with the app (cold start).
 *
 * @param tables Where the tables are.
 * @param identityClientId The client id of the managed identity; undefined for the system-assigned one.
 */
export async function connectTable(table: string, tables: Settings['tables'], identityClientId: string | undefined): Promise<TableClient> {
  const { TableClient } = await import('@azure/data-tables');
  return connect(tables, identityClientId, {
    byString: (connectionString, options) => TableClient.fromConnectionString(connectionString, table, options),
    byKey: (url, key, options) => new TableClient(url, table, key, options),
    byIdentity: (url, identity, options) => new TableClient(url, table, identity, options),
  });
}

/** The same for the account with all its tables: to list and to delete them. */
export async function connectTables(tables: Settings['tables'], identityClientId: string | undefined): Promise<TableServiceClient> {
  const { TableServiceClient } = await import('@azure/data-tables');
  return connect(tables, identityClientId, {
    byString: (connectionString, options) => TableServiceClient.fromConnectionString(connectionString, options),
    byKey: (url, key, options) => new TableServiceClient(url, key, options),
    byIdentity: (url, identity, options) => new TableServiceClient(url, identity, options),
  });
}

interface Ways<Client> {
  readonly byString: (connectionString: string, options: TableServiceClientOptions) => Client;
  readonly byKey: (url: string, key: NamedKeyCredential, options: TableServiceClientOptions) => Client;
  readonly byIdentity: (url: string, identity: TokenCredential, options: TableServiceClientOptions) => Client;
}

async function connect<Client extends { readonly url: string }>(
  tables: Settings['tables'],
  identityClientId: string | undefined,
  { byString, byKey, byIdentity }: Ways<Client>,
): Promise<Client> {
  if ('connectionString' in tables) {
    const { connectionString } = tables;
    const client = byString(connectionString, { ...OPTIONS });
    return isLoopback(client.url) ? byString(connectionString, { ...INSECURE }) : client;
  }
  if (isLoopback(tables.url)) {
    const { AzureNamedKeyCredential } = await import('@azure/data-tables');
    return byKey(tables.url, new AzureNamedKeyCredential(EMULATOR.account, EMULATOR.key), INSECURE);
  }
  const { ManagedIdentityCredential } = await import('@azure/identity');
  return byIdentity(
    tables.url,
    new ManagedIdentityCredential(identityClientId === undefined ? {} : { clientId: identityClientId }),
    OPTIONS,
  );
}
