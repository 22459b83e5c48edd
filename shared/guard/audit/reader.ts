import { type Ask, concurrently, readPages } from '../../platform/index.ts';
import type { AuditEntry } from './entry.ts';
import { AUDIT_PREFIX, auditKeyAt, isEntryId } from './keys.ts';
import { AUDIT_PARTITION, parseAuditRow } from './row.ts';

interface AuditRange {
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** The first moment after it. */
  readonly until: number;
  /** The id of an entry: the first page begins after it. New entries move no page. */
  readonly after?: string | undefined;
}

/** What the audit table holds. Both methods reject with StoreUnavailableError. */
export interface AuditReader {
  /** Entries of a time, the newest first, as many at a time as the table answers at once. Corrupt rows are left out. */
  entries(range: AuditRange): AsyncGenerator<readonly AuditEntry[]>;
  /**
   * Deletes what is older.
   *
   * @param before milliseconds since the epoch
   * @returns how many rows
   */
  purge(before: number): Promise<number>;
}

const IN_PARTITION = `PartitionKey eq '${AUDIT_PARTITION}'`;
/** The first key after those of the audit. */
const END = AUDIT_PREFIX.replace('!', '"');
/** Concurrent deletions. */
const AT_ONCE = 10;

/** Reads by ranges of keys, which begin with the time: never the whole table. */
export function createAuditReader({ ask }: { readonly ask: Ask }): AuditReader {
  return {
    async *entries({ since, until, after }) {
      const newest = `RowKey ge '${auditKeyAt(until - 1)}'`;
      // Whatever is no id would be a part of the filter.
      const from = after !== undefined && isEntryId(after) ? `${newest} and RowKey gt '${after}'` : newest;
      for await (const page of readPages(ask, `${IN_PARTITION} and ${from} and RowKey lt '${auditKeyAt(since - 1)}'`)) {
        yield page.map(parseAuditRow).filter((entry) => entry !== undefined);
      }
    },

    async purge(before) {
      let count = 0;
      // Old keys sort last.
      const old = `${IN_PARTITION} and RowKey ge '${auditKeyAt(before - 1)}' and RowKey lt '${END}'`;
      for await (const page of readPages(ask, old, ['PartitionKey', 'RowKey'])) {
        await concurrently(page, AT_ONCE, async ({ partitionKey, rowKey }) => {
          const gone = await ask<boolean>(
            (table, abortSignal) => table.deleteEntity(partitionKey, rowKey, { abortSignal }).then(() => true),
            { 404: () => false },
          );
          if (gone) count++;
        });
      }
      return count;
    },
  };
}
