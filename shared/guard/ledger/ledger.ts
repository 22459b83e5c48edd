import type { TransactionAction } from '@azure/data-tables';
import type { z } from 'zod';
import { type Ask, readDatedRow, readRow, transact } from '../../platform/index.ts';
import { fromEntity, PARTITION, toEntity } from './entity.ts';
import { ApprovalRow, CallRow, Counters, RecipientRow } from './rows.ts';

/** A row with its key, and the etag that a write names. Without etag there is no such row yet. */
export interface Stored<Row> {
  readonly key: string;
  readonly etag: string | undefined;
  /** Undefined: none, or one that is corrupt. */
  readonly row: Row | undefined;
}

/** Keys of the rows about a call. Each list has one key for each seal key that may be in use, the active one first. */
export interface LedgerKeys {
  /** Empty: identical calls are all carried out. */
  readonly calls: readonly string[];
  /** Empty: no request key. */
  readonly keys: readonly string[];
  readonly approvals: readonly string[];
  readonly recipients: readonly (readonly string[])[];
  readonly subject: string;
}

/** What the table holds about a call. */
export interface Reading {
  /** The time of the table service. */
  readonly at: number;
  readonly calls: readonly Stored<CallRow>[];
  readonly keys: readonly Stored<CallRow>[];
  readonly approvals: readonly Stored<ApprovalRow>[];
  readonly recipients: readonly (readonly Stored<RecipientRow>[])[];
  readonly person: Stored<Counters>;
  readonly all: Stored<Counters>;
}

/** Beginnings of row keys. */
export const KEY = {
  call: (digest: string) => `c!${digest}`,
  requestKey: (digest: string) => `k!${digest}`,
  approval: (id: string) => `w!${id}`,
  recipient: (digest: string) => `r!${digest}`,
  person: (subject: string) => `n!${subject}`,
  all: 'n!all',
} as const;

/** One write of a transaction. */
export interface Write {
  readonly key: string;
  /** Undefined: the row is new. */
  readonly etag: string | undefined;
  readonly row: unknown;
  /** Milliseconds since the epoch; Infinity: never. */
  readonly purgeAfter: number;
}

/** Reads and writes the rows of the guard. All methods reject with StoreUnavailableError. */
export interface Ledger {
  /** Reads all rows about a call, at once. */
  read(keys: LedgerKeys): Promise<Reading>;
  /** Reads one row. */
  one<Row>(key: string, schema: z.ZodType<Row>): Promise<Stored<Row> & { readonly at: number }>;
  /**
   * Writes all rows or none.
   *
   * @param witness a row of the transaction that nothing else writes: after a lost answer it tells whether the transaction was carried out
   * @returns false if a row has changed since it was read
   */
  write(writes: readonly Write[], witness: TransactionAction | undefined, others?: readonly TransactionAction[]): Promise<boolean>;
}

export function createLedger(ask: Ask): Ledger {
  const one = async <Row>(key: string, schema: z.ZodType<Row>) => {
    const { row: entity, at } = await readDatedRow(ask, { partitionKey: PARTITION, rowKey: key });
    return { key, etag: entity?.etag, row: fromEntity(entity, schema), at };
  };

  return {
    one,

    async read({ calls, keys, approvals, recipients, subject }) {
      const each = <Row>(names: readonly string[], schema: z.ZodType<Row>) => Promise.all(names.map((key) => one(key, schema)));
      const [person, all, ...rows] = await Promise.all([
        one(KEY.person(subject), Counters),
        one(KEY.all, Counters),
        each(calls, CallRow),
        each(keys, CallRow),
        each(approvals, ApprovalRow),
        Promise.all(recipients.map((names) => each(names, RecipientRow))),
      ]);
      const [callRows, keyRows, approvalRows, recipientRows] = rows;
      return {
        at: Math.max(person.at, all.at),
        person,
        all,
        calls: callRows,
        keys: keyRows,
        approvals: approvalRows,
        recipients: recipientRows,
      };
    },

    async write(writes, witness, others = []) {
      const actions = [...writes.map(toAction), ...(witness ? [witness] : []), ...others];
      if ((await transact(ask, actions)) === 'done') return true;
      const rowKey = witness?.[1].rowKey;
      return rowKey !== undefined && (await readRow(ask, { partitionKey: PARTITION, rowKey }, ['RowKey'])) !== undefined;
    },
  };
}

function toAction({ key, etag, row, purgeAfter }: Write): TransactionAction {
  const entity = toEntity(key, row, purgeAfter);
  return etag === undefined ? ['create', entity] : ['update', entity, 'Replace', { etag }];
}
