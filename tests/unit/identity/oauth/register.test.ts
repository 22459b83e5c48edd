import { describe, expect, test } from '@jest/globals';
import { createSigner } from '../../../../shared/identity/tokens/index.ts';
import { createLogger } from '../../../../shared/platform/log/index.ts';
import { createClientResolver } from '../../../../shared/identity/oauth/clients/index.ts';
import { createRegistration } from '../../../../shared/identity/oauth/register.ts';
import { cacheSecrets } from '../../../../shared/platform/secrets/index.ts';
import { makeSecrets } from '../../../support/keys.ts';
import { oauthErrors } from '../../../../shared/identity/oauth/index.ts';
import { routed } from '../../../support/routed.ts';

const publicBaseUrl = 'https://app.example.com';
const RULES = { errors: oauthErrors('invalid_client_metadata'), event: 'registration', origin: publicBaseUrl } as const;
const callback = 'https://client.example.com/callback';
const now = Date.parse('2026-11-01T00:00:00.900Z');

async function setUp(available = true, blockedClients: readonly string[] = []) {
  const { secrets } = await makeSecrets();
  const lines: string[] = [];
  const log = createLogger((_level, line) => lines.push(line));
  const signer = createSigner(available ? secrets : cacheSecrets(() => Promise.reject(new Error('down'))), 'client', publicBaseUrl);
  const settings = { publicBaseUrl, oauthClients: [], blockedClients, clientMetadataOverride: undefined };
  const register = routed(createRegistration({ settings, signer, log, clock: () => now }), { ...RULES, log });
  const post = async (body: unknown, contentType = 'application/json') => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = { 'content-type': contentType };
    const response = await register(new Request(`${publicBaseUrl}/register`, { method: 'POST', body: text, headers }));
    return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
  };
  return { post, lines, resolve: createClientResolver({ settings, signer, clock: () => now }) };
}

describe('registration', () => {
  test('RFC7591-2, RFC7591-3.2.1: returns an id that is the registration itself: public, for codes, not stored', async () => {
    const { post, resolve } = await setUp();
    const { status, headers, body } = await post({
      client_name: 'A client',
      redirect_uris: [callback],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_basic',
      scope: 'telnyx.read',
      logo_uri: 'https://client.example.com/logo.png',
    });
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      client_id: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      client_id_issued_at: Math.floor(now / 1000),
      client_name: 'A client',
      redirect_uris: [callback],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    });
    await expect(resolve(String(body['client_id']))).resolves.toMatchObject({ name: 'A client', redirectUris: [callback] });
  });

  test.each([
    ['claude.ai', ['https://claude.ai/api/mcp/auth_callback']],
    ['ChatGPT', ['https://chatgpt.com/connector/oauth/FLLrQdlez6Uf']],
    ['VS Code', ['http://127.0.0.1/', 'http://127.0.0.1:33418/', 'https://insiders.vscode.dev/redirect', 'https://vscode.dev/redirect']],
    [
      'Cursor',
      [
        'https://www.cursor.com/agents/mcp/oauth/callback',
        'https://www.cursor.com/bot/mcp/oauth/callback',
        'cursor://anysphere.cursor-mcp/oauth/callback',
        'http://localhost:8787/callback',
        'grokbot://mcp/oauth/callback',
      ],
    ],
    ['Copilot Studio', ['https://global.consent.azure-apim.net/redirect/crd5f-20telnyx-5f0123456789abcdef']],
    ['MCP Inspector', ['http://localhost:6274/oauth/callback', 'http://localhost:6274/oauth/callback/debug']],
  ])('accepts what %s registers', async (name, redirectUris) => {
    const { post } = await setUp();
    const { status, body } = await post({ client_name: name, redirect_uris: redirectUris, token_endpoint_auth_method: 'none' });
    expect(status).toBe(201);
    expect(body['redirect_uris']).toEqual(redirectUris);
    expect(String(body['client_id']).length).toBeLessThan(1000);
  });

  test('accepts ten redirect URIs, and fields that are null', async () => {
    const { post } = await setUp();
    const redirectUris = Array.from({ length: 10 }, (_, n) => `${callback}/${n}`);
    await expect(post({ redirect_uris: redirectUris, client_name: null, grant_types: null })).resolves.toMatchObject({ status: 201 });
  });

  test('D36, RFC7591-3.2.1: keeps the allowed redirect URIs, and returns them', async () => {
    const { post, resolve } = await setUp();
    const good = [callback, 'http://localhost/callback'];
    const given = ['javascript:alert(1)', callback, 'myapp://callback/x', `${publicBaseUrl}/auth/callback`, 'http://localhost/callback'];
    const { status, body } = await post({ redirect_uris: given });
    expect([status, body['redirect_uris']]).toEqual([201, good]);
    await expect(resolve(String(body['client_id']))).resolves.toMatchObject({ redirectUris: good });
  });

  test.each([
    ['its host', [callback]],
    ['the host of one of several', ['http://localhost/callback', callback]],
  ])('D34: rejects a client if the operator blocked %s', async (_what, redirectUris) => {
    const { post } = await setUp(true, ['example.com']);
    const { status, body } = await post({ redirect_uris: redirectUris });
    expect([status, body['error']]).toEqual([400, 'invalid_redirect_uri']);
    expect(body['error_description']).toContain('blocked');
    await expect(post({ redirect_uris: ['https://client.example.org/callback'] })).resolves.toMatchObject({ status: 201 });
  });

  test('O9: cleans and cuts the name, and has a default', async () => {
    const { post } = await setUp();
    const nameOf = async (name: unknown) => (await post({ redirect_uris: [callback], client_name: name })).body['client_name'];
    await expect(nameOf(undefined)).resolves.toBe('Unnamed client');
    await expect(nameOf('\u200b\u2066\u00ad\u3164')).resolves.toBe('Unnamed client');
    await expect(nameOf('Cl\u200bau\u202ede\u0007\n  Code')).resolves.toBe('Claude Code');
    await expect(nameOf('x'.repeat(500))).resolves.toBe(`${'x'.repeat(80)}…`);
  });

  test('O7: refuses a body of 1 MB with 413', async () => {
    const { post } = await setUp();
    const { status, body } = await post({ redirect_uris: [callback], client_name: 'x'.repeat(1_000_000) });
    expect(status).toBe(413);
    expect(body['error']).toBe('invalid_client_metadata');
  });

  test.each([
    ['100 redirect URIs', Array.from({ length: 100 }, (_, n) => `${callback}/${n}`)],
    ['11 redirect URIs', Array.from({ length: 11 }, (_, n) => `${callback}/${n}`)],
    ['no redirect URI', []],
    ['no list of them', undefined],
    ['one that is no text', [1]],
    ['one in place of a list', callback],
    ['a user name', ['https://user@client.example.com/callback']],
    ['a fragment', [`${callback}#x`]],
    ['http beyond loopback', ['http://client.example.com/callback']],
    ['javascript:', ['javascript:alert(1)']],
    ['data:', ['data:text/html,x']],
    ['a wildcard', ['https://*.example.com/callback']],
    ['an unknown scheme', ['myapp://callback/x']],
    ['our own origin', [`${publicBaseUrl}/auth/callback`]],
    ['none but bad ones', ['javascript:alert(1)', 'myapp://callback/x', `${publicBaseUrl}/`]],
    ['one that is no text among good ones', [callback, 1]],
  ])('O7, AUTH-HTTPS-2, RFC7591-3.2.2: refuses %s', async (_what, redirectUris) => {
    const { post } = await setUp();
    const { status, headers, body } = await post({ client_name: 'A client', redirect_uris: redirectUris });
    expect(status).toBe(400);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({ error: 'invalid_redirect_uri', error_description: expect.any(String) });
    expect(JSON.stringify(body)).not.toMatch(/alert|myapp/);
  });

  test.each([
    ['a name that is no text', { client_name: { x: 1 } }],
    ['no use for codes', { grant_types: ['client_credentials'] }],
    ['no use for codes', { grant_types: [] }],
    ['no use for codes', { response_types: ['token'] }],
    ['grant types that are no list', { grant_types: 'authorization_code' }],
  ])('O7: refuses %s', async (_what, change) => {
    const { post } = await setUp();
    const { status, body } = await post({ redirect_uris: [callback], ...change });
    expect(status).toBe(400);
    expect(body['error']).toBe('invalid_client_metadata');
    expect(body['error_description']).toContain(Object.keys(change)[0]);
  });

  test('O7: refuses redirect URIs that would make the id too long, and says so', async () => {
    const { post } = await setUp();
    const redirectUris = Array.from({ length: 4 }, (_, n) => `${callback}/${n}${'a'.repeat(450)}`);
    const { status, body } = await post({ redirect_uris: redirectUris });
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: 'invalid_client_metadata', error_description: expect.stringContaining('Shorten') });
  });

  test.each([
    ['a form', 'redirect_uris=x', 'application/x-www-form-urlencoded'],
    ['text', '{}', 'text/plain'],
    ['half of a body', '{"redirect_uris":', 'application/json'],
    ['nothing', '', 'application/json'],
    ['a list', '[]', 'application/json'],
    ['null', 'null', 'application/json'],
  ])('O7, RFC7591-3.1: refuses %s', async (_what, text, type) => {
    const { post } = await setUp();
    await expect(post(text, type)).resolves.toMatchObject({ status: 400, body: { error: 'invalid_client_metadata' } });
  });

  test('O7: refuses a body that is not UTF-8', async () => {
    const { secrets } = await makeSecrets();
    const log = createLogger(() => undefined);
    const signer = createSigner(secrets, 'client', publicBaseUrl);
    const registration = createRegistration({ settings: { publicBaseUrl, blockedClients: [] }, signer, log, clock: () => now });
    const register = routed(registration, { ...RULES, log });
    const headers = { 'content-type': 'application/json' };
    const response = await register(new Request(publicBaseUrl, { method: 'POST', body: Uint8Array.of(0xc3, 0x28), headers }));
    expect(response.status).toBe(400);
  });

  test('T10: answers 503 with Retry-After while the key is unavailable', async () => {
    const { post } = await setUp(false);
    const { status, headers, body } = await post({ redirect_uris: [callback] });
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('10');
    expect(body['error']).toBe('temporarily_unavailable');
  });

  test('writes neither names nor redirect URIs into the log', async () => {
    const { post, lines } = await setUp();
    await post({ client_name: 'Telltale', redirect_uris: [callback] });
    await post({ client_name: 'Telltale', redirect_uris: ['javascript:alert(1)'] });
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toMatch(/Telltale|client\.example|alert/);
  });
});
