import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createNames } from '../../../../shared/identity/login/index.ts';
import type { SignedIn } from '../../../../shared/identity/login/index.ts';
import { createLogger } from '../../../../shared/platform/log/index.ts';
import { makeSecrets } from '../../../support/keys.ts';
import { startTables, times, type GrantTables } from '../grants/grant-tables.ts';

const NOW = Date.UTC(2026, 10, 27, 12);
const DAY_MS = 86_400_000;
const ORIGIN = 'https://app.example.com';

let tables: GrantTables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

const somebody = (name: string): SignedIn => ({ tenantId: randomUUID(), objectId: randomUUID(), name, roles: ['Reader'] });
const subjectOf = ({ tenantId, objectId }: SignedIn) => `${tenantId}.${objectId}`;
const keysOf = (person: SignedIn) => [subjectOf(person), '!name'] as const;

/** @param url of tables that do not answer, instead of the real ones */
async function openNames({ now = NOW, url = tables.url } = {}) {
  const made = await makeSecrets();
  const lines: string[] = [];
  const time = { now };
  const names = createNames({
    settings: { tables: { url }, identityClientId: undefined, publicBaseUrl: ORIGIN },
    secrets: made.secrets,
    log: createLogger((_level, line) => lines.push(line)),
    clock: () => time.now,
  });
  return { ...made, names, lines, time };
}

describe('the names of people', () => {
  test('are known after a login, by subject', async () => {
    const { names } = await openNames();
    const people = times(12, (index) => somebody(`Person ${index}`));
    for (const person of people) await names.remember(person);
    const known = await names.of([...people.map(subjectOf), subjectOf(somebody('Stranger')), 'no subject']);
    expect([...known.values()].sort()).toEqual(people.map(({ name }) => name).sort());
    expect(known.get(subjectOf(people[0] ?? somebody('')))).toBe('Person 0');
  });

  test('G26: lie in the table sealed', async () => {
    const { names } = await openNames();
    const person = { ...somebody('Vera Example'), username: 'vera@acme.test' };
    await names.remember(person);
    const row = await tables.table.getEntity(...keysOf(person));
    expect(JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toMatch(
      /vera example|vera@|acme\.test/i,
    );
  });

  test('are written at most once a day, and then anew', async () => {
    const { names, time } = await openNames();
    const person = somebody('Before');
    await names.remember(person);
    time.now += DAY_MS - 1000;
    await names.remember({ ...person, name: 'After' });
    expect([...(await names.of([subjectOf(person)])).values()]).toEqual(['Before']);
    time.now += 1000;
    await names.remember({ ...person, name: 'After' });
    expect([...(await names.of([subjectOf(person)])).values()]).toEqual(['After']);
  });

  test('go with the purge of grants, 180 days after the last login', async () => {
    const { names } = await openNames();
    const person = somebody('Leaver');
    await names.remember(person);
    const end = NOW / 1000 + 180 * 86_400;
    await tables.open().purge(end);
    expect((await names.of([subjectOf(person)])).size).toBe(1);
    await tables.open().purge(end + 1);
    expect((await names.of([subjectOf(person)])).size).toBe(0);
  });

  test('are no grants: a revocation of all leaves them, and no list shows them', async () => {
    const { names } = await openNames();
    const person = somebody('Keeper');
    await names.remember(person);
    await expect(tables.open().list(subjectOf(person))).resolves.toEqual([]);
    await expect(tables.open().revokeAll(subjectOf(person), 'owner')).resolves.toBe(0);
    expect((await names.of([subjectOf(person)])).size).toBe(1);
  });

  test('of somebody else, copied into a row, are nobody’s', async () => {
    const { names } = await openNames();
    const [one, other] = [somebody('One'), somebody('Other')];
    await names.remember(one);
    const row = await tables.table.getEntity(...keysOf(one));
    await tables.table.createEntity({ ...row, partitionKey: subjectOf(other), rowKey: '!name' });
    expect([...(await names.of([subjectOf(one), subjectOf(other)])).keys()]).toEqual([subjectOf(one)]);
  });

  test('are missing once their key is gone', async () => {
    const { names } = await openNames();
    const person = somebody('Old key');
    await names.remember(person);
    const other = await openNames();
    await expect(other.names.of([subjectOf(person)])).resolves.toEqual(new Map());
  });

  test.each([
    ['an empty name', ' '],
    ['no name', ''],
  ])('are not kept where Entra tells %s', async (_what, name) => {
    const { names } = await openNames();
    const person = somebody(name);
    await names.remember(person);
    await expect(tables.table.getEntity(...keysOf(person))).rejects.toMatchObject({ statusCode: 404 });
  });

  test('fail nobody where tables do not answer; the log names no one', async () => {
    const { names, lines } = await openNames({ url: 'http://127.0.0.1:1/devstoreaccount1' });
    const person = { ...somebody('Vera Example'), username: 'vera@acme.test' };
    await names.remember(person);
    await expect(names.of([subjectOf(person)])).resolves.toEqual(new Map());
    expect(lines).toEqual([expect.stringContaining('name_not_kept')]);
    expect(lines.join()).not.toMatch(/vera|acme/i);
  });
});
