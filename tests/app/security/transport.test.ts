import { describe, expect, test } from '@jest/globals';
import { exchange, expectNothingSent, legacy, modern, useApp, useClient } from '../../support/index.ts';

const app = useApp({ settings: { ALLOWED_ORIGINS: 'https://agent.example.com, https://other.example.com/' } });
const owner = useClient(app);

const LIST = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}';
const INITIALIZED = '{"jsonrpc":"2.0","method":"notifications/initialized"}';

describe.each(['/mcp/stream', '/mcp'])('P4: at %s', (path) => {
  test('P4: a stray session id is no matter, in any form', async () => {
    for (const id of ['1868a90c-0000-4000-8000-000000000000', 'x', 'x'.repeat(2_000)]) {
      for (const era of [legacy, modern]) {
        const response = await era(app, 'tools/list', {}, { token: owner.token, path, headers: { 'mcp-session-id': id } });
        expect(response.status).toBe(200);
        expect(response.headers.get('mcp-session-id')).toBeNull();
      }
    }
  });

  test.each(['*/*', 'application/json', 'text/event-stream', 'text/html', 'application/json;q=0.1, */*;q=0', ''])(
    'P4: any Accept will do: "%s"',
    async (accept) => {
      for (const era of [legacy, modern]) {
        const response = await era(app, 'tools/list', {}, { token: owner.token, path, headers: { accept } });
        expect(response.status).toBe(200);
        expect((await response.json()).result.tools.length).toBeGreaterThan(0);
      }
    },
  );

  test('P4: no Accept, no Content-Type, no User-Agent will do as well', async () => {
    const lines = [
      `POST ${path} HTTP/1.1`,
      'Host: localhost',
      `Authorization: Bearer ${owner.token}`,
      `Content-Length: ${LIST.length}`,
      '',
      LIST,
    ];
    expect((await exchange(app.url, lines.join('\r\n'))).status).toBe(200);
  });

  test('P4, MCP25-HTTP-2, MCP25-HTTP-8: GET and DELETE are 405 at once, with a token or without', async () => {
    for (const method of ['GET', 'DELETE']) {
      for (const headers of [{}, { authorization: `Bearer ${owner.token}` }, { accept: 'text/event-stream', 'last-event-id': '1' }]) {
        const response = await fetch(`${app.url}${path}`, { method, headers });
        expect(response.status).toBe(405);
        expect(response.headers.get('allow')).toBe('POST, OPTIONS');
        expect(await response.json()).toMatchObject({ jsonrpc: '2.0', id: null, error: { code: -32000 } });
      }
    }
  });

  test('P4: a preflight needs no token', async () => {
    const headers = {
      origin: 'http://localhost:6274',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,mcp-protocol-version,mcp-param-region',
    };
    const response = await fetch(`${app.url}${path}`, { method: 'OPTIONS', headers });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:6274');
    expect(response.headers.get('access-control-allow-methods')).toBe('POST, OPTIONS');
    expect(response.headers.get('access-control-allow-headers')).toBe(headers['access-control-request-headers']);
    expect(response.headers.get('vary')).toMatch(/Origin/i);
  });

  test('P4, MCP25-HTTP-5, MCP25-RPC-4: a notification is 202 with nothing in it', async () => {
    const response = await owner.post(INITIALIZED, { path });
    expect(response.status).toBe(202);
    expect(await response.text()).toBe('');
  });
});

describe('P5: other origins and names', () => {
  const EVIL = [
    'https://evil.example',
    'null',
    'http://localhost.evil.example',
    'https://agent.example.com.evil.example',
    'http://agent.example.com',
    'https://agent.example.com:8443',
    'file://',
    'chrome-extension://abcdefgh',
  ];

  test.each(EVIL)('P5, MCP25-HTTP-3, MCP26-HTTP-2: refuses the origin %s, a good token or not, also before the call', async (origin) => {
    await expectNothingSent(app, async () => {
      for (const era of [legacy, modern]) {
        for (const options of [{ token: owner.token }, {}]) {
          const response = await era(app, 'tools/call', { name: 'get_balance', arguments: {} }, { ...options, headers: { origin } });
          expect(response.status).toBe(403);
          expect(response.headers.get('access-control-allow-origin')).toBeNull();
        }
      }
      const preflight = await fetch(`${app.url}/mcp/stream`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      expect(preflight.status).toBe(403);
      expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    });
  });

  test.each([
    'https://agent.example.com',
    'https://other.example.com',
    'https://portal.azure.com',
    'https://claude.ai',
    'http://localhost:3000',
  ])('P5: answers the listed origin %s and no other beside it', async (origin) => {
    const response = await owner.legacy('tools/list', {}, { headers: { origin } });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  });

  const request = (first: string, headers: Record<string, string>, body = '') =>
    exchange(
      app.url,
      [first, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), `Content-Length: ${body.length}`, '', body].join(
        '\r\n',
      ),
    );

  test('P5: refuses a rebound host name', async () => {
    for (const host of ['evil.example', 'evil.example:7071', 'localhost.evil.example', '10.0.0.7']) {
      const answer = await request('POST /mcp/stream HTTP/1.1', { Host: host, Authorization: `Bearer ${owner.token}` }, LIST);
      expect(answer.status).toBe(403);
      expect(answer.body).not.toContain('evil');
    }
  });

  test('P5: Host and X-Forwarded headers change no URL that we hand out', async () => {
    const forged = {
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'https',
      Forwarded: 'host=evil.example',
      'X-Original-URL': '/evil',
    };
    const metadata = '/.well-known/oauth-protected-resource/mcp/stream';
    const document = await (await fetch(`${app.url}${metadata}`)).text();
    for (const host of ['localhost', 'evil.example']) {
      const answer = await request(`GET ${metadata} HTTP/1.1`, { Host: host, ...forged });
      expect(answer.body).toBe(document);
      const page = await request('GET /test-auth HTTP/1.1', { Host: host, ...forged });
      expect(page.body).not.toContain('evil');
      const login = await request('POST /auth/login HTTP/1.1', { Host: host, ...forged });
      expect(login.headers['location'] ?? '').not.toContain('evil');
    }
    const challenge = await request('POST /mcp/stream HTTP/1.1', { Host: 'localhost', ...forged }, LIST);
    expect(challenge.status).toBe(401);
    expect(challenge.headers['www-authenticate']).toContain(`resource_metadata="${app.url}${metadata}"`);
  });

  test('P5: an absolute request target names no other host to us', async () => {
    const answer = await request(
      'POST http://evil.example/mcp/stream HTTP/1.1',
      { Host: 'localhost', Authorization: `Bearer ${owner.token}` },
      LIST,
    );
    expect(answer.headers['www-authenticate'] ?? '').not.toContain('evil');
    expect(answer.body).not.toContain('evil');
  });
});

test.each([
  [
    'Headers={"authorization":"Bearer …"}',
    () => `Headers=${encodeURIComponent(JSON.stringify({ authorization: `Bearer ${owner.token}` }))}`,
  ],
  ['headers=x', () => 'headers=x'],
  ['HEADERS', () => 'HEADERS'],
  ['Query={}', () => 'Query={}'],
  ['%48eaders=x', () => '%48eaders=x'],
  ['a=1&headers=', () => 'a=1&headers='],
])('a query that the real host takes for its own binding data is 400: %s', async (_what, query) => {
  for (const path of [
    '/mcp/stream',
    '/mcp',
    '/test-auth',
    '/health/ready',
    '/auth/callback',
    '/webhooks/telnyx',
    '/webhooks/telnyx/failover',
  ]) {
    const method = /^\/(mcp|webhooks)/.test(path) ? { method: 'POST', body: LIST } : {};
    const response = await fetch(`${app.url}${path}?${query()}`, method);
    expect(response.status).toBe(400);
    const text = await response.text();
    // People get a page, programs get JSON.
    if (/^\/(test-auth|auth)/.test(path)) expect(text).toContain('This address cannot be opened');
    else expect(JSON.parse(text)).toMatchObject({ error: 'invalid_request' });
  }
});
