import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startHostProcess, until } from './host-process.ts';
import type { HostProcess } from './host-process.ts';
import { openRequest, rawRequest } from './raw-request.ts';

describe('HTTP streams', () => {
  let host: HostProcess;
  beforeAll(async () => {
    host = await startHostProcess({ streams: true });
  });
  afterAll(() => host.stop());

  const signal = async (name: string) => (await fetch(`${host.url}/api/signal/${name}`, { method: 'POST' })).json();
  const seen = async (name: string) => (await fetch(`${host.url}/api/seen/${name}`)).json();

  test('pass the first chunk on before the handler has finished', async () => {
    const response = await fetch(`${host.url}/api/chunks`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();

    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect((await reader?.read())?.value).toBe('first;');
    expect(await signal('release')).toBe(true);
    expect((await reader?.read())?.value).toBe('last');
    expect((await reader?.read())?.done).toBe(true);
  });

  test('break the answer off when the handler’s stream breaks', async () => {
    const response = await fetch(`${host.url}/api/breaks`);
    const body = response.text();
    const broken = expect(body).rejects.toThrow();
    await signal('break');

    await broken;
    expect(host.stderr()).toContain('broke in the middle');
  });

  test('answer 500 where the real host would wait for an answer that never comes', async () => {
    expect((await fetch(`${host.url}/api/nothing`)).status).toBe(500);
    expect(host.stderr()).toContain('It returned nothing');
  });

  test.each(['/api/refuses', '/api/refuses-halfway'])('bring the answer of %s to a client that still sends', async (path) => {
    const { outgoing, answer } = openRequest({ port: host.port, path, method: 'POST' });
    outgoing.write(Buffer.alloc(1_000_000));

    expect(await answer).toMatchObject({ status: 413, body: 'too large' });
    outgoing.destroy();
  });

  test.each(['/api/refuses', '/api/refuses-halfway'])('leave no connection behind that %s has half read', async (path) => {
    const statuses: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      statuses.push((await fetch(`${host.url}${path}`, { method: 'POST', body: new Uint8Array(400_000) })).status);
      statuses.push((await fetch(`${host.url}/api/size`, { method: 'POST', body: 'abc' })).status);
    }

    expect(statuses).toEqual([413, 200, 413, 200, 413, 200, 413, 200, 413, 200]);
  });

  test('take a body whose length is not known', async () => {
    const { outgoing, answer } = openRequest({
      port: host.port,
      path: '/api/echo',
      method: 'DELETE',
      headers: { 'transfer-encoding': 'chunked' },
    });
    outgoing.write('part one, ');
    outgoing.end('part two');

    expect(JSON.parse((await answer).body)).toMatchObject({ method: 'DELETE', body: 'part one, part two' });
  });

  test('survive a client that goes away in the middle of its body', async () => {
    const { outgoing } = openRequest({ port: host.port, path: '/api/reads', method: 'POST', headers: { 'content-length': 1_000_000 } });
    outgoing.write('the beginning', () => outgoing.destroy());

    await until(async () => (await seen('broken%20body')) === true);
    expect(await seen('whole%20body')).toBe(false);
  });

  test('make params of query values, under the route’s own, as the real host does', async () => {
    const { params, query } = await (await fetch(`${host.url}/api/echo?role=owner&x=1&x=2&code=key`)).json();
    const routed = await (await fetch(`${host.url}/api/a/real?b=forged`)).json();

    expect(params).toEqual({ role: 'owner', x: '1,2' });
    expect(query).toEqual([
      ['role', 'owner'],
      ['x', '1'],
      ['x', '2'],
      ['code', 'key'],
    ]);
    expect(routed.params).toEqual({ b: 'real' });
  });

  test('let a query value named Headers displace the request’s headers, as the real host does', async () => {
    const forged = encodeURIComponent(JSON.stringify({ origin: 'https://forged.example' }));
    const { headers } = await (await fetch(`${host.url}/api/echo?Headers=${forged}`, { headers: { 'x-real': '1' } })).json();

    expect(headers).toEqual({ origin: 'https://forged.example' });
  });

  test('keep a length that the function declares and otherwise send chunks', async () => {
    const { headers } = await rawRequest({ port: host.port, path: '/api/cookies' });

    expect([headers['transfer-encoding'], headers['content-length']]).toEqual(['chunked', undefined]);
  });
});
