import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectTable } from '../../../../shared/platform/tables/connect.ts';
import { createGrantStore } from '../../../../shared/identity/grants/index.ts';
import { makeGrant } from '../../../support/grants.ts';
import { startListener, type Listener } from '../../../support/listener.ts';
import { ACCOUNT, ACCOUNT_KEY } from '../../../support/azurite.ts';
import { startTables, type GrantTables } from './grant-tables.ts';

const KEY = Buffer.from('no key of anybody').toString('base64');
const CLIENT_ID = 'd0000000-0000-4000-8000-000000000001';

let tables: GrantTables;
let identity: Listener;
beforeAll(async () => {
  // The first use loads it, which can take longer than a request may on a busy machine.
  await import('@azure/identity');
  tables = await startTables();
  identity = await startListener();
  process.env['IDENTITY_ENDPOINT'] = `${identity.url}/msi/token`;
  process.env['IDENTITY_HEADER'] = 'header';
});
afterAll(async () => {
  delete process.env['IDENTITY_ENDPOINT'];
  delete process.env['IDENTITY_HEADER'];
  await identity.stop();
  await tables.stop();
});

test('tables in Azure are accessed with the managed identity', async () => {
  const store = createGrantStore({ url: 'https://account.table.core.windows.net.invalid' }, CLIENT_ID);
  await expect(store.check()).rejects.toMatchObject({ name: 'StoreUnavailableError' });
  expect(identity.hits[0]).toContain('resource=https%3A%2F%2Fstorage.azure.com');
  expect(identity.hits[0]).toContain(`client_id=${CLIENT_ID}`);
});

test('a connection string leads to the tables, over http too on this machine', async () => {
  const text = `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};AccountKey=${ACCOUNT_KEY};TableEndpoint=${tables.url};`;
  const store = createGrantStore({ connectionString: text }, undefined);
  const grant = makeGrant();
  await store.insert(grant);
  await expect(tables.open().read(grant.subject, grant.id)).resolves.toBeDefined();
});

test('the short connection string of the emulator is known', async () => {
  expect((await connectTable('grants', { connectionString: 'UseDevelopmentStorage=true' }, undefined)).url).toBe(
    'http://127.0.0.1:10002/devstoreaccount1',
  );
});

test('no key is sent over plain http to another machine', async () => {
  const text = `DefaultEndpointsProtocol=http;AccountName=account;AccountKey=${KEY};TableEndpoint=http://tables.example.invalid;`;
  const client = await connectTable('grants', { connectionString: text }, undefined);
  await expect(client.getEntity('p', 'r')).rejects.toThrow(/allowInsecureConnection/);
});

test('an invalid connection string is an outage, not an answer', async () => {
  const store = createGrantStore({ connectionString: 'AccountName=x' }, undefined);
  store.warm();
  const error: unknown = await store.check().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'StoreUnavailableError' });
});
