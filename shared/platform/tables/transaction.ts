import type { TransactionAction } from '@azure/data-tables';
import { z } from 'zod';
import { StoreUnavailableError } from './errors.ts';
import type { RowKeys } from './rows.ts';
import type { Ask } from './table.ts';

const Row = z.looseObject({ etag: z.string().min(1) });

/** A row, or undefined, and the time of the table service in milliseconds since the epoch (to the second). */
export interface Dated {
  readonly row: z.output<typeof Row> | undefined;
  readonly at: number;
}

/**
 * Reads a row, and the time at which the service answered: the one clock that all instances share.
 *
 * @throws {@link StoreUnavailableError}
 */
export async function readDatedRow(ask: Ask, { partitionKey, rowKey }: RowKeys): Promise<Dated> {
  let at: number | undefined;
  const onResponse = ({ headers }: { headers: { get(name: string): string | undefined } }) => void (at = timeIn(headers.get('date')));
  const row = await ask<Dated['row']>(
    async (table, abortSignal) => Row.parse(await table.getEntity(partitionKey, rowKey, { abortSignal, onResponse })),
    { 404: () => undefined },
  );
  if (at === undefined) throw new StoreUnavailableError();
  return { row, at };
}

function timeIn(header: string | undefined): number | undefined {
  const at = Date.parse(header ?? '');
  return Number.isNaN(at) ? undefined : at;
}

/**
 * Writes all rows or none. All are of one partition.
 *
 * @returns `conflict` if a row that should be new exists, or one has changed or gone since it was read. After a lost answer it may also mean that
 *   this very transaction was carried out: the tables client repeats it. Only a row that it alone writes tells.
 * @throws {@link StoreUnavailableError} if it cannot be known
 */
export function transact(ask: Ask, actions: TransactionAction[]): Promise<'done' | 'conflict'> {
  return ask<'done' | 'conflict'>(
    async (table, abortSignal) => {
      const { subResponses } = await table.submitTransaction(actions, { abortSignal });
      // The SDK takes any answer with a good status for one of the table service.
      if (subResponses.length !== actions.length) throw new StoreUnavailableError();
      return 'done';
    },
    { 404: () => 'conflict', 409: () => 'conflict', 412: () => 'conflict' },
  );
}
