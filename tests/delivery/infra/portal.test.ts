import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { functionsOf } from '../../support/built-app.ts';
import { useApp, useClient } from '../../support/index.ts';
import { fromPortal, PORTAL, portalTable, preflightFromPortal, samples } from '../../support/portal.ts';

let registered: Awaited<ReturnType<typeof functionsOf>>;
const app = useApp();
const owner = useClient(app);
beforeAll(async () => {
  registered = await functionsOf(app.env);
});

/** Nothing of our code's inside: no stack frame, no file of ours. */
const STACK = /\n\s+at |node_modules|\.ts:\d|dist\/index\.js/;

test('there is a sample for every function', () => {
  expect([...new Set(samples.map((sample) => sample.function))].sort()).toEqual(registered.map(({ name }) => name).sort());
});

test('docs/portal.md shows them, between <!-- portal:begin --> and <!-- portal:end -->', () => {
  const [, shown = ''] = /<!-- portal:begin -->\n([^]*?)\n<!-- portal:end -->/.exec(readFileSync('docs/portal.md', 'utf8')) ?? [];
  expect(shown.trim()).toBe(portalTable());
});

test.each(samples.map((sample) => [`${sample.function}: ${sample.method} ${sample.path}, ${sample.note}`, sample] as const))(
  '%s',
  async (_title, sample) => {
    const response = await fromPortal(app, { ...sample, token: sample.token ? owner.token : undefined });
    const text = await response.text();

    expect({ status: response.status, text }).toMatchObject({ status: sample.status, text: expect.stringContaining(sample.says) });
    expect(text).not.toMatch(STACK);
  },
);

describe('from the origin of the portal', () => {
  /**
   * Pages need no CORS of ours: nobody reads them by script, and in Azure the site's own CORS setting covers the blade. Telnyx is no browser.
   */
  const PAGES = [
    'home',
    'test-auth',
    'tokens',
    'approvals',
    'approval',
    'audit',
    'conversations',
    'conversation',
    'telnyx-webhook',
    'telnyx-webhook-failover',
    'auth-login',
    'auth-callback',
    'authorize',
    'favicon',
    'robots',
    'unknown-address',
    'purge-grants',
  ];
  const JSON_SAMPLES = samples.filter((sample) => !PAGES.includes(sample.function));

  test.each(JSON_SAMPLES.map((sample) => [`${sample.method} ${sample.path}`, sample] as const))(
    '%s may be sent after its preflight, and its answer may be read',
    async (_title, sample) => {
      const preflight = await preflightFromPortal(app, sample.path, sample.method);
      expect(preflight.status).toBe(204);
      expect([PORTAL, '*']).toContain(preflight.headers.get('access-control-allow-origin'));
      expect(preflight.headers.get('access-control-allow-headers')).toContain('x-functions-key');

      const response = await fromPortal(app, { ...sample, token: sample.token ? owner.token : undefined });
      expect([PORTAL, '*']).toContain(response.headers.get('access-control-allow-origin'));
    },
  );

  test('a page elsewhere gets no such leave', async () => {
    for (const origin of ['https://portal.azure.com.example.com', 'https://example.com', 'null']) {
      const preflight = await preflightFromPortal(app, '/mcp/stream', 'POST', origin);
      expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([403, null]);
      const health = await fetch(`${app.url}/health/live`, { headers: { origin } });
      expect(health.headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

describe('a function key is no token', () => {
  test.each(['/mcp/stream', '/mcp'])('%s without a token is 401 and says what to send', async (path) => {
    for (const body of ['{"name":"Azure"}', undefined]) {
      const response = await fromPortal(app, { method: 'POST', path, body });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('resource_metadata=');
      expect(await response.json()).toEqual({
        error: 'invalid_token',
        error_description: `Send an access token as Authorization: Bearer <token>. Get one at ${app.url}/test-auth.`,
      });
    }
  });

  test.each([
    ['the default body', '{"name":"Azure"}', -32600],
    ['no body', undefined, -32700],
  ])('with a token, %s is a JSON-RPC error that says what to send', async (_what, body, code) => {
    const response = await fromPortal(app, { method: 'POST', path: '/mcp/stream', body, token: owner.token });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual({
      jsonrpc: '2.0',
      id: null,
      error: {
        code,
        message: expect.stringContaining('Send one JSON-RPC 2.0 message, such as {"jsonrpc":"2.0","id":1,"method":"tools/list"}.'),
      },
    });
  });
});

test('the default body and a GET without one leave a clear answer at every function', async () => {
  for (const { name, route, methods } of registered.filter(({ trigger }) => trigger === 'httpTrigger')) {
    const path = `/${name === 'home' ? '' : (route ?? name)}`;
    for (const method of methods.filter((each) => each === 'GET' || each === 'POST')) {
      const response = await fromPortal(app, { method, path, ...(method === 'POST' && { body: '{"name":"Azure"}' }) });
      const text = await response.text();
      expect({ name, method, below500: response.status < 500 }).toEqual({ name, method, below500: true });
      expect(text).not.toMatch(STACK);
      if (response.status !== 303) expect({ name, method, words: /[a-z]{3}/.test(text) }).toEqual({ name, method, words: true });
    }
  }
});
