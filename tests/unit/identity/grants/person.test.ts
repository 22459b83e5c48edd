import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GrantStore } from '../../../../shared/identity/grants/index.ts';
import { makeGrant, someSubject } from '../../../support/grants.ts';
import { startTables, times, type GrantTables } from './grant-tables.ts';

const NOW = 1_800_000_000;
const DAY = 86_400;

let tables: GrantTables;
let store: GrantStore;
beforeAll(async () => {
  tables = await startTables();
  store = tables.open(() => NOW * 1000 + 999);
});
afterAll(() => tables.stop());

const live = { createdAt: NOW - 10, expiresAt: NOW + DAY };

describe('list', () => {
  test('returns the person’s live grants, newest first', async () => {
    const subject = someSubject();
    const old = makeGrant({ ...live, subject, createdAt: NOW - 100 });
    const young = makeGrant({ ...live, subject, createdAt: NOW - 1 });
    const ended = makeGrant({ ...live, subject, expiresAt: NOW });
    const revoked = makeGrant({ ...live, subject });
    for (const grant of [old, ended, young, revoked, makeGrant(live)]) await store.insert(grant);
    await store.revoke(subject, revoked.id, 'person');
    expect((await store.list(subject)).map(({ id }) => id)).toEqual([young.id, old.id]);
  });
});

describe('unexpired', () => {
  test('returns the person’s revoked grants as well, newest first', async () => {
    const subject = someSubject();
    const revoked = makeGrant({ ...live, subject, createdAt: NOW - 100, lastUsedAt: 3600 });
    const young = makeGrant({ ...live, subject, createdAt: NOW - 1 });
    for (const grant of [revoked, young, makeGrant({ ...live, subject, expiresAt: NOW }), makeGrant(live)]) await store.insert(grant);
    await store.revoke(subject, revoked.id, 'owner');
    expect(await store.unexpired(subject)).toMatchObject([
      { id: young.id },
      { id: revoked.id, lastUsedAt: 3600, revoked: { reason: 'owner' } },
    ]);
  });
});

describe('revokeAll', () => {
  test('ends the person’s live grants, and no one else’s', async () => {
    const subject = someSubject();
    const other = makeGrant(live);
    const mine = times(3, () => makeGrant({ ...live, subject }));
    const ended = makeGrant({ ...live, subject, expiresAt: NOW - 1 });
    for (const grant of [...mine, ended, other]) await store.insert(grant);
    await expect(store.revokeAll(subject, 'owner')).resolves.toBe(3);
    await expect(store.revokeAll(subject, 'owner')).resolves.toBe(0);
    for (const { id } of mine) await expect(store.read(subject, id)).resolves.toMatchObject({ revoked: { at: NOW, reason: 'owner' } });
    await expect(store.read(subject, ended.id)).resolves.toMatchObject({ revoked: undefined });
    await expect(store.read(other.subject, other.id)).resolves.toMatchObject({ revoked: undefined });
    await expect(store.list(subject)).resolves.toEqual([]);
  });

  test('records the time, to the millisecond, even if there was nothing to end', async () => {
    const subject = someSubject();
    await expect(store.allRevokedAt(subject)).resolves.toBeUndefined();
    await expect(store.revokeAll(subject, 'person')).resolves.toBe(0);
    await expect(store.allRevokedAt(subject)).resolves.toBe(NOW + 0.999);
    await tables.open(() => (NOW + 5) * 1000).revokeAll(subject, 'person');
    await expect(store.allRevokedAt(subject)).resolves.toBe(NOW + 5);
    await expect(store.allRevokedAt(someSubject())).resolves.toBeUndefined();
  });

  test('T9: a concurrent insertion is ended, or sees the marker', async () => {
    const redeem = async (subject: string) => {
      const grant = makeGrant({ ...live, subject });
      await store.insert(grant);
      const seen = await store.allRevokedAt(subject);
      return { grant, seen };
    };
    for (const subject of times(20, someSubject)) {
      const [, ...redeemed] = await Promise.all([store.revokeAll(subject, 'person'), ...times(4, () => redeem(subject))]);
      for (const { grant, seen } of redeemed) {
        const row = await store.read(subject, grant.id);
        expect(seen !== undefined || row?.revoked !== undefined).toBe(true);
      }
    }
  });

  test('a corrupt marker does not pass for none', async () => {
    const subject = someSubject();
    await tables.table.upsertEntity({ partitionKey: subject, rowKey: '!all-revoked', revokedAt: 'once' }, 'Replace');
    await expect(store.allRevokedAt(subject)).rejects.toMatchObject({ name: 'StoreUnavailableError' });
    await store.revokeAll(subject, 'person');
    await expect(store.allRevokedAt(subject)).resolves.toBe(NOW + 0.999);
  });
});

describe('purge', () => {
  test('deletes expired rows, revoked or not, and no others', async () => {
    const subject = someSubject();
    const grants = [NOW - DAY, NOW - 1, NOW, NOW + 1].map((expiresAt) => makeGrant({ subject, expiresAt }));
    const late = makeGrant({ expiresAt: 4_102_444_800 });
    for (const grant of [...grants, late]) await store.insert(grant);
    for (const { id } of grants) await store.revoke(subject, id, 'person');
    await expect(store.purge(NOW)).resolves.toBeGreaterThanOrEqual(2);
    const left = await Promise.all(grants.map(({ id }) => store.read(subject, id)));
    expect(left.map((row) => row !== undefined)).toEqual([false, false, true, true]);
    await expect(store.read(late.subject, late.id)).resolves.toBeDefined();
    await expect(store.purge(NOW)).resolves.toBe(0);
  });

  test('keeps the marker of a revocation for 100 days after the last one', async () => {
    const subject = someSubject();
    await tables.open(() => (NOW - 101 * DAY) * 1000).revokeAll(subject, 'person');
    await store.revokeAll(subject, 'person');
    await store.purge(NOW + 99 * DAY);
    await expect(store.allRevokedAt(subject)).resolves.toBe(NOW + 0.999);
    await store.purge(NOW + 101 * DAY);
    await expect(store.allRevokedAt(subject)).resolves.toBeUndefined();
  });

  test('two at once, on two instances, count each row once', async () => {
    await store.purge(NOW);
    await Promise.all(times(40, () => store.insert(makeGrant({ expiresAt: NOW - 1 }))));
    const counts = await Promise.all([store.purge(NOW), tables.open().purge(NOW)]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(40);
  });

  test('reads all pages, as list and revokeAll do; unexpired reads no more than it is asked for', async () => {
    const subject = someSubject();
    const grants = times(1_010, () => makeGrant({ ...live, subject }));
    for (let from = 0; from < grants.length; from += 50) {
      await Promise.all(grants.slice(from, from + 50).map((grant) => store.insert(grant)));
    }
    await expect(store.list(subject)).resolves.toHaveLength(1_010);
    await expect(store.unexpired(subject, 500)).resolves.toHaveLength(500);
    await expect(store.revokeAll(subject, 'person')).resolves.toBe(1_010);
    await expect(store.list(subject)).resolves.toEqual([]);
    await expect(store.purge(NOW + 2 * DAY)).resolves.toBeGreaterThanOrEqual(1_010);
  });
});
