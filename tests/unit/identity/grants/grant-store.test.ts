import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GrantStore, StoredGrant } from '../../../../shared/identity/grants/index.ts';
import { makeGrant, someSubject } from '../../../support/grants.ts';
import { startTables, times, type GrantTables } from './grant-tables.ts';

let tables: GrantTables;
let store: GrantStore;
beforeAll(async () => {
  tables = await startTables();
  store = tables.open();
});
afterAll(() => tables.stop());

const each = (stores: readonly GrantStore[], index: number) => stores[index % stores.length] ?? store;
const now = () => Math.floor(Date.now() / 1000);

/** Inserts a grant and reads it back. */
async function given(changes = {}): Promise<StoredGrant> {
  const grant = makeGrant(changes);
  await store.insert(grant);
  return read(grant);
}

async function read({ subject, id }: { subject: string; id: string }): Promise<StoredGrant> {
  const found = await store.read(subject, id);
  if (!found) throw new Error('The grant is not there.');
  return found;
}

test('the first calls create a missing table, however many come at once', async () => {
  await tables.table.deleteTable();
  const stores = times(5, () => tables.open());
  const grants = times(20, () => makeGrant());
  await Promise.all(grants.map((grant, index) => each(stores, index).insert(grant)));
  for (const grant of grants) await expect(store.read(grant.subject, grant.id)).resolves.toMatchObject({ id: grant.id });
});

test.each<[string, (subject: string) => Promise<unknown>, unknown]>([
  ['read', (subject) => store.read(subject, 'g'), undefined],
  ['readPending', (subject) => store.readPending(subject, 'g'), undefined],
  ['dropPending', (subject) => store.dropPending(subject, 'g'), undefined],
  ['keepPending', (subject) => store.keepPending({ subject, id: 'g', entraToken: 'sealed', until: 0 }), undefined],
  ['revoke', (subject) => store.revoke(subject, 'g', 'person'), undefined],
  ['revokeAll', (subject) => store.revokeAll(subject, 'person'), 0],
  ['allRevokedAt', (subject) => store.allRevokedAt(subject), undefined],
  ['list', (subject) => store.list(subject), []],
  ['unexpired', (subject) => store.unexpired(subject), []],
  ['touch', (subject) => store.touch(subject, 'g', 0), undefined],
  ['purge', () => store.purge(0), 0],
  ['check', () => store.check(), undefined],
])('%s works where there is no table yet', async (_name, ask, expected) => {
  await tables.table.deleteTable();
  await expect(ask(someSubject())).resolves.toEqual(expected);
});

describe('insert and read', () => {
  test('return what was inserted', async () => {
    const grant = makeGrant({
      kind: 'pasted',
      generation: 3,
      confirmedAt: 7,
      entraToken: 'e'.repeat(20_000),
      scopes: [],
      roles: [],
      clientName: 'Ключ "\' & 鍵',
      lastUsedAt: 3600,
    });
    await expect(store.insert(grant)).resolves.toBe('inserted');
    const { etag, ...found } = await read(grant);
    expect(found).toEqual(grant);
    expect(etag).not.toBe('');
    const ended = makeGrant({ revoked: { at: 7, reason: 'owner' }, expiresAt: 4_102_444_800 });
    await store.insert(ended);
    expect(await read(ended)).toMatchObject(ended);
  });

  test('O5: of 50 insertions of one id at once, on five instances, one succeeds', async () => {
    const stores = times(5, () => tables.open());
    const grant = makeGrant();
    const outcomes = await Promise.all(times(50, (index) => each(stores, index).insert(grant)));
    expect(outcomes.filter((outcome) => outcome === 'inserted')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'exists')).toHaveLength(49);
  });

  test('O5: an id stays used after its grant was revoked or changed', async () => {
    const { etag: _, ...grant } = await given();
    await expect(store.insert({ ...grant, clientName: 'other', generation: 5 })).resolves.toBe('exists');
    await store.revoke(grant.subject, grant.id, 'person');
    await expect(store.insert(grant)).resolves.toBe('exists');
    expect(await read(grant)).toMatchObject({ clientName: 'A client', generation: 0, revoked: { reason: 'person' } });
  });

  test('do not find another person’s grant with the same id', async () => {
    const grant = await given();
    await expect(store.read(someSubject(), grant.id)).resolves.toBeUndefined();
    await expect(store.insert(makeGrant({ id: grant.id }))).resolves.toBe('inserted');
  });

  test('treat ids of a person as equal in any case', async () => {
    const grant = await given();
    await expect(store.insert({ ...grant, subject: grant.subject.toUpperCase() })).resolves.toBe('exists');
    await expect(store.read(grant.subject.toUpperCase(), grant.id)).resolves.toMatchObject({ subject: grant.subject });
    await expect(store.revokeAll(grant.subject.toUpperCase(), 'owner')).resolves.toBe(1);
    await expect(store.allRevokedAt(grant.subject)).resolves.toBeDefined();
  });
});

describe('rotate', () => {
  test('O6: of 20 concurrent ones from the same read, one succeeds', async () => {
    const grant = await given();
    const stores = times(5, () => tables.open());
    const outcomes = await Promise.all(times(20, (index) => each(stores, index).rotate(grant, now() + index)));
    expect(outcomes.filter((outcome) => outcome === 'rotated')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'changed')).toHaveLength(19);
    expect(await read(grant)).toMatchObject({ generation: 1 });
  });

  test('changes nothing but the generation and its time', async () => {
    const grant = await given({ lastUsedAt: 3600 });
    await expect(store.rotate(grant, 1_800_000_000)).resolves.toBe('rotated');
    const after = await read(grant);
    expect(after).toEqual({ ...grant, generation: 1, rotatedAt: 1_800_000_000, etag: after.etag });
  });

  test('fails if the row was revoked, used or deleted since it was read', async () => {
    const revoked = await given();
    await store.revoke(revoked.subject, revoked.id, 'person');
    await expect(store.rotate(revoked, now())).resolves.toBe('changed');
    const used = await given();
    await store.touch(used.subject, used.id, 3600);
    await expect(store.rotate(used, now())).resolves.toBe('changed');
    await expect(store.rotate({ ...makeGrant(), etag: used.etag }, now())).resolves.toBe('changed');
  });
});

describe('confirm', () => {
  const confirmation = { confirmedAt: 1_800_000_000, roles: ['Reader'], entraToken: 'sealed anew' };

  test('D23: writes only Entra’s answer, and returns the row as it is now', async () => {
    const grant = await given({ entraToken: 'sealed', lastUsedAt: 3600 });
    const confirmed = await store.confirm(grant, confirmation);
    expect(confirmed).toEqual({ ...grant, ...confirmation, etag: confirmed?.etag });
    expect(await read(grant)).toEqual(confirmed);
  });

  test('fails if the row was revoked, rotated or deleted since it was read', async () => {
    const revoked = await given();
    await store.revoke(revoked.subject, revoked.id, 'person');
    await expect(store.confirm(revoked, confirmation)).resolves.toBeUndefined();
    const rotated = await given();
    await store.rotate(rotated, now());
    await expect(store.confirm(rotated, confirmation)).resolves.toBeUndefined();
    await expect(store.confirm({ ...makeGrant(), etag: rotated.etag }, confirmation)).resolves.toBeUndefined();
  });

  test('a row of an older version counts as confirmed when it was created, and holds no token', async () => {
    const grant = makeGrant({ createdAt: 1_700_000_000 });
    await store.insert(grant);
    const row = await tables.table.getEntity(grant.subject, grant.id);
    const { confirmedAt: _, entraToken: __, ...older } = row;
    await tables.table.updateEntity({ ...older, partitionKey: grant.subject, rowKey: grant.id }, 'Replace');
    expect(await read(grant)).toMatchObject({ confirmedAt: 1_700_000_000, entraToken: undefined });
  });
});

describe('a pending token', () => {
  const waiting = (changes = {}) => {
    const { subject, id } = makeGrant();
    return { subject, id, entraToken: 'sealed', until: now() + 60, ...changes };
  };

  test('D27: exists until it expires or is dropped', async () => {
    const pending = waiting();
    await store.keepPending(pending);
    await expect(store.readPending(pending.subject, pending.id)).resolves.toBe('sealed');
    const later = tables.open(() => (pending.until + 1) * 1000);
    await expect(later.readPending(pending.subject, pending.id)).resolves.toBeUndefined();
    await store.dropPending(pending.subject, pending.id);
    await expect(store.readPending(pending.subject, pending.id)).resolves.toBeUndefined();
  });

  test('D27: is not read, listed, counted or revoked as a grant, and is purged', async () => {
    const pending = waiting();
    await store.keepPending(pending);
    await expect(store.read(pending.subject, pending.id)).resolves.toBeUndefined();
    await expect(store.list(pending.subject)).resolves.toEqual([]);
    await expect(store.revokeAll(pending.subject, 'owner')).resolves.toBe(0);
    await expect(store.insert(makeGrant({ subject: pending.subject, id: pending.id }))).resolves.toBe('inserted');
    await store.purge(pending.until + 1);
    await expect(store.readPending(pending.subject, pending.id)).resolves.toBeUndefined();
    await expect(store.read(pending.subject, pending.id)).resolves.toBeDefined();
  });
});

describe('revoke', () => {
  test('D27: removes Entra’s token from the row', async () => {
    const [one, other] = [await given({ entraToken: 'sealed' }), await given({ entraToken: 'sealed' })];
    await store.revoke(one.subject, one.id, 'entra_refused');
    await store.revokeAll(other.subject, 'owner');
    for (const grant of [one, other]) {
      expect((await read(grant)).entraToken).toBeUndefined();
      expect(inspect(await tables.table.getEntity(grant.subject, grant.id))).not.toContain('sealed');
    }
  });

  test('ends the grant; the first reason is kept', async () => {
    const grant = await given();
    await tables.open(() => 1_700_000_000_900).revoke(grant.subject, grant.id, 'refresh_token_reused');
    await store.revoke(grant.subject, grant.id, 'person');
    await store.revokeAll(grant.subject, 'owner');
    expect((await read(grant)).revoked).toEqual({ at: 1_700_000_000, reason: 'refresh_token_reused' });
  });

  test('ignores unknown ids', async () => {
    const { subject, id } = makeGrant();
    await store.revoke(subject, id, 'person');
    await expect(store.read(subject, id)).resolves.toBeUndefined();
  });

  test('T9: ends the grant regardless of concurrent writes', async () => {
    const other = tables.open();
    for (const grant of await Promise.all(times(25, () => given()))) {
      await Promise.all([
        store.rotate(grant, now()),
        other.revoke(grant.subject, grant.id, 'client'),
        store.touch(grant.subject, grant.id, 3600),
        store.revoke(grant.subject, grant.id, 'person'),
      ]);
      const ended = await read(grant);
      expect(ended.revoked).toBeDefined();
      await store.touch(grant.subject, grant.id, 7200);
      await store.rotate(ended, now());
      expect((await read(grant)).revoked).toEqual(ended.revoked);
    }
  });
});

describe('touch', () => {
  test('records the hour, and creates no row', async () => {
    const grant = await given();
    await store.touch(grant.subject, grant.id, 7200);
    expect(await read(grant)).toMatchObject({ lastUsedAt: 7200, generation: 0, revoked: undefined });
    const { subject, id } = makeGrant();
    await store.touch(subject, id, 7200);
    await expect(store.read(subject, id)).resolves.toBeUndefined();
  });
});

describe('a corrupt row', () => {
  test.each([
    ['with a time that is no Int64', { expiresAt: 'never' }],
    ['with an unknown kind', { kind: 'eternal' }],
    ['of a broken generation', { generation: -1 }],
    ['with half a revocation', { revokedReason: 'person' }],
    ['revoked for an unknown reason', { revokedAt: 5n, revokedReason: 'whim' }],
    ['revoked at no time', { revokedAt: 'once', revokedReason: 'person' }],
  ])('%s is no grant', async (_how, spoiled) => {
    const { subject, id } = await given();
    await tables.table.updateEntity({ partitionKey: subject, rowKey: id, ...spoiled });
    await expect(store.read(subject, id)).resolves.toBeUndefined();
    await expect(store.list(subject)).resolves.toEqual([]);
    await expect(store.insert(makeGrant({ subject, id }))).resolves.toBe('exists');
  });

  test('is revoked with all other grants of its person, for versions that can read it', async () => {
    const { subject, id } = await given();
    await tables.table.updateEntity({ partitionKey: subject, rowKey: id, kind: 'eternal' });
    await expect(store.revokeAll(subject, 'person')).resolves.toBe(1);
    await tables.table.updateEntity({ partitionKey: subject, rowKey: id, kind: 'oauth' });
    await expect(store.read(subject, id)).resolves.toMatchObject({ revoked: { reason: 'person' } });
  });
});

describe('a key that no row can have', () => {
  const subject = someSubject();
  test.each([
    ['', 'g'],
    ['t.o', 'g'],
    [`${subject}.x`, 'g'],
    [`${subject}' or PartitionKey ne '`, 'g'],
    [`${subject}\n`, 'g'],
    [subject, ''],
    [subject, '!all-revoked'],
    [subject, 'a/b'],
    [subject, 'a\\b'],
    [subject, 'a#b'],
    [subject, 'a?b'],
    [subject, "a'b"],
    [subject, 'a\u0000'],
    [subject, 'a\n'],
    [subject, 'g'.repeat(129)],
  ])('%j, %j is not found and causes no request', async (person, id) => {
    // Nothing listens there, so every request fails.
    const { createGrantStore } = await import('../../../../shared/identity/grants/index.ts');
    const nowhere = createGrantStore({ url: 'http://127.0.0.1:1/devstoreaccount1' }, undefined);
    await expect(nowhere.read(person, id)).resolves.toBeUndefined();
    await expect(nowhere.revoke(person, id, 'person')).resolves.toBeUndefined();
    await expect(nowhere.touch(person, id, 0)).resolves.toBeUndefined();
    await expect(nowhere.readPending(person, id)).resolves.toBeUndefined();
    await expect(nowhere.dropPending(person, id)).resolves.toBeUndefined();
    await expect(nowhere.keepPending({ subject: person, id, entraToken: 'sealed', until: 0 })).rejects.toBeInstanceOf(RangeError);
    const unchanged = { confirmedAt: 0, roles: [], entraToken: undefined };
    await expect(nowhere.confirm({ ...makeGrant({ subject: person, id }), etag: '*' }, unchanged)).resolves.toBeUndefined();
    await expect(nowhere.rotate({ ...makeGrant({ subject: person, id }), etag: '*' }, 0)).resolves.toBe('changed');
    await expect(nowhere.insert(makeGrant({ subject: person, id }))).rejects.toBeInstanceOf(RangeError);
    if (person === subject) return;
    await expect(nowhere.list(person)).resolves.toEqual([]);
    await expect(nowhere.revokeAll(person, 'person')).resolves.toBe(0);
    await expect(nowhere.allRevokedAt(person)).resolves.toBeUndefined();
  });

  test('ids of base64url are keys as well', async () => {
    const grant = makeGrant({ id: `-_${randomUUID().replaceAll('-', '')}` });
    await expect(store.insert(grant)).resolves.toBe('inserted');
    await expect(store.read(grant.subject, grant.id)).resolves.toMatchObject({ id: grant.id });
  });
});
