import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createGrantStore, type GrantStore } from '../../../../shared/identity/grants/index.ts';
import { startFaultProxy, type FaultProxy } from '../../../support/fault-proxy.ts';
import { makeGrant } from '../../../support/grants.ts';
import { expectUnavailable } from './questions.ts';
import { startTables, type GrantTables } from './grant-tables.ts';

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
afterAll(async () => {
  await proxy.stop();
  await tables.stop();
});

test('T10: when tables never answer, every call says so after its time limit, and goes on when they are back', async () => {
  proxy.set('silence');
  await expectUnavailable(store);
  await expectUnavailable(createGrantStore({ url: proxy.url }, undefined));
  await proxy.restore();
  await expect(store.check()).resolves.toBeUndefined();
  await expect(store.read(grant.subject, grant.id)).resolves.toMatchObject({ id: grant.id, revoked: undefined });
});
