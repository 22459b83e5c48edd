import { beforeEach, describe, expect, test } from '@jest/globals';
import { type AuditEntry, createAuditReader, resultOf, toAuditRow } from '../../../../shared/guard/audit/index.ts';
import { connectTable, createTable, StoreUnavailableError } from '../../../../shared/platform/index.ts';
import { use } from '../../../support/use.ts';
import { allOf, startAuditTable } from './audit-table.ts';
import { entryAt, NOON } from './audited-calls.ts';

const DAY = 86_400_000;
const MIDNIGHT = NOON - DAY / 2;
const TODAY = { since: MIDNIGHT, until: MIDNIGHT + DAY };

const audit = use(startAuditTable);
beforeEach(() => audit.empty());

const idsOf = (entries: readonly AuditEntry[]) => entries.map(({ id }) => id);

describe('reading the audit', () => {
  test('gives the entries of a UTC day, from its first to its last millisecond, the newest first', async () => {
    const entries = [MIDNIGHT - 1, MIDNIGHT, NOON, MIDNIGHT + DAY - 1, MIDNIGHT + DAY].map((at) => entryAt(at));
    await audit.write(entries);
    expect(await allOf(audit.reader.entries(TODAY))).toEqual([entries[3], entries[2], entries[1]]);
  });

  test('goes on after an entry, whatever has been added since', async () => {
    const entries = [0, 1, 2, 3].map((minutes) => entryAt(NOON + minutes * 60_000));
    await audit.write(entries);
    const after = entries[2]?.id;
    await audit.write([entryAt(NOON + 600_000)]);
    expect(idsOf(await allOf(audit.reader.entries({ ...TODAY, after })))).toEqual([entries[1]?.id, entries[0]?.id]);
  });

  test.each(["e!' or RowKey gt '", 'c!call', ''])('takes no filter from outside: %s', async (after) => {
    await audit.write([entryAt(NOON), entryAt(MIDNIGHT - 1)]);
    expect(await allOf(audit.reader.entries({ ...TODAY, after }))).toHaveLength(1);
  });

  test('leaves out corrupt rows, and the other rows of the guard', async () => {
    const entry = entryAt(NOON);
    await audit.write([entry]);
    await audit.table.createEntity({ ...toAuditRow(entryAt(NOON)), targets: '{' });
    for (const rowKey of ['c!call', 'n!all', 'w!approval', 'e']) await audit.table.createEntity({ partitionKey: 'account', rowKey });
    expect(await allOf(audit.reader.entries(TODAY))).toEqual([entry]);
  });

  test('reads more than one answer of the table holds', async () => {
    await audit.write(Array.from({ length: 1_100 }, (_, index) => entryAt(MIDNIGHT + index * 1000)));
    const found = await allOf(audit.reader.entries(TODAY));
    expect(found).toHaveLength(1_100);
    expect(idsOf(found)).toEqual(idsOf(found).sort());
  });

  test('G3: says so where the table cannot be reached', async () => {
    const down = createAuditReader({
      ask: createTable(() => connectTable('guard', { url: 'http://127.0.0.1:1/devstoreaccount1' }, undefined)),
    });
    await expect(down.entries(TODAY).next()).rejects.toBeInstanceOf(StoreUnavailableError);
    await expect(down.purge(NOON)).rejects.toBeInstanceOf(StoreUnavailableError);
  });
});

describe('purging the audit', () => {
  test('deletes what is older, and nothing else of the guard', async () => {
    const [old, older, kept] = [entryAt(NOON - 1), entryAt(NOON - DAY), entryAt(NOON)];
    await audit.write([old, older, kept]);
    const others = ['c!call', 'd', 'k!key', 'n!all', 'r!number', 'w!approval'];
    for (const rowKey of others) await audit.table.createEntity({ partitionKey: 'account', rowKey });
    await audit.table.createEntity({ partitionKey: 'other', rowKey: older.id });
    await expect(audit.reader.purge(NOON)).resolves.toBe(2);
    await expect(audit.reader.purge(NOON)).resolves.toBe(0);
    const left: string[] = [];
    for await (const { rowKey = '' } of audit.table.listEntities()) left.push(rowKey);
    expect(left.sort()).toEqual([...others, kept.id, older.id].sort());
  });
});

describe('what came of an entry', () => {
  const over = NOON + 55_000;
  test.each([
    ['call', 'ok', over, 'done'],
    ['call', 'begun', over - 1, 'under_way'],
    ['call', 'begun', over, 'unknown'],
    ['call', 'unknown', NOON, 'unknown'],
    ['call', 'unknown:timeout', NOON, 'unknown'],
    ['call', 'unknown_number', NOON, 'failed'],
    ['call', 'telnyx_rejected', NOON, 'failed'],
    ['question', 'waiting', over - 1, 'waiting'],
    ['question', 'waiting', over, 'no_decision'],
    ['question', 'approved', over, 'approved'],
    ['question', 'denied', over, 'denied'],
    ['refusal', 'limit_reached', over, 'refused'],
    ['refusal', 'ok', over, 'refused'],
  ] as const)('is, of a %s with "%s" at %d: %s', (stage, outcome, now, result) => {
    expect(resultOf({ stage, outcome, overAt: over }, now)).toBe(result);
  });
});
