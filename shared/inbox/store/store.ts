import type { TransactionAction } from '@azure/data-tables';
import { z } from 'zod';
import {
  connectTable,
  connectTables,
  createAllTables,
  createTable,
  readPages,
  readRow,
  StoreUnavailableError,
  transact,
  type Ask,
  type PageRow,
  type Secrets,
  type Settings,
} from '../../platform/index.ts';
import { isOver, readableTables, tableOf, TABLES } from './months.ts';
import { createDigests, KEY, newestFirst, PARTITION, type Digests } from './row-keys.ts';
import { OLDEST_DAYS, rowsOf, type Received } from './rows-of.ts';
import { createSealedRows } from './sealed-rows.ts';
import { openEvent, type StoredEvent } from './stored-event.ts';

/** The events of Telnyx in Azure Tables. All methods throw StoreUnavailableError and SecretUnavailableError. */
export interface Store {
  /** @returns `known` for an event that is there already: nothing is written then */
  add(received: Received): Promise<'new' | 'known'>;
  digests(): Promise<Digests>;
  /**
   * The newest rows whose keys begin with one of these, newest first.
   *
   * @param page.before only what is older, in milliseconds since the epoch
   */
  newest(beginnings: readonly string[], page: Page): Promise<StoredPage>;
  /**
   * What has arrived since, in no order.
   *
   * @param since in milliseconds since the epoch, by the clock of the table service
   * @param oldest nothing that lies before it is looked for, however late it came
   */
  arrived(beginnings: readonly string[], since: number, oldest: number): Promise<readonly StoredEvent[]>;
  /** @returns the session of a call, as far as it was told */
  sessionOf(callControlId: string): Promise<string | undefined>;
  /** Deletes the months that nobody can read any more. */
  purge(now: number): Promise<number>;
}

export interface Page {
  readonly limit: number;
  readonly before?: number | undefined;
}

export interface StoredPage {
  readonly events: readonly StoredEvent[];
  /** There are older ones. */
  readonly more: boolean;
}

export interface StoreOptions {
  readonly settings: Pick<Settings, 'tables' | 'identityClientId' | 'inboxDays'>;
  readonly secrets: Secrets;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

const Session = z.object({ sessionId: z.string() });

const DAY_MS = 86_400_000;
/** Telnyx sends an event again within minutes. */
const AGAIN_MS = 3_600_000;
/** The largest page that Azure Tables gives. */
const LARGEST_PAGE = 1_000;

export function createStore({ settings, secrets, clock }: StoreOptions): Store {
  const { tables, identityClientId, inboxDays: days } = settings;
  const sealed = createSealedRows(secrets);
  const digests = createDigests(secrets);
  const all = createAllTables(() => connectTables(tables, identityClientId));
  const asks = new Map<string, Ask>();

  /** Only the months that can be read are kept in mind. */
  const askOf = (table: string): Ask => {
    const known = asks.get(table);
    if (known) return known;
    const made = createTable(() => connectTable(table, tables, identityClientId));
    for (const name of asks.keys()) if (isOver(name, clock(), days)) asks.delete(name);
    asks.set(table, made);
    return made;
  };

  const isThere = async (table: string, rowKey: string): Promise<boolean> =>
    (await readRow(askOf(table), { partitionKey: PARTITION, rowKey }, ['PartitionKey'])) !== undefined;

  const open = async (table: string, rows: readonly PageRow[]): Promise<StoredEvent[]> => {
    const events = await Promise.all(rows.map((row) => openEvent(sealed, table, row)));
    return events.filter((event) => event !== undefined);
  };

  /** Of one month and one beginning: the newest rows, newest first, and one more to know whether there are more. */
  const rowsIn = async (table: string, beginning: string, { limit, before }: Page): Promise<PageRow[]> => {
    const oldest = newestFirst(clock() - days * DAY_MS);
    const from = before === undefined ? '' : ` and RowKey ge '${beginning}${newestFirst(before - 1)}'`;
    const filter = `PartitionKey eq '${PARTITION}' and RowKey ge '${beginning}' and RowKey lt '${beginning}${oldest}'${from}`;
    const found: PageRow[] = [];
    for await (const page of readPages(askOf(table), filter, undefined, Math.min(limit + 1, LARGEST_PAGE))) {
      found.push(...page);
      if (found.length > limit) break;
    }
    return found;
  };

  return {
    async add(received) {
      const { table, rows, isDated } = rowsOf(received, await digests(), days);
      const [first] = rows;
      // Without a time of its own, an event that comes again in the next month would have a row there, too.
      const before = tableOf(received.sentAt - AGAIN_MS);
      if (!isDated && before !== table && (await isThere(before, first.rowKey))) return 'known';
      const actions = await Promise.all(
        rows.map(async ({ rowKey, content, replaces }): Promise<TransactionAction> => {
          const properties = content && (await sealed.seal(content, `${table}/${rowKey}`));
          const entity = { partitionKey: PARTITION, rowKey, ...properties };
          return replaces ? ['upsert', entity, 'Replace'] : ['create', entity];
        }),
      );
      if ((await transact(askOf(table), actions)) === 'done') return 'new';
      // Any other conflict, such as a table that is being deleted.
      if (!(await isThere(table, first.rowKey))) throw new StoreUnavailableError();
      return 'known';
    },

    digests,

    async newest(beginnings, { limit, before }) {
      const events: StoredEvent[] = [];
      for (const table of readableTables(clock(), days)) {
        const wanted = limit - events.length;
        const found = await Promise.all(beginnings.map((beginning) => rowsIn(table, beginning, { limit: wanted, before })));
        const opened = (await Promise.all(found.map((rows) => open(table, rows)))).flat();
        events.push(...opened.sort((one, other) => other.at - one.at));
        if (events.length > limit) return { events: events.slice(0, limit), more: true };
      }
      return { events, more: false };
    },

    async arrived(beginnings, since, oldest) {
      const now = clock();
      const after = `Timestamp ge datetime'${new Date(since).toISOString()}'`;
      // What is told of a message lies in the month in which the message was sent.
      const tablesOfTime = readableTables(now, Math.min(days, Math.max(OLDEST_DAYS, Math.ceil((now - oldest) / DAY_MS))));
      const found = await Promise.all(
        tablesOfTime.flatMap((table) =>
          beginnings.map(async (beginning) => {
            const range = `PartitionKey eq '${PARTITION}' and RowKey ge '${beginning}' and RowKey lt '${beginning}${newestFirst(oldest)}'`;
            const rows: PageRow[] = [];
            for await (const page of readPages(askOf(table), `${range} and ${after}`)) rows.push(...page);
            return open(table, rows);
          }),
        ),
      );
      return found.flat();
    },

    async sessionOf(callControlId) {
      const keys = (await digests()).ofCall(callControlId).map(KEY.call);
      for (const table of readableTables(clock(), days)) {
        const found = await Promise.all(
          keys.map(async (rowKey) => {
            const row = await readRow(askOf(table), { partitionKey: PARTITION, rowKey });
            return row && sealed.open(row, `${table}/${rowKey}`);
          }),
        );
        for (const content of found) {
          const { data } = Session.safeParse(content);
          if (data) return data.sessionId;
        }
      }
      return undefined;
    },

    async purge(now) {
      const over = (await all.names(TABLES)).filter((table) => isOver(table, now, days));
      for (const table of over) await all.remove(table);
      return over.length;
    },
  };
}
