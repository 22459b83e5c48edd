import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { functionsOf } from '../../support/built-app.ts';
import { startDeployed } from '../../support/deployed-app.ts';
import { exchange, legacy, modern, post, run, use, useClient } from '../../support/index.ts';
import { tools } from '../../../tools/index.ts';

/** How the bundle says that answers are streamed. */
const STREAMS_ON = 'enableHttpStream:true';
const STREAMS_OFF = 'enableHttpStream:false';

/** What is not answered at once waits for a half that does not come: eight seconds, or the time limit of the function. */
const AT_ONCE_MS = 6_000;

const bundle = () => readFile('dist/index.cjs', 'utf8');

/** The built app, but for that one word where streams are off. */
async function fill(folder: string, streams: boolean): Promise<void> {
  await cp('dist', join(folder, 'dist'), { recursive: true });
  for (const name of ['host.json', 'package.json']) await cp(name, join(folder, name));
  const code = await bundle();
  await writeFile(join(folder, 'dist', 'index.cjs'), streams ? code : code.replace(STREAMS_ON, STREAMS_OFF));
}

test('the bundle turns streams on in one place', async () => {
  expect((await bundle()).split(STREAMS_ON)).toHaveLength(2);
});

describe.each([
  ['on', true],
  ['off', false],
])('the whole app through the seam of the worker, HTTP streams %s', (_title, streams) => {
  const app = use(() => startDeployed((folder) => fill(folder, streams)));
  // Redirects, cookies and forms go through the seam here as well.
  const owner = useClient(app);

  test('answers in the way of its mode', async () => {
    const response = await fetch(`${app.url}/health/live`);
    expect(response.headers.has('content-length')).toBe(!streams);
    expect(await response.json()).toEqual({ live: true });
  });

  test('is ready', async () => {
    expect(await (await fetch(`${app.url}/health/ready`)).json()).toMatchObject({ ready: true, tools: 46, more: tools.length - 46 });
  });

  test.each([
    ['older', legacy],
    ['newer', modern],
  ])('lists the tools and calls one, in the %s protocol', async (_era, send) => {
    const { result } = await (await send(app, 'tools/list', {}, { token: owner.token })).json();
    expect(result.tools).toHaveLength(tools.length);
    const called = await (await send(app, 'tools/call', { name: 'get_balance', arguments: {} }, { token: owner.token })).json();
    expect(called.result.structuredContent).toMatchObject({ currency: 'USD' });
  });

  test('sends a message, and says so', async () => {
    expect(await owner.call('send_message', { from: '+13125550100', to: '+13125550111', text: 'hello' })).not.toHaveProperty('isError');
  });

  test('gives an event stream to whom asked for progress', async () => {
    const params = { name: 'get_balance', arguments: {}, _meta: { progressToken: 'p' } };
    const response = await legacy(app, 'tools/call', params, { token: owner.token });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(await response.text()).toContain('"currency":"USD"');
  });

  test('challenges who has no token', async () => {
    const response = await post(app, '{}');
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('/.well-known/oauth-protected-resource/mcp/stream');
  });

  test('answers a preflight without a body, and GET and DELETE with 405', async () => {
    const headers = { origin: 'https://portal.azure.com', 'access-control-request-method': 'POST' };
    const preflight = await fetch(`${app.url}/mcp/stream`, { method: 'OPTIONS', headers });
    expect([preflight.status, await preflight.text()]).toEqual([204, '']);
    for (const method of ['GET', 'DELETE']) expect((await fetch(`${app.url}/mcp/stream`, { method })).status).toBe(405);
  });

  test('refuses a body that is too large', async () => {
    expect((await post(app, ' '.repeat(5 * 1024 * 1024), { token: owner.token })).status).toBe(413);
  });

  test('keeps cookies', async () => {
    const response = await fetch(`${app.url}/auth/login`, { method: 'POST', redirect: 'manual' });
    expect(response.status).toBe(303);
    expect(response.headers.getSetCookie().join('\n')).toMatch(/HttpOnly/i);
  });

  test.each([
    ['a header value outside latin1', 'GET', '/health/live', 'x-city: 日本', ''],
    ['the same on a page', 'GET', '/', 'x-city: 日本', ''],
    ['the same at the endpoint', 'POST', '/mcp/stream', 'x-city: 日本', '{}'],
    ['a header value that is no UTF-8', 'GET', '/health/live', 'x-city: \xff', ''],
    ['a header name that is none', 'GET', '/health/live', 'a@b: x', ''],
  ])('D10: answers %s with 400 at once, and serves on', async (_what, method, path, header, body) => {
    const head = `${method} ${path} HTTP/1.1\r\nHost: localhost\r\n${header}\r\nContent-Length: ${body.length}\r\n\r\n`;
    const began = performance.now();
    expect((await exchange(app.url, Buffer.from(head + body, header.includes('\xff') ? 'latin1' : 'utf8'))).status).toBe(400);
    expect(performance.now() - began).toBeLessThan(AT_ONCE_MS);
    expect((await fetch(`${app.url}/health/live`)).status).toBe(200);
  });

  test.each(['/mcp/stream', '/mcp', '/token', '/register', '/revoke'])(
    'D10: answers a body that takes the place of the headers, and of which none can be made, at %s',
    async (path) => {
      const response = await post(app, '{"Headers":{"a@b":"x"}}', { path });
      // With streams off a body does not reach the headers.
      if (streams) {
        expect(response.status).toBe(400);
        expect(Object.fromEntries(response.headers)).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
        expect(await response.json()).toMatchObject({ error: 'invalid_request' });
        await app.host.line(/"event":"request_unreadable"/);
      } else {
        expect([400, 401]).toContain(response.status);
      }
      expect(app.log()).not.toContain('a@b');
    },
  );

  test.each([
    '/',
    '/health/live',
    '/health/ready',
    '/test-auth',
    '/tokens',
    '/approvals',
    '/approvals/x',
    '/mcp',
    '/.well-known/jwks.json',
    '/authorize',
  ])('D14: answers HEAD at %s as it answers GET, without a body', async (path) => {
    const [got, head] = await Promise.all((['GET', 'HEAD'] as const).map((method) => fetch(`${app.url}${path}`, { method })));
    const text = await got?.text();
    expect([head?.status, await head?.text()]).toEqual([got?.status, '']);
    // Some pages differ from one answer to the next, and with them their length.
    const same = ['content-type', 'cache-control', 'content-security-policy', 'x-content-type-options', 'allow', 'location'];
    for (const name of same) expect([name, head?.headers.get(name)]).toEqual([name, got?.headers.get(name)]);
    if (path === '/health/live' || path === '/') expect(head?.headers.get('content-length')).toBe(String(Buffer.byteLength(text ?? '')));
  });

  test('runs its timer', async () => {
    const response = await fetch(`${app.url}/admin/functions/purge-grants`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"input":""}',
    });
    expect(response.status).toBe(202);
    await app.host.line(/"event":"grants_purged"/);
  });
});

describe('an invocation comes in two halves', () => {
  let results: Record<
    string,
    { status: number | string; headers: Record<string, string>; body: string; ms: number; error?: string; othersMs: number }
  >;
  let log: string;
  beforeAll(async () => {
    const app = await startDeployed((folder) => fill(folder, true));
    try {
      const program = run('tests/support/half-requests.ts', [], { ...app.env, WEBSITE_HOSTNAME: 'localhost:7071' });
      results = JSON.parse((await program.line(/^\{"never".*$/))[0]);
      await program.exited;
      log = program.output().replace(/^\{"never".*$/m, '');
    } finally {
      await app.stop();
    }
  }, 180_000);

  test('D11: one whose HTTP half does not come fails within seconds, and other requests go on', () => {
    expect(results['never']?.error).toContain('The HTTP half of the request did not come.');
    expect(results['never']?.ms).toBeGreaterThan(3_000);
    // Eight on a free machine; the time limit of the function is minutes.
    expect(results['never']?.ms).toBeLessThan(45_000);
    expect(results['never']?.othersMs).toBeLessThan(AT_ONCE_MS);
    expect(log).toContain('"event":"request_incomplete"');
  });

  test('D11: a half that comes after that is answered all the same', () => {
    expect(results['afterwards']).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
  });

  test.each(['slow', 'stalled'])('D11: a half that only takes its time is served (%s)', (which) => {
    expect(results[which]).toMatchObject({ status: 200, body: '{"live":true}' });
    expect(results[which]).not.toHaveProperty('error');
  });

  test.each(['header name', 'header value', 'line end'])(
    'D10: a %s that fetch refuses is answered with 400, and stays out of the log',
    (which) => {
      expect(results[which]).toMatchObject({ status: 400, headers: { 'x-content-type-options': 'nosniff' } });
      expect(results[which]).not.toHaveProperty('error');
      expect(results[which]?.ms).toBeLessThan(AT_ONCE_MS);
      expect(log).not.toMatch(/a@b|日本/);
    },
  );

  test('D10: an answer that breaks ends, with 500 where nothing of it was sent', () => {
    expect(results['throws']).toMatchObject({ status: 500, body: '' });
    expect(results['breaks']).toMatchObject({ status: 'broken' });
    for (const which of ['throws', 'breaks']) expect(results[which]?.ms).toBeLessThan(AT_ONCE_MS);
  });
});

test('every function is one that the host can index', async () => {
  const app = await startDeployed((folder) => fill(folder, true));
  try {
    const functions = await functionsOf(app.env);
    expect(functions.length).toBeGreaterThan(10);
    for (const { name, trigger, route } of functions) {
      // Azure Functions: a letter first, then letters, digits, - and _, at most 128 characters; routes of the platform are taken.
      expect(name).toMatch(/^[A-Za-z][\w-]{0,127}$/);
      expect(['httpTrigger', 'timerTrigger']).toContain(trigger);
      expect(route ?? '').not.toMatch(/^(admin|runtime|\.auth(\/|$))/);
    }
  } finally {
    await app.stop();
  }
});
