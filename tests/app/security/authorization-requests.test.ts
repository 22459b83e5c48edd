import { AzureNamedKeyCredential, TableClient } from '@azure/data-tables';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { loginPage, useApp } from '../../support/index.ts';
import {
  type Answer,
  answerConsent,
  approve,
  authorizationRequest,
  connect,
  discover,
  formOf,
  goBack,
  openBrowser,
  openConsent,
  register,
  registered,
  responseOf,
  sendForm,
  signIn,
} from '../../support/oauth/index.ts';
import { ACCOUNT, ACCOUNT_KEY } from '../../support/azurite.ts';

const REDIRECT = 'https://client.example.com/callback?keep=1';
const BLOCKED = 'https://blocked.example.org/callback';
const OPERATORS = { client_id: 'known', client_name: 'Known', redirect_uris: [REDIRECT, 'com.example.app:/callback'] };

const app = useApp({ settings: { OAUTH_CLIENTS: JSON.stringify([OPERATORS]), OAUTH_BLOCKED_CLIENTS: 'nobody.example,example.org' } });
let clientId: string;
beforeAll(async () => {
  const redirectUris = [REDIRECT, 'http://127.0.0.1/cb'];
  clientId = await registered(endpoints(), { client_name: '<img src=x onerror=alert(1)>', redirect_uris: redirectUris });
});

const endpoints = () => ({ registration_endpoint: `${app.url}/register` });
const request = (parameters: Readonly<Record<string, string | undefined>> = {}, redirectUri = REDIRECT) =>
  authorizationRequest(`${app.url}/authorize`, { clientId, redirectUri, parameters });

/** A page with a reason, in a strict frame, that leads nowhere. */
function expectPage(answer: Answer, status = 400): void {
  expect({ status: answer.status, location: answer.location }).toEqual({ status, location: undefined });
  expect(answer.text).toMatch(/<h1>.+<\/h1>/);
  expect(answer.text).not.toMatch(/<img|alert\(1\)"|(?:href|src|action)="[^"]*evil\.example/);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'cache-control': 'no-store',
  });
  expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
}

describe('O1: what cannot be answered safely is a page and no redirect', () => {
  test.each([
    ['an unknown client', { client_id: 'nobody' }],
    ['no client', { client_id: undefined }],
    ['a client id that was tampered with', { client_id: 'eyJhbGciOiJIUzI1NiJ9.e30.AAAA' }],
    ['a metadata document on this machine', { client_id: 'https://localhost/client.json' }],
    ['a metadata document at an address', { client_id: 'https://169.254.169.254/latest/meta-data' }],
    ['an unregistered redirect URI', { redirect_uri: 'https://evil.example/callback' }],
    ['a longer path', { redirect_uri: 'https://client.example.com/callback/more?keep=1' }],
    ['another query', { redirect_uri: 'https://client.example.com/callback?keep=1&x=2' }],
    ['a prefix', { redirect_uri: 'https://client.example.com/call' }],
    ['another host that begins alike', { redirect_uri: 'https://client.example.com.evil.example/callback?keep=1' }],
    ['userinfo', { redirect_uri: 'https://client.example.com@evil.example/callback?keep=1' }],
    ['another case', { redirect_uri: 'https://client.example.com/CALLBACK?keep=1' }],
    ['another scheme', { redirect_uri: 'http://client.example.com/callback?keep=1' }],
    ['a fragment', { redirect_uri: `${REDIRECT}#x` }],
    ['javascript:', { redirect_uri: 'javascript:alert(1)' }],
    ['data:', { redirect_uri: 'data:text/html,<script>alert(1)</script>' }],
    ['another loopback name', { redirect_uri: 'http://localhost:5000/cb' }],
    ['another loopback path', { redirect_uri: 'http://127.0.0.1:5000/cb/x' }],
    ['a port with a host behind it', { redirect_uri: 'http://127.0.0.1:80@evil.example/cb' }],
    ['no redirect URI where there are two', { redirect_uri: undefined }],
  ])('O1, AUTH-REDIRECT-1, AUTH-REDIRECT-2, AUTH-STATUS-1, RFC6749-3.1.2.4: %s', async (_name, parameters) => {
    expectPage(await openBrowser().get(request(parameters).url));
  });

  test.each(['client_id', 'redirect_uri', 'state', 'scope', 'code_challenge', 'response_type'])(
    'O1, RFC6749-3.1: %s twice',
    async (name) => {
      const { url } = request({ scope: 'telnyx.read' });
      url.searchParams.append(name, url.searchParams.get(name) ?? 'x');
      expectPage(await openBrowser().get(url));
    },
  );

  test('O1: a registration with a redirect URI that runs script is refused, and so is its request', async () => {
    for (const uri of ['javascript:alert(1)', 'data:text/html,x', 'https://u:p@client.example.com/', 'http://client.example.com/']) {
      const { status, body } = await register(endpoints(), { redirect_uris: [uri] });
      expect({ uri, status, error: body['error'] }).toEqual({ uri, status: 400, error: 'invalid_redirect_uri' });
    }
  });
});

describe('O2: the client is told the rest, with state and iss', () => {
  test.each([
    ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['plain', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['no method', { code_challenge_method: undefined }, 'invalid_request'],
    ['a challenge that is none', { code_challenge: 'x' }, 'invalid_request'],
    ['response_type token', { response_type: 'token' }, 'unsupported_response_type'],
    ['response_mode fragment', { response_mode: 'fragment' }, 'invalid_request'],
    ['a request object', { request_uri: 'https://evil.example/r' }, 'invalid_request'],
    ['a foreign resource', { resource: 'https://evil.example/mcp' }, 'invalid_target'],
    ['a resource that only begins like ours', { resource: 'http://localhost.evil.example/mcp/stream' }, 'invalid_target'],
    ['scopes that do not exist', { scope: 'admin root' }, 'invalid_scope'],
    ['prompt=none', { prompt: 'none' }, 'login_required'],
  ])(
    'O2, D31, D32, AUTH-REDIRECT-2, OAUTH21-4.1.1, RFC6749-4.1.2.1, RFC6749-4.1.2a, RFC7636-4.4.1, RFC8707-2, RFC9207-2: %s',
    async (_name, parameters, error) => {
      const asked = request(parameters);
      const browser = openBrowser();
      const page = await browser.get(asked.url);
      expectPage(page);
      expect(page.text).toContain('<code>https://<b>client.example.com</b>/callback?keep=1</code>');
      expect(page.text).not.toContain(asked.state);

      const ofOperator = request({ ...parameters, client_id: OPERATORS.client_id });
      for (const [answer, { state }] of [
        [await goBack(browser, page), asked],
        [await openBrowser().get(ofOperator.url), ofOperator],
      ] as const) {
        expect(answer.status).toBe(303);
        const response = responseOf(answer, REDIRECT);
        expect(response).toMatchObject({ error, code: undefined, state, iss: app.url });
        expect(response.url.searchParams.get('keep')).toBe('1');
      }
    },
  );

  test('O2: two resources', async () => {
    const { url } = request({ resource: `${app.url}/mcp`, client_id: OPERATORS.client_id });
    url.searchParams.append('resource', `${app.url}/mcp/stream`);
    expect(responseOf(await openBrowser().get(url), REDIRECT).error).toBe('invalid_target');
  });

  test('D31, D32: that the person declined: the operator’s client at once, a registered one by a second button', async () => {
    const denied = async (parameters: Readonly<Record<string, string>>) => {
      const browser = openBrowser();
      return { browser, page: await answerConsent(browser, await openConsent(browser, request(parameters).url), 'deny') };
    };
    expect(responseOf((await denied({ client_id: OPERATORS.client_id })).page, REDIRECT).error).toBe('access_denied');
    const { browser, page } = await denied({});
    expectPage(page, 200);
    await expect(goBack(openBrowser(), page)).resolves.toMatchObject({ status: 403, location: undefined });
    expect(responseOf(await goBack(browser, page), REDIRECT).error).toBe('access_denied');
  });

  test('D31, O3: by no form of another site, and by no page that was made for another browser', async () => {
    const browser = openBrowser();
    const page = await browser.get(request({ prompt: 'none' }).url);
    const { action, hidden } = formOf(page) ?? { action: app.url, hidden: {} };
    expectPage(await browser.post(action, { ...hidden, action: 'return' }, { origin: 'https://evil.example' }), 403);
    expectPage(await openBrowser().post(action, { ...hidden, action: 'return' }), 403);
    expect((await browser.get(`${action.toString()}?${new URLSearchParams({ ...hidden, action: 'return' }).toString()}`)).status).toBe(400);
  });
});

describe('D34: a client that the operator blocked', () => {
  test('cannot register, gets a page at /authorize, and no token', async () => {
    const { status, body } = await register(endpoints(), { redirect_uris: [REDIRECT, BLOCKED] });
    expect([status, body['error']]).toEqual([400, 'invalid_redirect_uri']);
    const document = 'https://client.example.org/client.json';
    expectPage(await openBrowser().get(request({ client_id: document, redirect_uri: BLOCKED }).url), 403);
    const form = { grant_type: 'refresh_token', refresh_token: 'x', client_id: document };
    expect(await sendForm(`${app.url}/token`, form)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    const other = { ...form, client_id: 'https://client.example.net/client.json' };
    expect(await sendForm(`${app.url}/token`, other)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });
});

describe('D36: redirect URIs', () => {
  test('of ours are registered by nobody, and what else a client asked for stays', async () => {
    const own = `${app.url}/auth/callback`;
    const { status, body } = await register(endpoints(), { redirect_uris: [own, REDIRECT, 'javascript:alert(1)'] });
    expect([status, body['redirect_uris']]).toEqual([201, [REDIRECT]]);
    expect((await register(endpoints(), { redirect_uris: [own] })).body['error']).toBe('invalid_redirect_uri');
  });

  test('of a private scheme work where the operator named them', async () => {
    const redirectUri = 'com.example.app:/callback';
    const { code, state } = await approve(request({ client_id: OPERATORS.client_id }, redirectUri).url);
    expect([typeof code, typeof state]).toEqual(['string', 'string']);
    expect((await register(endpoints(), { redirect_uris: [redirectUri] })).body['error']).toBe('invalid_redirect_uri');
  });
});

describe('O3: consent belongs to one browser and one page', () => {
  const consented = async () => {
    const browser = openBrowser();
    return { browser, consent: await openConsent(browser, request().url) };
  };

  test.each([
    ['from another origin', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['from another site of the same machine', { origin: 'http://localhost:1', 'sec-fetch-site': 'same-site' }],
    ['from a frame of nobody', { origin: 'null' }],
  ])('O3, RFC6749-10.12: a form %s', async (_name, headers) => {
    const { browser, consent } = await consented();
    expectPage(await browser.post(consent.action, { ...consent.hidden, action: 'allow', scope: consent.scopes }, headers), 403);
  });

  test('O3, RFC6749-10.12: without the cookie, with the cookie of another page, or with a form that was changed', async () => {
    const { browser, consent } = await consented();
    browser.forget(/consent/);
    expectPage(await answerConsent(browser, consent, 'allow'), 403);
    await openConsent(browser, request().url);
    expectPage(await answerConsent(browser, consent, 'allow'), 403);
    const fresh = await consented();
    const hidden = Object.fromEntries(Object.entries(fresh.consent.hidden).map(([name, value]) => [name, `${value.slice(0, -6)}AAAAAA`]));
    expectPage(await answerConsent(fresh.browser, { ...fresh.consent, hidden }, 'deny'), 403);
  });

  /** A form that any page can send (enctype text/plain), whose JSON the Functions host takes for headers and whose rest is a form. */
  const disguised = (headers: Readonly<Record<string, string>>, form: string) =>
    `${JSON.stringify({ Headers: headers, x: `&${form}&z==` })}\r\n`;
  const crossSite = { 'content-type': 'text/plain', origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };

  test('O3: headers in a JSON body, which the Functions host puts in the place of the real ones, get nobody past a check', async () => {
    const { browser, consent } = await consented();
    const cookie = browser.cookies(app.url).join('; ');
    const own = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded', cookie };
    const form = new URLSearchParams({ ...consent.hidden, action: 'allow', scope: 'telnyx.purchase' }).toString();
    for (const path of ['/authorize', '/tokens', '/approvals', '/test-auth']) {
      const body = disguised(own, path === '/authorize' ? form : 'action=revoke_all');
      const response = await fetch(`${app.url}${path}`, { method: 'POST', redirect: 'manual', headers: crossSite, body });
      expect({ path, status: response.status, cookies: response.headers.getSetCookie() }).toEqual({ path, status: 400, cookies: [] });
    }
    for (const path of ['/token', '/revoke']) {
      const response = await fetch(`${app.url}${path}`, {
        method: 'POST',
        headers: crossSite,
        body: disguised(own, 'token=x&grant_type=x'),
      });
      expect({ path, status: response.status }).toEqual({ path, status: 400 });
    }
  });

  test('O3: neither do they where JSON belongs', async () => {
    const json = { 'content-type': 'application/json', authorization: 'Bearer x' };
    const post = async (path: string, body: object) => {
      const response = await fetch(`${app.url}${path}`, { method: 'POST', headers: crossSite, body: JSON.stringify(body) });
      return { status: response.status, text: await response.text() };
    };
    for (const name of ['Headers', 'headers', 'QUERY']) {
      const metadata = { redirect_uris: [REDIRECT], [name]: json };
      expect(await post('/register', metadata)).toMatchObject({ status: 400, text: expect.stringContaining('invalid_client_metadata') });
    }
    const { tokens } = await connect(app);
    const message = { jsonrpc: '2.0', id: 1, method: 'tools/list', Headers: { ...json, authorization: `Bearer ${tokens.access_token}` } };
    expect(await post('/mcp/stream', message)).toMatchObject({ status: 400, text: expect.stringContaining('no members named') });
  });

  test('O2 O3: a box that was not on the page gives nothing, and neither does none', async () => {
    const browser = openBrowser();
    const consent = await openConsent(browser, request({ scope: 'telnyx.read' }).url);
    expectPage(await answerConsent(browser, consent, 'allow', ['telnyx.purchase']));
    expectPage(await answerConsent(browser, consent, 'allow', []));
  });

  test('O3: the callback works once, and only in the browser that consented', async () => {
    const { browser, consent } = await consented();
    const { location } = await answerConsent(browser, consent, 'allow');
    const callback = await signIn(browser, location ?? new URL(app.url));
    expectPage(await openBrowser().get(callback));
    expect(responseOf(await browser.get(callback), REDIRECT).code).toBeDefined();
    expectPage(await browser.get(callback));
  });

  test('O9: the consent page escapes what the client calls itself, and cannot be framed', async () => {
    const page = await openBrowser().get(request().url);
    expectPage(page, 200);
    expect(page.text).toContain('&lt;img');
    expect(formOf(page)?.action.href).toBe(`${app.url}/authorize`);
  });
});

test('O7: nothing is stored before a person has consented and logged in, and then no grant before the code has come back', async () => {
  const rows = async (): Promise<string[]> => {
    const credential = new AzureNamedKeyCredential(ACCOUNT, ACCOUNT_KEY);
    const table = new TableClient(app.tables, 'grants', credential, { allowInsecureConnection: true });
    const found = await table.listEntities().byPage().next();
    return z
      .array(z.object({ rowKey: z.string() }))
      .parse(found.value)
      .map(({ rowKey }) => rowKey);
  };
  const before = await rows();
  const fresh = await registered(endpoints(), { redirect_uris: [REDIRECT] });
  const asked = authorizationRequest(`${app.url}/authorize`, { clientId: fresh, redirectUri: REDIRECT });
  await openBrowser().get(asked.url);
  expect(await rows()).toEqual(before);
  expect((await approve(asked.url)).code).toBeDefined();
  const added = (await rows()).filter((key) => !before.includes(key) && key !== '!name');
  // Entra's refresh token, sealed, until the code comes back or its minute is over.
  expect(added).toEqual([expect.stringMatching(/^!pending-[0-9a-f-]{36}$/)]);
});

test('O2: where the operator allows reading only, nobody is asked for more, whatever a client wants', async () => {
  const readOnly = await app.startAnother({ READ_ONLY: 'true' });
  const { resource, server, challenge } = await discover(readOnly);
  expect(resource.scopes_supported).toEqual(['telnyx.read']);
  expect(challenge['scope']).toBe('telnyx.read');
  expect(server['scopes_supported']).toEqual(['telnyx.read', 'offline_access']);
  const parameters = { scope: 'telnyx.read telnyx.send telnyx.purchase' };
  const { tokens } = await connect(readOnly, { parameters, scopes: ['telnyx.read', 'telnyx.send'] });
  expect(tokens.scope).toBe('telnyx.read');
  expect((await loginPage(readOnly)).text).not.toContain('value="telnyx.send"');
});
