import { z } from 'zod';
import { readPages, type Ask } from '../../platform/index.ts';
import type { SealedRows } from '../store/index.ts';

/** The public keys that Telnyx has named, for all instances: while keys change, a new instance would know the newest alone. */
export interface KeyRows {
  /** @throws StoreUnavailableError, SecretUnavailableError */
  read(): Promise<readonly string[]>;
  /**
   * Keeps that Telnyx names this key now, and forgets those that it has not named for a day.
   *
   * @param now milliseconds since the epoch
   * @throws StoreUnavailableError, SecretUnavailableError
   */
  named(key: string, now: number): Promise<void>;
}

/** Beside the tables of the months, which are deleted. */
export const KEYS_TABLE = 'inboxkeys';
const PARTITION = 'keys';
/** While keys change, both sign for an hour at most. */
const FORGOTTEN_MS = 24 * 3_600_000;

const Row = z.object({ rowKey: z.string(), etag: z.string() });
/** Sealed, so that nobody who can write to the table can add a key of their own. */
const Content = z.object({ key: z.string(), namedAt: z.number() });

export function createKeyRows(ask: Ask, sealed: SealedRows): KeyRows {
  const where = (rowKey: string) => `${KEYS_TABLE}/${rowKey}`;
  const all = async () => {
    const found: { rowKey: string; etag: string; content: z.output<typeof Content> | undefined }[] = [];
    for await (const page of readPages(ask, `PartitionKey eq '${PARTITION}'`)) {
      for (const row of page) {
        const { rowKey, etag } = Row.parse(row);
        found.push({ rowKey, etag, content: Content.safeParse(await sealed.open(row, where(rowKey))).data });
      }
    }
    return found;
  };
  return {
    read: async () => (await all()).flatMap(({ content }) => (content ? [content.key] : [])),
    async named(key, now) {
      const rowKey = Buffer.from(key, 'base64').toString('hex');
      const entity = { partitionKey: PARTITION, rowKey, ...(await sealed.seal({ key, namedAt: now }, where(rowKey))) };
      await ask<unknown>((table, abortSignal) => table.upsertEntity(entity, 'Replace', { abortSignal }));
      for (const row of await all()) {
        if (row.content && row.content.namedAt > now - FORGOTTEN_MS) continue;
        await ask<unknown>((table, abortSignal) => table.deleteEntity(PARTITION, row.rowKey, { etag: row.etag, abortSignal }), {
          404: () => undefined,
          412: () => undefined,
        });
      }
    },
  };
}
