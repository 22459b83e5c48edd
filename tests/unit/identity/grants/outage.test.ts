import { StoreUnavailableError } from '../../../../shared/platform/index.ts';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createGrantStore, type GrantStore } from '../../../../shared/identity/grants/index.ts';
import { makeGrant } from '../../../support/grants.ts';
import { startFaultProxy, type FaultProxy } from '../../../support/fault-proxy.ts';
import { startTables, type GrantTables } from './grant-tables.ts';
import { expectUnavailable, questions } from './questions.ts';

let tables: GrantTables;
let proxy: FaultProxy;
let store: GrantStore;
const grant = makeGrant();
beforeAll(async () => {
  tables = await startTables();
  proxy = await startFaultProxy(tables.url);
  store = createGrantStore({ url: proxy.url }, undefined);
  await store.insert(grant);
});
afterEach(() => proxy.restore());
afterAll(async () => {
  await proxy.stop();
  await tables.stop();
});

describe('T10: unreachable tables', () => {
  test.each([
    ['are cut off', 'cut'],
    ['are not there', undefined],
  ] as const)('when they %s: every call says so, and goes on when they are back', async (_how, fault) => {
    if (fault) proxy.set(fault);
    else await proxy.refuse();
    await expectUnavailable(store);
    await expectUnavailable(createGrantStore({ url: proxy.url }, undefined));
    await proxy.restore();
    await expect(store.check()).resolves.toBeUndefined();
    await expect(store.read(grant.subject, grant.id)).resolves.toMatchObject({ id: grant.id, revoked: undefined });
  });

  test('the error discloses nothing', async () => {
    proxy.set('cut');
    const error: unknown = await store.check().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'store_unavailable' });
    expect(inspect(error)).not.toMatch(/127\.0|devstore|ECONN/);
  });

  test('a failing warm-up does not fail the app', async () => {
    proxy.set('cut');
    const cold = createGrantStore({ url: proxy.url }, undefined);
    cold.warm();
    await expect(cold.check()).rejects.toBeInstanceOf(StoreUnavailableError);
    await proxy.restore();
    await expect(cold.check()).resolves.toBeUndefined();
  });

  test('a warm-up has connected before the first call', async () => {
    const before = proxy.connections();
    createGrantStore({ url: proxy.url }, undefined).warm();
    while (proxy.connections() === before) await new Promise((resolve) => setTimeout(resolve, 5));
  });
});

describe('a lost answer', () => {
  // Connections that broke earlier cost one attempt; here the first attempt must be the one whose answer is lost.
  beforeEach(() => store.check());

  test('O5: our own insertion, repeated by the tables client, still counts as the first', async () => {
    const own = makeGrant();
    proxy.set('lose_answer', { times: 1 });
    await expect(store.insert(own)).resolves.toBe('inserted');
    await expect(store.insert(own)).resolves.toBe('exists');
    await expect(store.read(own.subject, own.id)).resolves.toBeDefined();
  });

  test('O6: our own rotation, repeated by the tables client, counts as done', async () => {
    const own = makeGrant();
    await store.insert(own);
    const read = await store.read(own.subject, own.id);
    if (!read) throw new Error('The grant is not there.');
    proxy.set('lose_answer', { times: 1 });
    await expect(store.rotate(read, 1)).resolves.toBe('changed');
    await expect(store.read(own.subject, own.id)).resolves.toMatchObject({ generation: 1, rotatedAt: 1 });
  });

  test('a revocation, repeated by the tables client, stays', async () => {
    const own = makeGrant();
    await store.insert(own);
    proxy.set('lose_answer', { times: 1 });
    await store.revoke(own.subject, own.id, 'client');
    await expect(store.read(own.subject, own.id)).resolves.toMatchObject({ revoked: { reason: 'client' } });
  });
});

describe('answers that are not those of tables are not trusted', () => {
  const json = (status: number, body: unknown): RequestListener => {
    return (_request, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const odata = (status: number, code: string) => json(status, { 'odata.error': { code, message: { lang: 'en-US', value: code } } });

  test.each<[string, RequestListener]>([
    ['a page for everything', (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>')],
    ['an empty 200', (_request, response) => response.writeHead(200).end()],
    ['JSON of something else', json(200, { hello: 'world' })],
    ['404 of something else', (_request, response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Nothing</h1>')],
    ['409 of something else', json(409, { error: 'conflict' })],
    ['412 without a word', (_request, response) => response.writeHead(412).end()],
    ['a table that is being deleted', odata(409, 'TableBeingDeleted')],
    ['a table that cannot be made', odata(404, 'TableNotFound')],
    ['403', odata(403, 'AuthorizationPermissionMismatch')],
    ['500', odata(500, 'InternalError')],
    ['503', odata(503, 'ServerBusy')],
    ['a redirect', (_request, response) => response.writeHead(307, { location: tables.url }).end()],
  ])('%s', async (_what, listener) => {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const asked = createGrantStore({ url: `http://127.0.0.1:${port}/devstoreaccount1` }, undefined);
    const outcomes = await Promise.allSettled(questions(asked));
    server.closeAllConnections();
    server.close();
    expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => 'rejected'));
    for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: expect.any(StoreUnavailableError) });
  });
});
