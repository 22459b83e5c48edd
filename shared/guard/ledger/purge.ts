import type { Ask } from '../../platform/index.ts';
import { concurrently, readPages } from '../../platform/index.ts';
import { PARTITION } from './entity.ts';

/** Beginnings of the keys of all rows but those of the audit, which has its own time to keep them. */
const KINDS = ['c', 'k', 'n', 'r', 'w'];
const AT_ONCE = 10;
/** The clock of this process may be ahead of that of the table service, by which rows are over. In milliseconds. */
const CLOCK_AHEAD_MS = 3_600_000;
const GONE_OR_CHANGED = { 404: () => false, 412: () => false };

/**
 * Deletes rows that nobody needs any more.
 *
 * @param now milliseconds since the epoch
 * @returns how many rows
 * @throws StoreUnavailableError
 */
export async function purgeRows(ask: Ask, now: number): Promise<number> {
  let count = 0;
  const over = `purgeAfter lt ${Math.floor((now - CLOCK_AHEAD_MS) / 1000)}L`;
  for (const kind of KINDS) {
    // The character after "!": keys of this kind alone.
    const ofKind = `PartitionKey eq '${PARTITION}' and RowKey ge '${kind}!' and RowKey lt '${kind}"' and ${over}`;
    for await (const page of readPages(ask, ofKind, ['PartitionKey', 'RowKey'])) {
      await concurrently(page, AT_ONCE, async ({ partitionKey, rowKey, etag }) => {
        // With the etag, so that a row that was written again in the meantime stays.
        const remove = ask<boolean>(
          (table, abortSignal) => table.deleteEntity(partitionKey, rowKey, { etag, abortSignal }).then(() => true),
          GONE_OR_CHANGED,
        );
        if (await remove) count++;
      });
    }
  }
  return count;
}
