import type { TableClient, TableServiceClientOptions } from '@azure/data-tables';
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
  const { AzureNamedKeyCredential, TableClient } = await import('@azure/data-tables');
  if ('connectionString' in tables) {
    const { connectionString } = tables;
    const client = TableClient.fromConnectionString(connectionString, table, { ...OPTIONS });
    return isLoopback(client.url) ? TableClient.fromConnectionString(connectionString, table, { ...INSECURE }) : client;
  }
  if (isLoopback(tables.url)) {
    return new TableClient(tables.url, table, new AzureNamedKeyCredential(EMULATOR.account, EMULATOR.key), INSECURE);
  }
  const { ManagedIdentityCredential } = await import('@azure/identity');
  const credential = new ManagedIdentityCredential(identityClientId === undefined ? {} : { clientId: identityClientId });
  return new TableClient(tables.url, table, credential, OPTIONS);
}
