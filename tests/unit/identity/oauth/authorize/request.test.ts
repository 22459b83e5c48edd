import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { Client } from '../../../../../shared/identity/oauth/clients/index.ts';
import { cacheSecrets } from '../../../../../shared/platform/secrets/index.ts';
import {
  CLAUDE,
  CURSOR,
  GOOD,
  held,
  INSPECTOR,
  pageOf,
  redirectOf,
  startAuthorize,
  STRANGER,
  UNKNOWN_DOCUMENTS,
} from './authorize-server.ts';

describe('O1: what cannot safely be sent to the client becomes a page', () => {
  test.each([
    ['failing:unknown', 'don’t know this client'],
    ['failing:document_refused', 'address is not acceptable'],
    ['failing:document_unreachable', 'cannot be fetched'],
    ['failing:document_failed', 'cannot be fetched'],
    ['failing:document_invalid', 'is not valid'],
    ['', 'don’t know this client'],
  ])('a client that is %j', async (id, words) => {
    const { ask } = await startAuthorize();
    expect(await pageOf(await ask({ client_id: id }), 400)).toContain(words);
  });

  test('no client_id at all', async () => {
    const { ask } = await startAuthorize();
    expect(await pageOf(await ask({ client_id: undefined }), 400)).toContain('don’t know this client');
  });

  test('a person who types the address learns whose it is', async () => {
    const { handler, origin } = await startAuthorize();
    const page = await pageOf(await handler(new Request(`${origin}/authorize`)), 400);
    expect(page).toContain('This address is for clients');
    expect(page).toMatch(/<a class="btn main" href="\/"\s*>How to connect<\/a/);
  });

  test('the page names the client and the address as they came, cut and escaped, and links to neither', async () => {
    const { ask } = await startAuthorize();
    const unknown = await pageOf(await ask({ client_id: `failing:unknown`, redirect_uri: 'https://<b>.example/\u202e' }), 400);
    for (const words of ['<code>failing:unknown</code>', '<code>https://&lt;b&gt;.example/</code>']) expect(unknown).toContain(words);
    const long = await pageOf(await ask({ client_id: 'x'.repeat(200) }), 400);
    expect(long).toContain(`<code>${'x'.repeat(48)}…</code>`);
    const elsewhere = await pageOf(await ask({ redirect_uri: 'https://evil.example/' }), 400);
    expect(elsewhere).toContain('“\u2068Claude\u2069” asked to send you to an address it never registered');
    expect(elsewhere).toContain('<code>https://evil.example/</code>');
    for (const page of [unknown, elsewhere]) expect(page.match(/href="(?!data:)[^"]*"/g)).toEqual(['href="/"', 'href="/"']);
  });

  test.each([
    'https://claude.ai/api/mcp/auth_callback/evil',
    'https://claude.ai/api/mcp/auth_callback/',
    'https://claude.ai/api/mcp/auth_callback?x=1',
    'https://claude.ai/api/mcp/auth_callback#x',
    'https://claude.ai/api/mcp/../mcp/auth_callback',
    'https://claude.ai:443/api/mcp/auth_callback',
    'https://claude.ai.evil.example/api/mcp/auth_callback',
    'https://claude.ai@evil.example/api/mcp/auth_callback',
    'https://CLAUDE.ai/api/mcp/auth_callback',
    'http://claude.ai/api/mcp/auth_callback',
    '//claude.ai/api/mcp/auth_callback',
    'javascript:alert(1)',
    'data:text/html,x',
    'nonsense',
  ])('the unregistered redirect URI %s', async (uri) => {
    const { ask, lines } = await startAuthorize();
    expect(await pageOf(await ask({ redirect_uri: uri }), 400)).toContain('asked to send you to an address it never registered');
    expect(lines.join()).toContain('redirect_uri_not_registered');
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', 'https://app.example/cb#fragment', 'not a url'])(
    'the redirect URI %s, even where it is registered',
    async (uri) => {
      const reckless: Client = { ...INSPECTOR, id: 'reckless', redirectUris: [uri] };
      const { ask } = await startAuthorize({ clients: [reckless] });
      await pageOf(await ask({ client_id: 'reckless', redirect_uri: uri }), 400);
    },
  );

  test.each([
    'http://localhost:6274/oauth/callback/x',
    'http://localhost:6274@evil.example/oauth/callback',
    'http://evil.example:6274/oauth/callback',
    'http://localhost:6274\\@evil.example/oauth/callback',
    'http://localhost.evil.example:6274/oauth/callback',
    'http://user@localhost:6274/oauth/callback',
    'http://localhost:99999/oauth/callback',
    'https://localhost:6274/oauth/callback',
    'http://127.0.0.1:6274/oauth/callback',
    'http://127.1:6274/callback',
    'http://localhost:6274/oauth/callback?x=1',
  ])('%s, which differs from a loopback URI by more than the port', async (uri) => {
    const { ask } = await startAuthorize();
    await pageOf(await ask({ client_id: INSPECTOR.id, redirect_uri: uri }), 400);
  });

  test.each(['client_id', 'redirect_uri', 'state', 'scope', 'code_challenge', 'response_type', 'unheard_of'])('%s twice', async (name) => {
    const { ask } = await startAuthorize();
    expect(await pageOf(await ask({ [name]: 'x' }, `&${name}=x`), 400)).toContain('contradicts itself');
    await pageOf(await ask({ [name]: 'x' }, `&${name}=`), 400);
  });

  test('a query of more than 8,000 characters', async () => {
    const { ask } = await startAuthorize();
    expect(await pageOf(await ask({ state: 'x'.repeat(8_000) }), 400)).toContain('too long');
  });

  test('a missing redirect URI, unless the client has exactly one', async () => {
    const onlyLoopback: Client = { ...INSPECTOR, id: 'loopback', redirectUris: ['http://localhost/callback'] };
    const { ask } = await startAuthorize({ clients: [onlyLoopback] });
    await pageOf(await ask({ client_id: CURSOR.id, redirect_uri: undefined }), 400);
    await pageOf(await ask({ client_id: 'loopback', redirect_uri: undefined }), 400);
    expect((await ask({ redirect_uri: undefined })).status).toBe(200);
    expect(redirectOf(await ask({ redirect_uri: '', prompt: 'none' })).target).toBe(CLAUDE.redirectUris[0]);
  });

  test('T10: unavailable secrets: 503 with Retry-After', async () => {
    const { ask } = await startAuthorize({ secrets: cacheSecrets(() => Promise.reject(new Error('The vault is down.'))) });
    const response = await ask();
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    await pageOf(response, 503);
  });
});

describe('loopback redirect URIs', () => {
  test.each([
    'http://localhost:6274/oauth/callback',
    'http://localhost:1/oauth/callback',
    'http://localhost/oauth/callback',
    'http://127.0.0.1:54321/callback',
    'http://[::1]:5000/',
    'http://[::1]',
  ])('%s is one of the client’s, on any port', async (uri) => {
    const { ask } = await startAuthorize();
    expect((await ask({ client_id: INSPECTOR.id, redirect_uri: uri })).status).toBe(200);
    const loopback: Client = { ...INSPECTOR, id: 'trusted', source: 'configuration' };
    const { ask: askTrusted } = await startAuthorize({ clients: [loopback] });
    const { location } = redirectOf(await askTrusted({ client_id: loopback.id, redirect_uri: uri, prompt: 'none' }));
    expect(location.startsWith(`${new URL(uri).href}?error=login_required`)).toBe(true);
  });
});

/** Requests with a valid client and redirect URI, their mistake, and the error for the client. */
const WRONG: readonly (readonly [string, Readonly<Record<string, string | undefined>>, string])[] = [
  ['no response type', { response_type: undefined }, 'invalid_request'],
  ['an empty response type', { response_type: '' }, 'invalid_request'],
  ['the implicit grant', { response_type: 'token' }, 'unsupported_response_type'],
  ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
  ['a method without challenge', { code_challenge: undefined }, 'invalid_request'],
  ['plain', { code_challenge_method: 'plain' }, 'invalid_request'],
  ['a missing method, which means plain', { code_challenge_method: undefined }, 'invalid_request'],
  ['s256 in lower case', { code_challenge_method: 's256' }, 'invalid_request'],
  ['a challenge that is too short', { code_challenge: 'a'.repeat(42) }, 'invalid_request'],
  ['a challenge that is too long', { code_challenge: 'a'.repeat(44) }, 'invalid_request'],
  ['a challenge in base64', { code_challenge: `${'a'.repeat(42)}=` }, 'invalid_request'],
  ['a form post', { response_mode: 'form_post' }, 'invalid_request'],
  ['a request object', { request: 'eyJ' }, 'invalid_request'],
  ['a request object by reference', { request_uri: 'https://claude.ai/request' }, 'invalid_request'],
  ['a foreign resource', { resource: 'https://other.example/mcp' }, 'invalid_target'],
  ['a resource beside ours', { resource: 'http://localhost:7071/mcp/stream/x' }, 'invalid_target'],
  ['a resource with a fragment', { resource: 'http://localhost:7071/mcp/stream#x' }, 'invalid_target'],
  ['a resource that is no URL', { resource: 'mcp' }, 'invalid_target'],
  ['unknown scopes only', { scope: 'telnyx.admin' }, 'invalid_scope'],
  ['unknown scopes beside habitual ones', { scope: 'openid telnyx.admin' }, 'invalid_scope'],
  ['a malformed scope', { scope: 'telnyx.read "x"' }, 'invalid_scope'],
  ['prompt=none', { prompt: 'none' }, 'login_required'],
];

describe('O2: every other error goes to the client, with state and iss', () => {
  test.each(WRONG)('D32: %s', async (_name, changes, error) => {
    const { ask, origin, lines } = await startAuthorize();
    const response = await ask(changes);
    const { status, target, parameters } = redirectOf(response);
    expect(status).toBe(303);
    expect(target).toBe(GOOD.redirect_uri);
    expect(parameters).toEqual({ error, error_description: expect.any(String), state: GOOD.state, iss: origin });
    expect(parameters['error_description']).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(lines.join()).not.toContain(GOOD.state);
  });

  test('two resources, equal or both ours', async () => {
    const { ask, names } = await startAuthorize();
    const [one = '', other = ''] = names.accepted;
    for (const second of [one, other]) {
      const { parameters } = redirectOf(await ask({ resource: one }, `&resource=${encodeURIComponent(second)}`));
      expect(parameters['error']).toBe('invalid_target');
    }
  });

  test('a state that is too long to be carried comes back unchanged', async () => {
    const { ask } = await startAuthorize();
    for (const state of ['x'.repeat(1_501), 'é'.repeat(751), '\u0001'.repeat(500)]) {
      const { parameters } = redirectOf(await ask({ state }));
      expect(parameters).toMatchObject({ error: 'invalid_request', error_description: expect.stringContaining('state'), state });
    }
  });

  test('no state if the request has none', async () => {
    const { ask, origin } = await startAuthorize();
    for (const state of [undefined, '']) {
      const { parameters } = redirectOf(await ask({ state, prompt: 'none' }));
      expect(parameters).toEqual({ error: 'login_required', error_description: expect.any(String), iss: origin });
    }
  });

  test('RFC6749-3.1.2: to a custom scheme, and without touching the query of the redirect URI', async () => {
    const { ask } = await startAuthorize();
    const [scheme = '', withQuery = ''] = CURSOR.redirectUris;
    const toScheme = redirectOf(await ask({ client_id: CURSOR.id, redirect_uri: scheme, prompt: 'none' }));
    expect(toScheme.location).toMatch(/^cursor:\/\/anysphere\.cursor-mcp\/oauth\/callback\?error=login_required&/);
    const toQuery = redirectOf(await ask({ client_id: CURSOR.id, redirect_uri: withQuery, prompt: 'none' }));
    expect(toQuery.location).toMatch(/^https:\/\/cursor\.example\/cb\?team=a%20b&error=login_required&/);
  });
});

describe('a valid request', () => {
  test.each([
    ['no scope: all of ours', { scope: undefined }, 4],
    ['an empty scope: all of ours', { scope: '' }, 4],
    ['habitual scopes only: all of ours', { scope: 'openid profile email offline_access' }, 4],
    ['ours beside unknown ones: ours', { scope: 'offline_access telnyx.read telnyx.admin' }, 1],
    ['a scope twice: once', { scope: 'telnyx.read telnyx.read' }, 1],
  ])('%s', async (_name, changes, boxes) => {
    const { open } = await startAuthorize();
    expect((await open(changes)).page.match(/type="checkbox"/g)).toHaveLength(boxes);
  });

  test.each([
    { prompt: 'consent' },
    { prompt: 'login' },
    { prompt: 'select_account' },
    { response_mode: 'query' },
    { nonce: 'x', display: 'popup' },
  ])('may hold %j', async (changes) => {
    const { ask } = await startAuthorize();
    expect((await ask(changes)).status).toBe(200);
  });

  test('names one of our resources, in any spelling of scheme and host', async () => {
    const { ask, names } = await startAuthorize();
    for (const resource of [...names.accepted, 'HTTP://LOCALHOST:7071/mcp']) expect((await ask({ resource })).status).toBe(200);
  });
});

const STRANGERS = [
  ['registered itself', INSPECTOR, 'http://localhost:6274/oauth/callback'],
  ['only its own document vouches for', STRANGER, STRANGER.redirectUris[0] ?? ''],
] as const;

describe.each(STRANGERS)('D31: of a client that %s', (_who, client, redirectUri) => {
  const asStranger = { client_id: client.id, redirect_uri: redirectUri };
  const [bare = '', kept] = redirectUri.split('?');

  test.each(WRONG)(
    'AUTH-REDIRECT-2: %s is a page with the client, its redirect URI and the error, and its button sends the error',
    async (...row) => {
      const [, changes, error] = row;
      const { ask, post, origin, lines } = await startAuthorize();
      const { page, sealed, cookie, response } = await held(await ask({ ...asStranger, ...changes }), 400);
      expect(page).toContain(`<bdi>${client.name}</bdi>`);
      const [, scheme = '', host = '', rest = ''] = /^(.*\/\/)([^/]*)(.*)$/.exec(redirectUri) ?? [];
      expect(page).toContain(`<code>${scheme}<b>${host}</b>${rest}</code>`);
      expect(page).toContain(`<code>${error}</code>`);
      expect(page).toContain('Continue only if you started this a moment ago.');
      expect(page.match(/<button\b/g)).toHaveLength(1);
      expect(page).not.toMatch(/<a [^>]*href="(?!\/")|http-equiv/);
      expect(page + lines.join()).not.toContain(GOOD.state);
      expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");

      const back = redirectOf(
        await post(
          [
            ['request', sealed],
            ['action', 'return'],
          ],
          { cookie },
        ),
      );
      expect([back.status, back.target]).toEqual([303, bare]);
      const own = kept === undefined ? {} : Object.fromEntries(new URLSearchParams(kept));
      expect(back.parameters).toEqual({ ...own, error, error_description: expect.any(String), state: GOOD.state, iss: origin });
    },
  );

  test('O3: that button works only on our own page, in the same browser, and does nothing else', async () => {
    const { ask, post, open } = await startAuthorize();
    const { sealed, cookie } = await held(await ask({ ...asStranger, prompt: 'none' }), 400);
    const fields = (action: string, request = sealed) =>
      [
        ['request', request],
        ['action', action],
        ['scope', 'telnyx.read'],
      ] as const;
    await pageOf(await post(fields('return'), { cookie, 'sec-fetch-site': 'cross-site' }), 403);
    for (const stolen of ['', 'consent-x=y']) await pageOf(await post(fields('return'), { cookie: stolen }), 403);
    await pageOf(await post(fields('return', `${sealed.slice(0, -4)}AAAA`), { cookie }), 403);
    for (const action of ['allow', 'read_only', 'deny', '', 'toString']) await pageOf(await post(fields(action), { cookie }), 400);
    await pageOf(await post([...fields('return'), ['action', 'return']], { cookie }), 400);
    const consent = await open({ client_id: client.id, redirect_uri: redirectUri });
    await pageOf(await post(fields('return', consent.sealed), { cookie: consent.cookie }), 400);
  });

  test('a state that no form can hold is a page without a button', async () => {
    const { ask } = await startAuthorize();
    for (const state of ['x'.repeat(1_501), '\u0001'.repeat(400)]) {
      expect((await held(await ask({ ...asStranger, state, prompt: 'none' }), 400)).page).toContain('value="return"');
    }
    // In JSON, two characters for each one of the query.
    const page = await pageOf(await ask({ ...asStranger, state: undefined }, `&state=${'\\'.repeat(4_100)}`), 400);
    expect(page).toContain('too long');
    expect(page).not.toContain('<form');
  });

  test('we can read the longest form that we make', async () => {
    const { ask, post } = await startAuthorize();
    const state = '\\'.repeat(3_700);
    const { sealed, cookie } = await held(await ask({ ...asStranger, state: undefined }, `&state=${state}`), 400);
    const { parameters } = redirectOf(
      await post(
        [
          ['request', sealed],
          ['action', 'return'],
        ],
        { cookie },
      ),
    );
    expect(parameters['state'] === state).toBe(true);
  });
});

test('D31: a client whose document names another redirect URI than our built-in copy gets no redirect', async () => {
  const moved: Client = { ...CLAUDE, redirectUris: [...CLAUDE.redirectUris, 'https://claude.ai/elsewhere'] };
  const { ask } = await startAuthorize({ clients: [moved] });
  expect((await ask({ prompt: 'none' })).status).toBe(303);
  expect((await ask({ prompt: 'none', redirect_uri: 'https://claude.ai/elsewhere' })).status).toBe(400);
});

afterEach(() => void jest.useRealTimers());

test('O8: one address can cause 24 fetches a minute: invented ids do not use up the share of others', async () => {
  // One more is allowed every 2.5 s: here time stands still.
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'queueMicrotask'] });
  const { handler, origin } = await startAuthorize();
  const statusOf = async (address: string, n: number) => {
    const query = new URLSearchParams({
      ...GOOD,
      client_id: `${UNKNOWN_DOCUMENTS}${n}.json`,
      redirect_uri: STRANGER.redirectUris[0] ?? '',
    });
    return (await handler(new Request(`${origin}/authorize?${query.toString()}`, { headers: { 'x-forwarded-for': address } }))).status;
  };
  const statuses = [];
  for (let n = 0; n < 26; n++) statuses.push(await statusOf('192.0.2.1', n));
  expect(statuses).toEqual([...Array.from({ length: 24 }, () => 200), 400, 400]);
  expect(await statusOf('192.0.2.2', 0)).toBe(200);
  const known = new Request(`${origin}/authorize?${new URLSearchParams(GOOD).toString()}`, { headers: { 'x-forwarded-for': '192.0.2.1' } });
  expect((await handler(known)).status).toBe(200);
});

test('D34: a blocked client gets a page', async () => {
  const { ask } = await startAuthorize();
  expect(await pageOf(await ask({ client_id: 'failing:blocked', prompt: 'none' }), 403)).toContain('blocked');
});

test('D36: a request for our own origin gets a page, even where it is registered', async () => {
  const own = 'https://app.example.com/auth/callback';
  const client: Client = { ...CURSOR, id: 'own', redirectUris: [own] };
  const { ask } = await startAuthorize({ origin: 'https://app.example.com', clients: [client] });
  expect(await pageOf(await ask({ client_id: 'own', redirect_uri: own }), 400)).toContain(
    'asked to send you to an address it never registered',
  );
});
