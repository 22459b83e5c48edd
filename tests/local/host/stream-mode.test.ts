import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { until } from '../../support/until.ts';
import { startHostProcess } from './host-process.ts';
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
    const { outgoing } = openRequest({
      port: host.port,
      path: '/api/reads',
      method: 'POST',
      headers: { 'transfer-encoding': 'chunked' },
    });
    outgoing.write('the beginning', () => outgoing.destroy());

    await until(async () => (await seen('broken%20body')) === true);
    expect(await seen('whole%20body')).toBe(false);
  });

  test('D13: read a body of known length before the invocation starts', async () => {
    const { outgoing, answer } = openRequest({
      port: host.port,
      path: '/api/late',
      method: 'POST',
      headers: { 'content-length': 200_000 },
    });
    outgoing.write(Buffer.alloc(199_999));
    await fetch(`${host.url}/api/a/fixed`);
    expect(await seen('late')).toBe(false);
    outgoing.end('x');

    expect((await answer).status).toBe(200);
    expect(await seen('late')).toBe(true);
  });

  test('D13: refuse a body of a known length over 100 MiB before any of it is read', async () => {
    const { outgoing, answer } = openRequest({
      port: host.port,
      path: '/api/late',
      method: 'POST',
      headers: { 'content-length': 104_857_601 },
    });
    outgoing.flushHeaders();

    expect((await answer).status).toBe(413);
    outgoing.destroy();
  });

  test('D13: bind the members of a body, then the query, then the route', async () => {
    const body = JSON.stringify({ b: 'body', Role: 'body', n: 7, yes: true, none: null, list: ['x'], only: 'body', o: { a: 1 } });
    const { params } = await (await fetch(`${host.url}/api/bound/route?role=query&x=1&x=2&b=query`, { method: 'POST', body })).json();

    expect(params).toEqual({ b: 'route', Role: 'query', n: '7', yes: 'True', only: 'body', x: '2' });
  });

  test('make params of query values, under the route’s own, as the real host does', async () => {
    const { params, query } = await (await fetch(`${host.url}/api/echo?role=owner&x=1&x=2&code=key`)).json();
    const routed = await (await fetch(`${host.url}/api/a/real?b=forged`)).json();

    expect(params).toEqual({ role: 'owner', x: '2' });
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

describe('HTTP streams of a host whose functions have two seconds', () => {
  let host: HostProcess;
  beforeAll(async () => {
    host = await startHostProcess({ streams: true, hostJson: { version: '2.0', functionTimeout: '00:00:02' } });
  });
  afterAll(() => host.stop());

  test('D13: break the answer off at the time limit when the handler’s stream breaks', async () => {
    const response = await fetch(`${host.url}/api/breaks`);
    const body = response.text();
    const broken = expect(body).rejects.toThrow();
    await fetch(`${host.url}/api/signal/break`, { method: 'POST' });

    await broken;
    await until(() => host.stderr().includes('broke in the middle'));
  });

  test.each([
    ['/api/nothing', 'It returned nothing'],
    ['/api/throws', 'kaboom: the secret is 42'],
    ['/api/waits', 'It did not answer within its time limit of 2000 ms'],
  ])('D13: leave the client of %s waiting for the time limit, then answer 500, and serve others meanwhile', async (path, words) => {
    const began = performance.now();
    const answered: string[] = [];
    const ask = async (asked: string) => {
      const { status } = await fetch(`${host.url}${asked}`);
      answered.push(asked);
      return status;
    };

    expect(await Promise.all([ask(path), ask('/api/a/fixed')])).toEqual([500, 200]);
    expect(answered).toEqual(['/api/a/fixed', path]);
    expect(performance.now() - began).toBeGreaterThan(1_900);
    await until(() => host.stderr().includes(words));
  });
});
