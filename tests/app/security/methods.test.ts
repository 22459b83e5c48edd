import { describe, expect, test } from '@jest/globals';
import { functionsOf } from '../../support/built-app.ts';
import { useApp } from '../../support/index.ts';

const app = useApp();
const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const ALL = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const ask = (path: string, init: RequestInit = {}) => fetch(`${app.url}${path}`, { redirect: 'manual', ...init });

test('the host never answers for the app: each function takes every method, with HEAD like GET', async () => {
  for (const { name, trigger, route, methods } of await functionsOf(app.env)) {
    if (trigger !== 'httpTrigger') continue;
    expect([name, [...methods].sort()]).toEqual([name, [...ALL].sort()]);
    const path = `/${name === 'home' ? '' : (route ?? name)}`;
    for (const method of ALL) {
      const response = await ask(path, { method });
      // What the app answers has its headers; the host's own 404 has none.
      expect([path, method, response.headers.get('x-content-type-options')]).toEqual([path, method, 'nosniff']);
      if (response.headers.get('content-type')?.startsWith('text/html') === true)
        expect(response.headers.get('x-robots-tag')).toBe('noindex, nofollow');
      if (response.status === 405) expect(response.headers.get('allow')).toMatch(/^[A-Z]+(, [A-Z]+)*$/);
    }
    const [get, head] = [await ask(path), await ask(path, { method: 'HEAD' })];
    expect([path, head.status, await head.text()]).toEqual([path, get.status, '']);
  }
});

describe('a wrong method', () => {
  test.each(['/token', '/register', '/revoke'])('GET %s is an OAuth error for programs and a page for browsers', async (path) => {
    const program = await ask(path);
    expect([program.status, program.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
    expect(await program.json()).toEqual({ error: 'invalid_request', error_description: 'This address takes POST, not GET.' });
    const browser = await ask(path, { headers: BROWSER });
    expect([browser.status, browser.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
    expect(await browser.text()).toContain('<h1>This address is for programs</h1>');
  });

  test('says what a page takes', async () => {
    const response = await ask('/tokens', { method: 'DELETE' });
    expect([response.status, response.headers.get('allow'), await response.json()]).toEqual([
      405,
      'GET, HEAD, POST',
      { error: 'method_not_allowed', error_description: 'This address takes GET or POST, not DELETE.' },
    ]);
  });

  test('P4: a browser at the MCP endpoint gets a page, a client what it always got', async () => {
    const browser = await ask('/mcp/stream', { headers: BROWSER });
    expect([browser.status, browser.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
    expect(await browser.text()).toContain(`<code>${app.url}/mcp/stream</code>`);
    const client = await ask('/mcp/stream', { headers: { accept: 'text/event-stream' } });
    expect([client.status, await client.json()]).toMatchObject([405, { jsonrpc: '2.0', error: { code: -32000 } }]);
  });

  test('the form of the login, opened as a page, leads to the page that has it', async () => {
    const response = await ask('/auth/login');
    expect([response.status, response.headers.get('location')]).toEqual([303, '/test-auth']);
  });
});

describe('an unknown address', () => {
  test('is 404 for whoever asks, and names what was probably meant', async () => {
    const browser = await ask('/tokns', { headers: BROWSER });
    expect([browser.status, browser.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(await browser.text()).toContain('<a href="/tokens">');
    for (const path of ['/.well-known/openid-configuration', '/a/b/c', '/MCP/streams?x=1', '/%zz', '/tokens/x/']) {
      const response = await ask(path, { method: 'POST', body: '{}' });
      expect([path, response.status, await response.json()]).toMatchObject([path, 404, { error: 'not_found' }]);
    }
  });

  test('never reaches the log', async () => {
    await ask('/call/+13125550123/of-anna?q=needle-in-the-query', { headers: BROWSER });
    await ask('/needle-in-the-path', { method: 'PUT' });
    await app.host.line(/"function":"unknown-address".*"method":"PUT"/);
    expect(app.log()).not.toMatch(/needle|of-anna|3125550123/);
  });

  test('may be asked as often as a page, and no oftener', async () => {
    const limited = await app.startAnother({ OAUTH_RATE_PER_MINUTE: '3', FORWARDED_HOPS: '0' });
    const answers = await Promise.all(Array.from({ length: 5 }, () => fetch(`${limited.url}/nothing`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([404, 404, 404, 429, 429]);
  });
});

test('what browsers and search engines ask for by themselves', async () => {
  const icon = await ask('/favicon.ico');
  expect([icon.status, icon.headers.get('content-type'), icon.headers.get('cache-control')]).toEqual([
    200,
    'image/svg+xml',
    'public, max-age=86400',
  ]);
  expect(await (await ask('/robots.txt')).text()).toBe('User-agent: *\nDisallow: /\n');
});
