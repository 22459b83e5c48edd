import type { TableClient, TransactionAction } from '@azure/data-tables';
import { eventId, readEvent } from '../../shared/inbox/event/index.ts';
import { createDigests, PARTITION } from '../../shared/inbox/store/row-keys.ts';
import { rowsOf } from '../../shared/inbox/store/rows-of.ts';
import { createSealedRows } from '../../shared/inbox/store/sealed-rows.ts';
import { connectTable, type Secrets } from '../../shared/platform/index.ts';

interface Inbox {
  /** URL of the table service. */
  readonly tables: string;
  /** Those of the app that reads it. */
  readonly secrets: Secrets;
}

const DAYS = 30;
/** Azure takes a hundred rows in a transaction. */
const MOST_ROWS = 100;

/**
 * Puts events into an inbox as the app does, but a hundred rows at a time: for more of them than can be sent.
 *
 * @param bodies as Telnyx sends them; none may be there already
 * @param sentAt milliseconds since the epoch
 */
export async function fillInbox({ tables, secrets }: Inbox, bodies: Iterable<unknown>, sentAt: number): Promise<void> {
  const sealed = createSealedRows(secrets);
  const digests = await createDigests(secrets)();
  const clients = new Map<string, TableClient>();
  const waiting = new Map<string, TransactionAction[]>();

  const write = async (table: string, actions: TransactionAction[]) => {
    let client = clients.get(table);
    if (!client) {
      client = await connectTable(table, { url: tables }, undefined);
      await client.createTable();
      clients.set(table, client);
    }
    await client.submitTransaction(actions);
  };

  for (const body of bodies) {
    const { table, rows } = rowsOf({ id: eventId(body), event: readEvent(body), body, sentAt }, digests, DAYS);
    let actions = waiting.get(table) ?? [];
    if (actions.length + rows.length > MOST_ROWS) {
      await write(table, actions);
      actions = [];
    }
    const made = rows.map(async ({ rowKey, content }): Promise<TransactionAction> => {
      return ['create', { partitionKey: PARTITION, rowKey, ...(content && (await sealed.seal(content, `${table}/${rowKey}`))) }];
    });
    waiting.set(table, [...actions, ...(await Promise.all(made))]);
  }
  for (const [table, actions] of waiting) await write(table, actions);
}
