import { AzureNamedKeyCredential, TableClient } from '@azure/data-tables';
import { type AuditEntry, createAuditReader, toAuditRow } from '../../../../shared/guard/audit/index.ts';
import { concurrently } from '../../../../shared/platform/async/index.ts';
import { connectTable, createTable } from '../../../../shared/platform/tables/index.ts';
import { ACCOUNT, ACCOUNT_KEY, startAzurite } from '../../../support/azurite.ts';

/** Starts an empty Azurite with the table in which the guard keeps its rows. */
export async function startAuditTable() {
  const azurite = await startAzurite();
  const { url } = azurite;
  const table = new TableClient(url, 'guard', new AzureNamedKeyCredential(ACCOUNT, ACCOUNT_KEY), { allowInsecureConnection: true });
  await table.createTable();
  const reader = createAuditReader({ ask: createTable(() => connectTable('guard', { url }, undefined)) });
  return {
    table,
    reader,
    /** Writes entries as the guard does, a hundred in a transaction. */
    async write(entries: readonly AuditEntry[]): Promise<void> {
      for (let from = 0; from < entries.length; from += 100) {
        await table.submitTransaction(entries.slice(from, from + 100).map((entry) => ['create', toAuditRow(entry)]));
      }
    },
    async empty(): Promise<void> {
      const rows: { readonly partitionKey: string; readonly rowKey: string }[] = [];
      for await (const { partitionKey = '', rowKey = '' } of table.listEntities()) rows.push({ partitionKey, rowKey });
      await concurrently(rows, 20, ({ partitionKey, rowKey }) => table.deleteEntity(partitionKey, rowKey));
    },
    stop: () => azurite.stop(),
  };
}

/** All entries of a time, in the order in which they come. */
export async function allOf(pages: AsyncIterable<readonly AuditEntry[]>): Promise<AuditEntry[]> {
  const found: AuditEntry[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}
