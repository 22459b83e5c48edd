import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLedger, KEY, PARTITION, purgeRows, Counters, type Ledger } from '../../../../shared/guard/ledger/index.ts';
import { connectTable, createTable, type Ask } from '../../../../shared/platform/index.ts';
import { startAzurite, type RunningAzurite } from '../../../support/azurite.ts';

let azurite: RunningAzurite;
let ask: Ask;
let ledger: Ledger;
beforeAll(async () => {
  // The first use loads the SDK, which can take longer than a request may on a busy machine.
  await import('@azure/data-tables');
  azurite = await startAzurite();
  ask = createTable(() => connectTable('guard', { url: azurite.url }, undefined));
  ledger = createLedger(ask);
});
afterAll(() => azurite.stop());

const COUNTERS: Counters = {
  at: 1,
  minute: 0,
  day: 0,
  counts: { messages: { inMinute: 1, inDay: 2 } },
  cents: 0,
  permissions: [],
  asked: [],
};

const counters = (key: string, etag?: string, row: unknown = COUNTERS) => ({ key, etag, row, purgeAfter: Date.now() + 60_000 });

/** Nothing else writes this row. */
const witness = (rowKey: string) => ['create', { partitionKey: PARTITION, rowKey }] as ['create', { partitionKey: string; rowKey: string }];

describe('the rows of the guard', () => {
  test('are read as they were written, with the time of the table service', async () => {
    const key = KEY.person(randomUUID());
    expect(await ledger.write([counters(key)], undefined)).toBe(true);
    const { row, etag, at } = await ledger.one(key, Counters);
    expect(row).toEqual(COUNTERS);
    expect(etag).toMatch(/./);
    expect(Math.abs(at - Date.now())).toBeLessThan(60_000);
  });

  test('are as long as a row of the table may be', async () => {
    const key = KEY.person(randomUUID());
    const row = { ...COUNTERS, asked: [{ id: 'ä'.repeat(300_000), at: 1, open: true }] };
    await ledger.write([counters(key, undefined, row)], undefined);
    expect((await ledger.one(key, Counters)).row).toEqual(row);
  });

  test('are not there, if they are corrupt or of another version', async () => {
    const key = KEY.person(randomUUID());
    await ledger.write([counters(key, undefined, { version: 9 })], undefined);
    const { row, etag } = await ledger.one(key, Counters);
    expect(row).toBeUndefined();
    expect(etag).toBeDefined();
  });
});

describe('a transaction', () => {
  test('writes nothing, if one of its rows has changed since it was read', async () => {
    const [changed, other] = [KEY.person(randomUUID()), KEY.person(randomUUID())];
    await ledger.write([counters(changed)], undefined);
    const { etag } = await ledger.one(changed, Counters);
    await ledger.write([counters(changed, etag)], undefined);
    expect(await ledger.write([counters(other), counters(changed, etag)], witness(`e!${randomUUID()}`))).toBe(false);
    expect((await ledger.one(other, Counters)).row).toBeUndefined();
  });

  test('writes nothing, if a row that should be new exists', async () => {
    const [existing, other] = [KEY.person(randomUUID()), KEY.person(randomUUID())];
    await ledger.write([counters(existing)], undefined);
    expect(await ledger.write([counters(other), counters(existing)], undefined)).toBe(false);
    expect((await ledger.one(other, Counters)).row).toBeUndefined();
  });

  test('G6: is known to have succeeded by its witness, when its answer was lost and the repetition meets its own rows', async () => {
    const key = KEY.person(randomUUID());
    const own = witness(`e!${randomUUID()}`);
    await ledger.write([counters(key)], own);
    expect(await ledger.write([counters(key)], own)).toBe(true);
  });
});

describe('the purge', () => {
  test('G20: deletes rows whose time is over by any clock, and leaves all others', async () => {
    const [over, just, live, forever] = [
      KEY.call(randomUUID()),
      KEY.call(randomUUID()),
      KEY.call(randomUUID()),
      KEY.recipient(randomUUID()),
    ];
    const row = { ...COUNTERS };
    await ledger.write(
      [
        { key: over, etag: undefined, row, purgeAfter: Date.now() - 3_605_000 },
        // By another clock, this one may still count.
        { key: just, etag: undefined, row, purgeAfter: Date.now() - 600_000 },
        { key: live, etag: undefined, row, purgeAfter: Date.now() + 60_000 },
        { key: forever, etag: undefined, row, purgeAfter: Infinity },
      ],
      undefined,
    );
    expect(await purgeRows(ask, Date.now())).toBe(1);
    const left = await Promise.all([over, just, live, forever].map((key) => ledger.one(key, Counters)));
    expect(left.map(({ row: found }) => found !== undefined)).toEqual([false, true, true, true]);
  });
});
