import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startHostProcess } from './host-process.ts';
import type { HostProcess } from './host-process.ts';
import { openRequest, rawRequest } from './raw-request.ts';

describe('HTTP streams off', () => {
  let host: HostProcess;
  beforeAll(async () => {
    host = await startHostProcess({ env: { FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '100000' } });
  });
  afterAll(() => host.stop());

  test('joins repeated query values and keeps params clean', async () => {
    const { query, params } = await (await fetch(`${host.url}/api/echo?x=1&x=2&role=owner`)).json();

    expect(query).toEqual([
      ['x', '1,2'],
      ['role', 'owner'],
    ]);
    expect(params).toEqual({});
  });

  test('answers 204 where the function returns nothing', async () => {
    expect((await fetch(`${host.url}/api/nothing`)).status).toBe(204);
  });

  test('says how long the answer is', async () => {
    const { headers, body } = await rawRequest({ port: host.port, path: '/api/cookies' });

    expect([headers['content-length'], headers['transfer-encoding'], body]).toEqual(['11', undefined, 'two cookies']);
  });

  test('refuses a body over the limit, by its declared length and by what arrives', async () => {
    const declared = await fetch(`${host.url}/api/size`, { method: 'POST', body: new Uint8Array(100_001) });
    const { outgoing, answer } = openRequest({ port: host.port, path: '/api/size', method: 'POST' });
    outgoing.write(Buffer.alloc(200_000));

    expect(declared.status).toBe(413);
    expect((await answer).status).toBe(413);
    outgoing.destroy();
  });

  test('collects a stream before it answers', async () => {
    const answer = fetch(`${host.url}/api/chunks`).then((response) => response.text());
    const release = async () => (await fetch(`${host.url}/api/signal/release`, { method: 'POST' })).json();
    while ((await release()) !== true);

    expect(await answer).toBe('first;last');
  });
});
