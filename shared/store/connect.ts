import type { TableClient, TableServiceClientOptions } from '@azure/data-tables';
import { CAPPED_ANSWERS } from '../http/index.ts';
import { isLoopback, type Settings } from '../settings/index.ts';

const TABLE = 'grants';

/** The account of the emulator, the same for everybody (learn.microsoft.com/azure/storage/common/storage-use-azurite). */
const EMULATOR = {
  account: 'devstoreaccount1',
  key: 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
};

/** Two more tries: connections that were kept may all be stale at once. The service never redirects, so nothing else may. */
const OPTIONS = {
  retryOptions: { maxRetries: 2, retryDelayInMs: 200 },
  redirectOptions: { maxRetries: 0 },
  additionalPolicies: CAPPED_ANSWERS,
} as const;
const INSECURE: TableServiceClientOptions = { ...OPTIONS, allowInsecureConnection: true };

/**
 * In: where the tables are; client id of the managed identity. Out: a client for the table of grants; nothing is asked yet.
 * Plain http and the emulator's key are for loopback only. The SDKs are loaded here, not with the app (cold start).
 */
export async function connect(tables: Settings['tables'], identityClientId: string | undefined): Promise<TableClient> {
  const { AzureNamedKeyCredential, TableClient } = await import('@azure/data-tables');
  if ('connectionString' in tables) {
    const { connectionString } = tables;
    const client = TableClient.fromConnectionString(connectionString, TABLE, { ...OPTIONS });
    return isLoopback(client.url) ? TableClient.fromConnectionString(connectionString, TABLE, { ...INSECURE }) : client;
  }
  if (isLoopback(tables.url)) {
    return new TableClient(tables.url, TABLE, new AzureNamedKeyCredential(EMULATOR.account, EMULATOR.key), INSECURE);
  }
  const { ManagedIdentityCredential } = await import('@azure/identity');
  const credential = new ManagedIdentityCredential(identityClientId === undefined ? {} : { clientId: identityClientId });
  return new TableClient(tables.url, TABLE, credential, OPTIONS);
}
