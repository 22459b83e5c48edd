import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createSigner } from '../../../../../shared/identity/tokens/index.ts';
import { cacheSecrets } from '../../../../../shared/platform/secrets/index.ts';
import type { GrantStore } from '../../../../../shared/identity/grants/index.ts';
import { makeSecrets } from '../../../../support/keys.ts';
import { startTables, unreachableStore, type GrantTables } from '../../grants/grant-tables.ts';
import { CLIENT, ORIGIN, REDIRECT_URI, s256, startTokenServer, type Fields } from './token-server.ts';

const DOCUMENT = 'https://client.example.org/oauth/metadata.json';

let tables: GrantTables;
let store: GrantStore;
let server: Awaited<ReturnType<typeof startTokenServer>>;
beforeAll(async () => {
  tables = await startTables();
  store = tables.open();
  server = await startTokenServer({ store });
});
afterAll(() => tables.stop());

/** The token endpoint's answer to a valid form with these changes. */
async function status(change: (form: Fields) => Fields | string, headers: Fields = {}): Promise<readonly [number, string | undefined]> {
  const { form } = await server.code();
  const answer = await server.token(change(form), headers);
  return [answer.status, answer.error];
}

const basic = (name: string, secret = 'ignored') =>
  `Basic ${Buffer.from(`${encodeURIComponent(name)}:${encodeURIComponent(secret)}`).toString('base64')}`;

describe('the token endpoint', () => {
  test('accepts only forms, and says so', async () => {
    const { form } = await server.code();
    for (const type of ['application/json', 'multipart/form-data; boundary=x', 'text/plain', '']) {
      const answer = await server.token(JSON.stringify(form), { 'content-type': type });
      expect([answer.status, answer.error]).toEqual([400, 'invalid_request']);
      expect(answer.body['error_description']).toContain('application/x-www-form-urlencoded');
    }
    const answer = await server.token(form, { 'content-type': 'Application/X-WWW-Form-Urlencoded;charset=UTF-8' });
    expect(answer.status).toBe(200);
  });

  test('rejects more than 16 KiB, and bodies that are not text', async () => {
    expect(await status((form) => ({ ...form, padding: 'x'.repeat(16_384) }))).toEqual([413, 'invalid_request']);
    const request = await server.token('grant_type=refresh_token&client_id=%', { 'content-length': '99999' });
    expect([request.status, request.error]).toEqual([413, 'invalid_request']);
  });

  test('RFC6749-3.1: rejects a duplicate parameter', async () => {
    for (const name of ['client_id', 'code', 'grant_type', 'anything']) {
      const twice = (form: Fields) => `${new URLSearchParams({ anything: '1', ...form }).toString()}&${name}=`;
      expect(await status(twice)).toEqual([400, 'invalid_request']);
    }
  });

  test('O2: rejects a second resource, even one of ours', async () => {
    const both = (form: Fields) =>
      `${new URLSearchParams(form).toString()}&resource=${encodeURIComponent(`${ORIGIN}/mcp`)}&resource=${encodeURIComponent(`${ORIGIN}/mcp`)}`;
    expect(await status(both)).toEqual([400, 'invalid_target']);
  });

  test.each([
    [{ grant_type: '' }, 'invalid_request'],
    [{ grant_type: 'password' }, 'unsupported_grant_type'],
    [{ grant_type: 'client_credentials' }, 'unsupported_grant_type'],
    [{ grant_type: 'constructor' }, 'unsupported_grant_type'],
    [{ code: '' }, 'invalid_request'],
    [{ grant_type: 'refresh_token' }, 'invalid_request'],
  ])('RFC6749-3.1, RFC6749-5.2: answers %j with %s', async (change, error) => {
    expect(await status((form) => ({ ...form, ...change }))).toEqual([400, error]);
  });

  test('RFC6749-3.1: ignores unknown parameters, such as a secret', async () => {
    expect(await status((form) => ({ ...form, client_secret: 'x', audience: 'https://other.example.com' }))).toEqual([200, undefined]);
  });

  test('answers 401 to a client that is missing or unknown, so that it registers again', async () => {
    for (const id of ['', 'nobody', 'eyJhbGciOiJIUzI1NiJ9.e30.x', 'http://client.example.org/x', '__proto__']) {
      expect(await status((form) => ({ ...form, client_id: id }))).toEqual([401, 'invalid_client']);
    }
  });

  test.each([
    'https://client.example.org/',
    'https://client.example.org/a/../b',
    'https://CLIENT.example.org/a',
    'https://127.0.0.1/a',
    `https://client.example.org/${'a'.repeat(2_048)}`,
    'https://',
  ])('answers 401 to %s, which no metadata document can have', async (id) => {
    expect(await status((form) => ({ ...form, client_id: id }))).toEqual([401, 'invalid_client']);
  });

  test('recognizes registered clients by our signature', async () => {
    const clientId = await createSigner(server.vault.secrets, 'client', ORIGIN).sign({
      name: 'Registered',
      redirectUris: [REDIRECT_URI],
      issuedAt: Math.floor(Date.now() / 1000),
    });
    const { form } = await server.code({ clientHash: s256(clientId) });
    expect((await server.token({ ...form, client_id: clientId })).status).toBe(200);
    const foreign = await createSigner((await makeSecrets()).secrets, 'client', ORIGIN).sign({
      name: 'Registered',
      redirectUris: [REDIRECT_URI],
      issuedAt: Math.floor(Date.now() / 1000),
    });
    expect((await server.token({ ...form, client_id: foreign })).status).toBe(401);
  });

  test('does not fetch the metadata document of a client: the code holds it to its id', async () => {
    const { form } = await server.code({ clientHash: s256(DOCUMENT) });
    expect((await server.token({ ...form, client_id: DOCUMENT })).status).toBe(200);
    expect(await status((other) => ({ ...other, client_id: DOCUMENT }))).toEqual([400, 'invalid_grant']);
  });

  test.each([
    ['its id', CLIENT, CLIENT],
    ['the hash of its id', s256(CLIENT), CLIENT],
    ['the host of its redirect URI', '127.0.0.1', CLIENT],
    ['the id of its document', DOCUMENT, DOCUMENT],
    ['a domain of its document', 'example.org', DOCUMENT],
  ])('D34: answers 401 to a client that the operator blocked by %s: no code, no refresh', async (_what, blocked, clientId) => {
    const { form } = await server.code({ clientHash: s256(clientId) });
    const mine = { ...form, client_id: clientId };
    const blocking = await startTokenServer({ store, vault: server.vault, blocked });
    const refused = await blocking.token(mine);
    expect([refused.status, refused.error]).toEqual([401, 'invalid_client']);
    const { refreshToken } = await server.token(mine);
    const again = await blocking.refresh(refreshToken, { client_id: clientId });
    expect([again.status, again.error, again.body['error_description']]).toEqual([
      401,
      'invalid_client',
      expect.stringContaining('blocked'),
    ]);
    // Blocking a client ends no grant: after unblocking, everything works as before.
    expect((await server.refresh(refreshToken, { client_id: clientId })).status).toBe(200);
  });

  test('D35: answers 401 to a registration that is more than a year old, for a code and for a refresh', async () => {
    const issuedAt = Math.floor(Date.UTC(2026, 0, 1) / 1000);
    const now = { ms: issuedAt * 1000 };
    const aging = await startTokenServer({ store, vault: server.vault, clock: () => now.ms });
    const facts = { name: 'Registered', redirectUris: [REDIRECT_URI], issuedAt };
    const clientId = await createSigner(server.vault.secrets, 'client', ORIGIN).sign(facts);
    const fresh = async () => ({ ...(await aging.code({ clientHash: s256(clientId) })).form, client_id: clientId });
    now.ms += 365 * 86_400_000 - 1;
    const { status: before, refreshToken } = await aging.token(await fresh());
    expect(before).toBe(200);
    now.ms += 1;
    for (const answer of [await aging.token(await fresh()), await aging.refresh(refreshToken, { client_id: clientId })]) {
      expect([answer.status, answer.error]).toEqual([401, 'invalid_client']);
    }
  });

  test('also accepts the client_id from a Basic header, with any secret (RFC 6749 section 2.3.1)', async () => {
    const nameless = (form: Fields) => Object.fromEntries(Object.entries(form).filter(([name]) => name !== 'client_id'));
    expect(await status(nameless, { authorization: basic(CLIENT) })).toEqual([200, undefined]);
    expect(await status((form) => form, { authorization: basic(CLIENT, '') })).toEqual([200, undefined]);
    expect(await status((form) => form, { authorization: 'Bearer x' })).toEqual([200, undefined]);
    const { form } = await server.code({ clientHash: s256(DOCUMENT) });
    expect((await server.token(nameless(form), { authorization: basic(DOCUMENT) })).status).toBe(200);
    expect((await server.token(nameless(form), { authorization: 'Basic !!!' })).status).toBe(401);
  });

  test('RFC6749-5.2a: answers 401 with a challenge if the header names no client or another one (RFC 6749 section 5.2)', async () => {
    const { form } = await server.code();
    for (const name of ['nobody', 'other-client', '%zz']) {
      const answer = await server.token(form, { authorization: basic(name) });
      expect([answer.status, answer.error]).toEqual([401, 'invalid_client']);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
    }
  });

  test('T10: answers 503 with Retry-After while the tables are down: nothing is issued', async () => {
    const cut = await startTokenServer({ store: unreachableStore(), vault: server.vault });
    const { form } = await cut.code();
    const { refreshToken } = await server.login();
    for (const answer of [await cut.token(form), await cut.refresh(refreshToken)]) {
      expect([answer.status, answer.error, answer.headers.get('retry-after')]).toEqual([503, 'temporarily_unavailable', '10']);
      expect(answer.body).not.toHaveProperty('access_token');
    }
    expect((await server.token(form)).status).toBe(200);
  });

  test('T10: answers 503 while the signing keys are unavailable, and uses up neither code nor refresh token', async () => {
    const { content } = server.vault;
    const halfOpen = cacheSecrets((name) =>
      name === 'mcp-signing-keys' ? Promise.reject(new Error('down')) : Promise.resolve(content[name]),
    );
    const blind = await startTokenServer({ store, vault: server.vault, secrets: halfOpen });
    const { form } = await server.code();
    const login = await server.login();
    expect((await blind.token(form)).status).toBe(503);
    expect((await blind.refresh(login.refreshToken)).status).toBe(503);
    expect(await store.read(login.content.subject, login.content.grantId)).toMatchObject({ generation: 0 });
    expect((await server.token(form)).status).toBe(200);
    const sealed = await startTokenServer({ store, secrets: cacheSecrets(() => Promise.reject(new Error('down'))) });
    expect((await sealed.token(form)).status).toBe(503);
  });

  test('answers 500 with an id that the log has, and nothing of what was thrown', async () => {
    const broken: GrantStore = { ...store, allRevokedAt: () => Promise.reject(new TypeError('the inside')) };
    const failing = await startTokenServer({ store: broken });
    const answer = await failing.token((await failing.code()).form);
    expect([answer.status, answer.error]).toEqual([500, 'server_error']);
    const id = /id ([\w-]{36})/.exec(answer.body['error_description'] ?? '')?.[1];
    expect(failing.lines.join('\n')).toContain(id);
    expect(JSON.stringify(answer.body) + failing.lines.join('\n')).not.toContain('the inside');
  });

  test('RFC6749-5.2: uses only characters that RFC 6749 allows in descriptions, and no error is cached', async () => {
    for (const form of [
      '',
      'grant_type=x',
      'grant_type=x&client_id=known-client',
      'grant_type=refresh_token&client_id=known-client&refresh_token=x',
    ]) {
      const { body, headers } = await server.token(form);
      expect(body['error_description']).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/);
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });
});
