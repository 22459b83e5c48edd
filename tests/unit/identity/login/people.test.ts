import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createNames, createPeople, PEOPLE_ON_PAGE, type SignedIn } from '../../../../shared/identity/login/index.ts';
import { createSealer } from '../../../../shared/identity/tokens/index.ts';
import { concurrently, StoreUnavailableError } from '../../../../shared/platform/index.ts';
import { createLogger } from '../../../../shared/platform/log/index.ts';
import { makeGrant } from '../../../support/grants.ts';
import { makeSecrets } from '../../../support/keys.ts';
import { startTables, times, type GrantTables } from '../grants/grant-tables.ts';

const NOW = Date.UTC(2026, 10, 27, 12);
const SECONDS = NOW / 1000;
const ORIGIN = 'https://app.example.com';

let tables: GrantTables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

/** A tenant of its own, in which nobody has signed in. */
async function openPeople({ url = tables.url, mostSearched = 1_000 } = {}) {
  const tenantId = randomUUID();
  const { secrets } = await makeSecrets();
  const clock = () => NOW;
  const settings = { tables: { url }, identityClientId: undefined, publicBaseUrl: ORIGIN, entra: { tenantId } };
  const names = createNames({ settings, secrets, log: createLogger(() => undefined), clock });
  const people = createPeople({ settings, secrets, clock, mostSearched });
  const person = (name: string, username = '', objectId: string = randomUUID()): SignedIn => ({
    tenantId,
    objectId,
    name,
    username,
    roles: ['Reader'],
  });
  const signIn = async (...args: Parameters<typeof person>): Promise<SignedIn> => {
    const somebody = person(...args);
    await names.remember(somebody);
    return somebody;
  };
  const allow = async (objectId: string, changes = {}) => {
    await tables.open(clock).insert(makeGrant({ subject: `${tenantId}.${objectId}`, expiresAt: SECONDS + 3600, ...changes }));
  };
  return { tenantId, secrets, people, signIn, allow };
}

const idsOf = (people: readonly { readonly objectId: string }[]) => people.map(({ objectId }) => objectId);

describe('the people of a tenant', () => {
  test('are those who signed in, with their names, and those whose grants are kept', async () => {
    const { people, signIn, allow } = await openPeople();
    const vera = await signIn('Vera Example', 'vera@acme.test', 'a1111111-0000-4000-8000-000000000001');
    await allow(vera.objectId);
    const unnamed = 'b2222222-0000-4000-8000-000000000002';
    await allow(unnamed);
    await allow(unnamed);
    const leaver = 'c3333333-0000-4000-8000-000000000003';
    await allow(leaver, { revoked: { at: 7, reason: 'owner' } });
    await allow('d4444444-0000-4000-8000-000000000004', { expiresAt: SECONDS });
    await tables.open().revokeAll(`${vera.tenantId}.e5555555-0000-4000-8000-000000000005`, 'owner');
    await expect(people.list()).resolves.toEqual({
      people: [
        { objectId: vera.objectId, name: 'Vera Example', username: 'vera@acme.test', signedInAt: SECONDS },
        { objectId: unnamed, name: undefined, username: undefined, signedInAt: undefined },
        { objectId: leaver, name: undefined, username: undefined, signedInAt: undefined },
      ],
      next: undefined,
    });
    await expect(people.count()).resolves.toEqual({ count: 3, more: false });
  });

  test('of another tenant are left out', async () => {
    const [{ signIn }, { people }] = [await openPeople(), await openPeople()];
    await signIn('Foreign');
    await expect(people.list()).resolves.toEqual({ people: [], next: undefined });
    await expect(people.search('foreign')).resolves.toEqual({ people: [], stopped: false });
  });

  test('come in pages, each person once', async () => {
    const { people, signIn, allow } = await openPeople();
    const ids = times(PEOPLE_ON_PAGE * 2 + 5, () => randomUUID()).sort();
    // So few at once that none waits until its time is over.
    await concurrently([...ids.keys()], 20, async (index) => {
      const id = ids[index] ?? '';
      await (index % 2 === 0 ? signIn(`Person ${index}`, '', id) : allow(id));
    });
    const seen: string[] = [];
    let next: string | undefined = '';
    const sizes: number[] = [];
    while (next !== undefined) {
      const page: Awaited<ReturnType<typeof people.list>> = await people.list(next);
      seen.push(...idsOf(page.people));
      sizes.push(page.people.length);
      next = page.next;
    }
    expect(seen).toEqual(ids);
    expect(sizes).toEqual([PEOPLE_ON_PAGE, PEOPLE_ON_PAGE, 5]);
    await expect(people.count()).resolves.toEqual({ count: PEOPLE_ON_PAGE, more: true });
  });

  test('are one page where one person has more grants than an answer of the table has rows', async () => {
    const { people, signIn, tenantId } = await openPeople();
    const [busy, other] = times(2, () => randomUUID()).sort();
    const row = (index: number) => ({ partitionKey: `${tenantId}.${busy}`, rowKey: `grant-${index}`, expiresAt: BigInt(SECONDS + 3600) });
    for (const from of [0, 100, 200, 300, 400, 500]) {
      await tables.table.submitTransaction(times(100, (index) => ['create', row(from + index)]));
    }
    await signIn('Other', '', other);
    expect(idsOf((await people.list()).people)).toEqual([busy, other]);
  });

  test('whose key is gone, or whose row is another’s, have no name', async () => {
    const { people, signIn, tenantId } = await openPeople();
    const one = await signIn('One');
    const row = await tables.table.getEntity(`${tenantId}.${one.objectId}`, '!name');
    const other = randomUUID();
    await tables.table.createEntity({ ...row, partitionKey: `${tenantId}.${other}`, rowKey: '!name' });
    await expect(people.one(other)).resolves.toMatchObject({ objectId: other, name: undefined });
    await expect(people.search('one')).resolves.toMatchObject({ people: [{ objectId: one.objectId }] });
  });

  test('whose row is of an older version have a name and no user name', async () => {
    const { people, signIn, secrets, tenantId } = await openPeople();
    const { objectId } = await signIn('New', 'new@acme.test');
    const subject = `${tenantId}.${objectId}`;
    const sealed = await createSealer(secrets, 'name', ORIGIN).seal({ subject, name: 'Old' }, 3600);
    await tables.table.updateEntity({ partitionKey: subject, rowKey: '!name', sealed });
    await expect(people.one(objectId)).resolves.toMatchObject({ name: 'Old', username: undefined });
  });

  test('T10: are never an empty list where tables do not answer', async () => {
    const { people } = await openPeople({ url: 'http://127.0.0.1:1/devstoreaccount1' });
    const questions = [people.list(), people.count(), people.search('a'), people.one(randomUUID())];
    for (const outcome of await Promise.allSettled(questions)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailableError) });
    }
  });
});

describe('a search', () => {
  test.each([
    ['a part of the name', 'jul'],
    ['words in any order', 'MARSH jules'],
    ['the user name', 'jm@acme'],
    ['a name without its accents', 'zoe'],
    ['composed in another way', 'zoe\u0308'],
  ])('finds people by %s', async (_what, words) => {
    const { people, signIn } = await openPeople();
    const jules = await signIn('Jules Zo\u00eb Marsh', 'JM@acme.test');
    await signIn('Somebody Else', 'else@acme.test');
    await expect(people.search(words)).resolves.toMatchObject({ people: [{ objectId: jules.objectId, name: jules.name }], stopped: false });
  });

  test.each(['marsh nobody', "' or RowKey ne '", '*', '.'])('finds nobody by “%s”', async (words) => {
    const { people, signIn } = await openPeople();
    await signIn('Jules Marsh', 'jm');
    await expect(people.search(words)).resolves.toEqual({ people: [], stopped: false });
  });

  test('says so when more people fit than it shows', async () => {
    const { people, signIn } = await openPeople();
    await concurrently(times(PEOPLE_ON_PAGE + 1, String), 20, (index) => signIn(`Same ${index}`));
    const { people: found, stopped } = await people.search('same');
    expect([found.length, stopped]).toEqual([PEOPLE_ON_PAGE, true]);
  });

  test('says so when it has opened as many names as it may', async () => {
    const { people, signIn, tenantId } = await openPeople({ mostSearched: 3 });
    const { objectId } = await signIn('Hidden', '', 'ffffffff-ffff-4fff-8fff-ffffffffffff');
    // Rows without a name that opens cost a look as well.
    const row = { rowKey: '!name', sealed: 'nothing', writtenAt: 1n };
    const add = (index: number) =>
      tables.table.createEntity({ ...row, partitionKey: `${tenantId}.${index}0000000-0000-4000-8000-000000000000` });
    await Promise.all([1, 2].map(add));
    await expect(people.search('hidden')).resolves.toMatchObject({ people: [{ objectId }], stopped: false });
    await add(3);
    await expect(people.search('hidden')).resolves.toEqual({ people: [], stopped: true });
  });
});
