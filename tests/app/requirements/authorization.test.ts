import { describe, expect, test } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { expectNothingSent, legacy, modern, openConnection, telnyxControls, use, useApp } from '../../support/index.ts';
import { answerConsent, authorizationRequest, connect, openBrowser, openConsent, registered } from '../../support/oauth/index.ts';

const REDIRECT = 'http://localhost:8123/callback';

const app = useApp({ settings: { OAUTH_RATE_PER_MINUTE: '1000' } });
const connected = use(() => connect(app, { parameters: { scope: 'telnyx.read telnyx.send' } }));

const request = (parameters: Readonly<Record<string, string | undefined>> = {}) =>
  authorizationRequest(`${app.url}/authorize`, { clientId: connected.request.clientId, redirectUri: REDIRECT, parameters });

describe('the public documents', () => {
  test.each([
    [
      'RFC9728-3.1, RFC9728-3.2, RFC9728-3.3: the metadata of /mcp/stream',
      'oauth-protected-resource/mcp/stream',
      { resource: '/mcp/stream' },
    ],
    ['RFC9728-3.1, RFC9728-3.2, RFC9728-3.3: the metadata of /mcp', 'oauth-protected-resource/mcp', { resource: '/mcp' }],
    ['RFC8414-3.1, RFC8414-3.2, RFC8414-3.3: the metadata of the issuer', 'oauth-authorization-server', { issuer: '' }],
  ])('%s lies where it belongs, as JSON, and says whose it is', async (_what, path, names) => {
    const response = await fetch(`${app.url}/.well-known/${path}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^application\/json/)]);
    const own = Object.fromEntries(Object.entries(names).map(([name, end]) => [name, `${app.url}${end}`]));
    expect(await response.json()).toMatchObject(own);
  });
});

describe('the authorization endpoint', () => {
  test('RFC6749-3.1: takes no notice of parameters that are unknown or empty', async () => {
    const usual = await openConsent(openBrowser(), request().url);
    const odd = await openConsent(openBrowser(), request({ unheard_of: 'x', scope: '', resource: '', prompt: '' }).url);
    expect(odd.scopes).toEqual(usual.scopes);
  });

  test('AUTH-CONSENT-1: asks the person for each client anew, before Microsoft is asked anything', async () => {
    const browser = openBrowser();
    for (const name of ['One client', 'Another client']) {
      const clientId = await registered(connected.discovery.server, { client_name: name, redirect_uris: [REDIRECT] });
      const { url } = authorizationRequest(`${app.url}/authorize`, { clientId, redirectUri: REDIRECT });
      const consent = await openConsent(browser, url);
      expect(consent.page.text).toContain(name);
      const { location } = await answerConsent(browser, consent, 'allow');
      expect(location?.origin).toBe(new URL(app.entra).origin);
    }
  });

  test('RFC6749-3.3: says which scopes were granted where the person allows less', async () => {
    const { tokens } = await connect(app, { parameters: { scope: 'telnyx.read telnyx.send' }, scopes: ['telnyx.read'] });
    expect(tokens.scope).toBe('telnyx.read');
    expect(decodeJwt(tokens.access_token)['scope']).toBe('telnyx.read');
  });
});

describe('the token endpoint', () => {
  test('RFC6749-3.2: takes POST only', async () => {
    const good = { grant_type: 'refresh_token', refresh_token: connected.tokens.refresh_token, client_id: connected.request.clientId };
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const response = await fetch(`${app.url}/token?${new URLSearchParams(good).toString()}`, { method });
      expect([404, 405]).toContain(response.status);
      expect(await response.text()).not.toContain('access_token');
    }
  });

  test('RFC7591-3.1: neither does registration take anything else', async () => {
    for (const method of ['GET', 'PUT']) expect([404, 405]).toContain((await fetch(`${app.url}/register`, { method })).status);
  });
});

describe('access tokens', () => {
  test('RFC9068-2.1, RFC9068-2.2: are of the type at+jwt, signed, with every claim they need', () => {
    const { access_token: token } = connected.tokens;
    expect(decodeProtectedHeader(token)).toMatchObject({ typ: 'at+jwt', alg: 'ES256', kid: expect.any(String) });
    const claims = decodeJwt(token);
    expect(claims).toMatchObject({
      iss: app.url,
      aud: `${app.url}/mcp/stream`,
      sub: expect.any(String),
      client_id: connected.request.clientId,
      jti: expect.any(String),
    });
    expect(claims.exp).toBeGreaterThan(claims.iat ?? Infinity);
  });

  test('AUTH-TOKEN-5: never reach Telnyx', async () => {
    const { access_token: token } = connected.tokens;
    const requests = await telnyxControls(app).during(async () => {
      for (const era of [legacy, modern]) {
        expect((await era(app, 'tools/call', { name: 'get_balance', arguments: {} }, { token })).status).toBe(200);
      }
    });
    expect(requests.length).toBeGreaterThan(0);
    for (const part of [token, ...token.split('.')]) expect(JSON.stringify(requests)).not.toContain(part);
  });

  test('AUTH-TOKEN-4, OAUTH21-5.2: count for one request: the next one on the same connection needs its own', async () => {
    const body = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_balance","arguments":{}}}';
    const head = ['POST /mcp/stream HTTP/1.1', 'Host: localhost', 'Content-Type: application/json', `Content-Length: ${body.length}`];
    const connection = openConnection(app.url);
    connection.socket.write([...head, `Authorization: Bearer ${connected.tokens.access_token}`, '', body].join('\r\n'));
    expect((await connection.answer()).status).toBe(200);
    await expectNothingSent(app, async () => {
      connection.socket.write([...head, '', body].join('\r\n'));
      expect((await connection.answer()).status).toBe(401);
    });
    connection.socket.destroy();
  });

  test('OAUTH21-5.2, AUTH-TOKEN-2: are judged before the body of the request', async () => {
    await expectNothingSent(app, async () => {
      for (const body of ['no JSON', '[]', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_balance"}}']) {
        const headers = { authorization: `Bearer ${connected.tokens.access_token.slice(0, -8)}AAAAAAAA` };
        expect((await fetch(`${app.url}/mcp/stream`, { method: 'POST', headers, body })).status).toBe(401);
      }
    });
  });
});

test('RFC6750-3: a challenge has the scheme Bearer, each attribute once, and characters that are allowed', async () => {
  const refused = await Promise.all([
    legacy(app, 'tools/list'),
    legacy(app, 'tools/list', {}, { token: 'a.b.c' }),
    legacy(app, 'tools/call', { name: 'create_number_order', arguments: {} }, { token: connected.tokens.access_token }),
  ]);
  expect(refused.map(({ status }) => status)).toEqual([401, 401, 403]);
  for (const response of refused) {
    const header = response.headers.get('www-authenticate') ?? '';
    const attributes = [...header.matchAll(/(\w+)="([^"]*)"/g)];
    expect(header).toBe(`Bearer ${attributes.map(([whole]) => whole).join(', ')}`);
    expect(new Set(attributes.map(([, name]) => name)).size).toBe(attributes.length);
    for (const [, name = '', value = ''] of attributes) {
      if (name.startsWith('error')) expect(value).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/);
      if (name === 'scope') expect(value).toMatch(/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/);
    }
  }
});
