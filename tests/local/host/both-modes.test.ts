import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { until } from '../../support/until.ts';
import { startHostProcess } from './host-process.ts';
import type { HostProcess } from './host-process.ts';
import { rawRequest } from './raw-request.ts';

/** The bytes of the UTF-8 text, as Node writes header values. */
const latin1 = (text: string) => Buffer.from(text).toString('latin1');

describe.each([
  ['HTTP streams on', true],
  ['HTTP streams off', false],
])('with %s', (_title, streams) => {
  let host: HostProcess;
  beforeAll(async () => {
    host = await startHostProcess({ streams });
  });
  afterAll(() => host.stop());

  const get = (path: string) => fetch(`${host.url}${path}`);

  test('hands the request over: method, URL, headers in lower case, body', async () => {
    const response = await fetch(`${host.url}/api/echo?q=1`, { method: 'POST', body: 'hello', headers: { 'X-Mixed-Case': 'Yes' } });

    expect(response.status).toBe(200);
    const echoed = await response.json();
    expect(echoed).toMatchObject({ method: 'POST', url: `${host.url}/api/echo?q=1`, body: 'hello' });
    expect(echoed.headers).toMatchObject({ 'x-mixed-case': 'Yes', host: `localhost:${host.port}` });
  });

  test('joins repeated headers, and shows none of its own', async () => {
    const { body } = await rawRequest({ port: host.port, path: '/api/echo', headers: { 'x-twice': ['1', '2'], cookie: ['a=1', 'b=2'] } });

    const { headers } = JSON.parse(body);
    expect(headers).toMatchObject({ 'x-twice': '1, 2', cookie: 'a=1; b=2' });
    expect(Object.keys(headers)).not.toContain('x-forwarded-host');
    expect(Object.keys(headers)).not.toContain('x-ms-invocation-id');
  });

  test('does not let a client choose the invocation or the forwarded host', async () => {
    const headers = { 'x-ms-invocation-id': 'chosen', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
    const { body } = await rawRequest({ port: host.port, path: '/api/echo', headers });

    expect(JSON.parse(body).url).toBe(`http://127.0.0.1:${host.port}/api/echo`);
  });

  test('D13: decodes header values as UTF-8, and refuses what is not', async () => {
    const { body } = await rawRequest({ port: host.port, path: '/api/echo', headers: { 'x-city': latin1('Zürich') } });
    const refused = await rawRequest({ port: host.port, path: '/api/echo', headers: { 'x-city': 'Z\u00fcrich' } });

    expect(JSON.parse(body).headers).toMatchObject({ 'x-city': 'Zürich' });
    expect([refused.status, refused.body]).toEqual([400, '']);
  });

  test('gives an unknown path, and a known path with another method, 404 with an empty body', async () => {
    for (const response of [await get('/api/unknown'), await get('/unknown'), await get('/api/methods')]) {
      expect(response.status).toBe(404);
      expect(await response.text()).toBe('');
    }
  });

  test('answers HEAD only where HEAD is registered', async () => {
    const registered = await fetch(`${host.url}/api/headed`, { method: 'HEAD' });
    const unregistered = await fetch(`${host.url}/api/echo`, { method: 'HEAD' });

    expect([registered.status, registered.headers.get('x-headed'), await registered.text()]).toEqual([200, 'yes', '']);
    expect(unregistered.status).toBe(404);
  });

  test.each([
    ['/api/a/fixed', 'literal', {}],
    ['/api/a/other', 'parameter', { b: 'other' }],
    ['/api/n/12', 'constrained', { id: '12' }],
    ['/api/o', 'optional', {}],
    ['/api/o/x', 'optional', { b: 'x' }],
    ['/api/r/x/y', 'rest', { rest: 'x/y' }],
    ['/api/unrouted', 'unrouted', {}],
    ['/api', 'home', {}],
  ])('routes %s to "%s"', async (path, name, params) => {
    expect(await (await get(path)).json()).toEqual({ function: name, params });
  });

  test('refuses a Host header that is no host, and a request line that is no path', async () => {
    const statuses = [
      await rawRequest({ port: host.port, path: '/api/echo', headers: { host: 'a/../b' } }),
      await rawRequest({ port: host.port, path: '/api/echo', headers: { host: 'user@evil' } }),
      await rawRequest({ port: host.port, path: '*', method: 'OPTIONS' }),
    ].map(({ status }) => status);

    expect(statuses).toEqual([400, 400, 400]);
  });

  test('keeps several cookies', async () => {
    const [one, two] = (await get('/api/cookies')).headers.getSetCookie();

    expect(one).toMatch(/^one=a%20b;.*Max-Age=60/);
    for (const attribute of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(one).toContain(attribute);
    expect(two).toMatch(/^two=2;.*Path=\/two/);
    expect(two).toContain('Expires=Fri, 02 Jan 1970 00:00:00 GMT');
    expect(two).toContain('SameSite=Strict');
  });

  test('drops hop-by-hop headers and keeps one Date', async () => {
    const { headers, rawHeaders } = await rawRequest({ port: host.port, path: '/api/headers' });

    expect(headers).toMatchObject({ 'x-kept': 'yes', date: expect.any(String) });
    expect(rawHeaders.filter((name) => name.toLowerCase() === 'date')).toHaveLength(1);
    for (const name of ['upgrade', 'te', 'proxy-authenticate']) expect(headers).not.toHaveProperty(name);
    expect(headers['keep-alive']).not.toBe('timeout=99');
    // The library puts it on the inner answer, and nobody takes it away.
    expect('x-ms-invocation-id' in headers).toBe(streams);
  });

  test('sends 204 without a body or a length', async () => {
    const { status, headers, body } = await rawRequest({ port: host.port, path: '/api/no-content' });

    expect([status, body, headers['content-length'], headers['transfer-encoding']]).toEqual([204, '', undefined, undefined]);
  });

  test('serves 100 requests at once, all of them', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const response = await fetch(`${host.url}/api/echo`, { method: 'POST', body: `body ${index}` });
        return (await response.json()).body;
      }),
    );

    expect(answers).toEqual(Array.from({ length: 100 }, (_, index) => `body ${index}`));
  });

  test('takes a large body whole', async () => {
    const response = await fetch(`${host.url}/api/size`, { method: 'POST', body: new Uint8Array(5_000_000) });

    expect(await response.json()).toEqual({ size: 5_000_000 });
  });

  test('survives a client that goes away', async () => {
    const abort = new AbortController();
    const gone = fetch(`${host.url}/api/waits`, { signal: abort.signal }).catch(() => 'gone');
    await until(async () => (await (await get('/api/seen/waits')).json()) === true);
    abort.abort();

    expect(await gone).toBe('gone');
    expect(await (await fetch(`${host.url}/api/signal/release`, { method: 'POST' })).json()).toBe(true);
    expect((await get('/api/a/fixed')).status).toBe(200);
  });

  test('runs the hooks around start and invocations', async () => {
    const response = await get('/api/hooked');

    expect(await response.json()).toEqual({ extra: 'from the hook' });
    expect(response.headers.get('x-hook')).toBe('post');
    expect(host.stdout()).toContain('hook: appStart');
  });

  test('writes log lines: plain to stdout, warnings and errors to stderr, one line each', async () => {
    await get('/api/logs');
    await until(() => host.stdout().includes('plain line') && host.stderr().includes('erred'));

    expect(host.stdout()).toMatch(/^plain line$/m);
    expect(host.stderr()).toMatch(/^warned\\nforged line$/m);
    expect(host.stderr()).toMatch(/^erred$/m);
    expect(host.stdout()).not.toContain('[system]');
  });

  test('hands a timer over, through the hooks, in the spelling of the library', async () => {
    const response = await fetch(`${host.url}/admin/functions/Nightly`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"input":""}',
    });

    expect([response.status, await response.text()]).toEqual([202, '']);
    await until(() => host.stdout().includes('nightly from the hook'));
    const [, text = ''] = /^nightly from the hook (.*)$/m.exec(host.stdout()) ?? [];
    expect(JSON.parse(text)).toEqual({
      schedule: { adjustForDST: true },
      scheduleStatus: {
        last: '0001-01-01T00:00:00.000Z',
        lastUpdated: '0001-01-01T00:00:00.000Z',
        next: expect.stringMatching(/T03:00:00\.000Z$/),
      },
      isPastDue: false,
    });
  });

  test('logs a timer that fails, and goes on', async () => {
    const post = () =>
      fetch(`${host.url}/admin/functions/fails`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });

    expect((await post()).status).toBe(202);
    await until(() => host.stderr().includes('Function "fails" failed: Error: the timer broke'));
    expect((await post()).status).toBe(202);
    expect((await get('/api/a/fixed')).status).toBe(200);
  });

  test('lists what it does not run', () => {
    expect(host.stdout()).toContain('Not run here: queued (queueTrigger)');
  });
});

describe.each([
  ['HTTP streams on', true],
  ['HTTP streams off', false],
])('a handler that throws, with %s', (_title, streams) => {
  let host: HostProcess;
  beforeAll(async () => {
    // With streams on, its client waits for the time limit.
    host = await startHostProcess({ streams, hostJson: { version: '2.0', functionTimeout: '00:00:02' } });
  });
  afterAll(() => host.stop());

  test.each(['/api/throws', '/api/throws-text'])(
    'is a 500 with an empty body at %s, tells stderr, and the host serves on',
    async (path) => {
      const failed = await fetch(`${host.url}${path}`);
      const next = await fetch(`${host.url}/api/a/fixed`);

      expect([failed.status, await failed.text()]).toEqual([500, '']);
      expect(next.status).toBe(200);
      await until(() => host.stderr().includes('failed: Error: '));
      expect(host.stdout()).not.toContain('kaboom');
    },
  );

  test('is a 500 for a POST whose body was not read', async () => {
    const failed = await fetch(`${host.url}/api/throws`, { method: 'POST', body: 'x'.repeat(200_000) });

    expect([failed.status, await failed.text()]).toEqual([500, '']);
    await until(() => host.stderr().includes('kaboom: the secret is 42'));
  });
});
