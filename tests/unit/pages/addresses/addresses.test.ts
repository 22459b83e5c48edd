import { describe, expect, test } from '@jest/globals';
import { nearestAddress } from '../../../../shared/pages/addresses/nearest.ts';
import { mcpAddressPage, unknownAddress, wrongMethod } from '../../../../shared/pages/index.ts';

const SITE = { serverTitle: 'Acme', publicBaseUrl: 'https://app.example.com' };
const PAGES = ['/test-auth', '/tokens', '/health/ready'];
const KNOWN = [...PAGES, '/token', '/mcp/stream'];

const ask = (path: string, { html = false, method = 'GET' } = {}) =>
  new Request(`https://app.example.com${path}`, { method, headers: { accept: html ? 'text/html,*/*;q=0.8' : '*/*' } });

describe('the nearest address', () => {
  test.each([
    ['/tokns', '/tokens'],
    ['/Tokens/', '/tokens'],
    ['/token', '/tokens'],
    ['/test_auth', '/test-auth'],
    ['/health', '/health/ready'],
    ['/login', '/test-auth'],
  ])('of %s is %s', (path, near) => {
    expect(nearestAddress(path, PAGES)).toBe(near);
  });

  test.each(['/', '/nothing', '/x', '/wp-login.php', '/constructor', `/${'tokens'.repeat(10_000)}`])('of %.20s is none', (path) => {
    expect(nearestAddress(path, PAGES)).toBeUndefined();
  });
});

describe('an unknown address', () => {
  test('is 404 with a page for browsers, which names what was probably meant', async () => {
    const response = await unknownAddress(SITE, ask('/tokns', { html: true }), { pages: PAGES, all: KNOWN });
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    const text = await response.text();
    expect(text).toContain('<h1>Nothing at this address</h1>');
    expect(text).toContain('<code>/tokns</code>');
    expect(text).toContain('<a href="/tokens">/tokens</a>');
  });

  test('is JSON for programs, which may have meant an address that is no page', async () => {
    const response = await unknownAddress(SITE, ask('/mcp/steam', { method: 'POST' }), { pages: PAGES, all: KNOWN });
    expect([response.status, await response.json()]).toEqual([
      404,
      { error: 'not_found', error_description: 'There is nothing at this address. Did you mean /mcp/stream?' },
    ]);
  });

  test.each(['/call-0800-0000-at-once', '/%3Cb%3Etokens', '/your-token-was-stolen'])(
    'puts no words of its own onto the page: %s',
    async (path) => {
      const text = await (await unknownAddress(SITE, ask(path, { html: true }), { pages: PAGES, all: KNOWN })).text();
      expect(text).toContain('This server has no such page.');
      expect(text).not.toContain(path);
    },
  );
});

describe('a method that a route does not serve', () => {
  const served = { methods: ['POST', 'OPTIONS'], error: 'invalid_request', pages: PAGES } as const;

  test('is 405 with Allow, in the form of an OAuth error for programs', async () => {
    const response = await wrongMethod(SITE, ask('/token'), served);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
    expect(await response.json()).toEqual({ error: 'invalid_request', error_description: 'This address takes POST, not GET.' });
  });

  test('is a page for a browser, with the page that was probably meant', async () => {
    const response = await wrongMethod(SITE, ask('/token', { html: true }), served);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
    const text = await response.text();
    expect(text).toContain('<h1>This address is for programs</h1>');
    expect(text).toContain('<a href="/tokens">/tokens</a>');
  });

  test('says that a form changed nothing', async () => {
    const response = await wrongMethod(SITE, ask('/health/ready', { html: true, method: 'POST' }), { ...served, methods: ['GET', 'HEAD'] });
    expect(response.headers.get('allow')).toBe('GET, HEAD');
    expect(await response.text()).toContain('Nothing was changed.');
  });
});

test('the MCP endpoint tells a browser how to connect, and stays 405', async () => {
  const response = await mcpAddressPage(SITE, '/mcp/stream');
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  expect(await response.text()).toContain('<code>https://app.example.com/mcp/stream</code>');
});
