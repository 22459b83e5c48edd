import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { GrantStore } from '../../../../../shared/identity/grants/index.ts';
import { startTables, type GrantTables } from '../../grants/grant-tables.ts';
import { CLIENT, newSubject, ORIGIN, OTHER_CLIENT, s256, startTokenServer, type Fields } from './token-server.ts';

let tables: GrantTables;
let store: GrantStore;
let server: Awaited<ReturnType<typeof startTokenServer>>;
beforeAll(async () => {
  tables = await startTables();
  store = tables.open();
  server = await startTokenServer({ store });
});
afterAll(() => tables.stop());

describe('an authorization code', () => {
  test('AUTH-TOKEN-6, RFC6749-5.1, RFC9068-2.1: becomes an access token (RFC 9068), a refresh token and one row that holds neither', async () => {
    const { content, form } = await server.code();
    const { status, headers, body, accessToken, refreshToken } = await server.token(form);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toEqual({
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: 3_600,
      refresh_token: refreshToken,
      scope: 'telnyx.read telnyx.send',
    });
    expect(decodeProtectedHeader(accessToken)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    expect(decodeJwt(accessToken)).toMatchObject({
      iss: ORIGIN,
      aud: `${ORIGIN}/mcp/stream`,
      sub: content.subject,
      client_id: CLIENT,
      sid: content.grantId,
      scope: 'telnyx.read telnyx.send',
      roles: ['Operator'],
    });
    const row = await store.read(content.subject, content.grantId);
    expect(row).toMatchObject({ kind: 'oauth', clientId: CLIENT, clientName: 'Known', generation: 0, revoked: undefined });
    expect((row?.expiresAt ?? 0) - (row?.createdAt ?? 0)).toBe(30 * 86_400);
    expect(JSON.stringify(row)).not.toContain(accessToken.slice(0, 20));
    expect(server.lines.at(-1)).toMatch(/"event":"token_issued".*"grant_type":"authorization_code"/);
    expect(server.lines.join('\n')).not.toMatch(new RegExp(`${accessToken}|${refreshToken}|${form['code']}`));
  });

  test('RFC8707-2.2: is for the resource of this request, or else of the authorization request (RFC 8707)', async () => {
    const alias = `${ORIGIN}/mcp`;
    const then = await server.token((await server.code({ audience: alias })).form);
    expect(decodeJwt(then.accessToken).aud).toBe(alias);
    const now = await server.token({ ...(await server.code()).form, resource: alias });
    expect(decodeJwt(now.accessToken).aud).toBe(alias);
  });

  test('works without redirect_uri, which OAuth 2.1 dropped from this request', async () => {
    const { form } = await server.code();
    expect((await server.token(without(form, 'redirect_uri'))).status).toBe(200);
  });

  test('O5, RFC6749-4.1.2: works once: a replay is rejected and revokes the grant', async () => {
    const { content, form } = await server.code();
    const first = await server.token(form);
    expect((await server.token(form)).error).toBe('invalid_grant');
    expect((await store.read(content.subject, content.grantId))?.revoked).toMatchObject({ reason: 'code_replayed' });
    expect((await server.refresh(first.refreshToken)).error).toBe('invalid_grant');
  });

  test('O5: sent five times at once succeeds at most once, and the grant ends', async () => {
    const { content, form } = await server.code();
    const answers = await Promise.all(Array.from({ length: 5 }, () => server.token(form)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ error }) => error === 'invalid_grant')).toHaveLength(4);
    expect((await store.read(content.subject, content.grantId))?.revoked).toMatchObject({ reason: 'code_replayed' });
  });

  test('D27: takes over Entra’s stored token, and leaves no row behind', async () => {
    const { content, form } = await server.code();
    const { subject, grantId: id } = content;
    await store.keepPending({ subject, id, entraToken: 'sealed', until: Date.now() / 1000 + 60 });
    expect((await server.token(without(form, 'code_verifier'))).error).toBe('invalid_grant');
    await expect(store.readPending(subject, id)).resolves.toBe('sealed');
    const answer = await server.token(form);
    expect(JSON.stringify(answer.body)).not.toContain('sealed');
    expect(await store.read(subject, id)).toMatchObject({ entraToken: 'sealed', confirmedAt: Math.floor(content.issuedAt) });
    while ((await store.readPending(subject, id)) !== undefined) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  test('becomes a grant without Entra’s token if none is stored', async () => {
    const { content, form } = await server.code();
    expect((await server.token(form)).status).toBe(200);
    expect(await store.read(content.subject, content.grantId)).toMatchObject({ entraToken: undefined });
  });

  const wrong: readonly (readonly [string, (form: Fields) => Fields, string])[] = [
    ['of another client', (form) => ({ ...form, client_id: OTHER_CLIENT }), 'invalid_grant'],
    ['with another redirect_uri', (form) => ({ ...form, redirect_uri: 'http://127.0.0.1:4712/callback' }), 'invalid_grant'],
    [
      'with a redirect_uri that only begins like it',
      (form) => ({ ...form, redirect_uri: `${form['redirect_uri'] ?? ''}/` }),
      'invalid_grant',
    ],
    ['with another verifier', (form) => ({ ...form, code_verifier: 'v'.repeat(43) }), 'invalid_grant'],
    ['with the challenge as verifier', (form) => ({ ...form, code_verifier: s256(form['code_verifier'] ?? '') }), 'invalid_grant'],
    ['without a verifier', (form) => without(form, 'code_verifier'), 'invalid_grant'],
    ['with an empty verifier', (form) => ({ ...form, code_verifier: '' }), 'invalid_grant'],
    ['for a foreign resource', (form) => ({ ...form, resource: 'https://other.example.com/mcp' }), 'invalid_target'],
    ['for a resource that only begins like ours', (form) => ({ ...form, resource: `${ORIGIN}/mcp/stream/x` }), 'invalid_target'],
  ];

  test.each(wrong)(
    'O5, RFC6749-4.1.3, RFC7636-4.6: %s is rejected, does not use the code up and revokes nothing',
    async (_name, change, error) => {
      const { content, form } = await server.code();
      const refused = await server.token(change(form));
      expect([refused.status, refused.error]).toEqual([400, error]);
      await expect(store.read(content.subject, content.grantId)).resolves.toBeUndefined();
      expect((await server.token(form)).status).toBe(200);
      expect((await server.token(change(form))).error).toBe(error);
      expect((await store.read(content.subject, content.grantId))?.revoked).toBeUndefined();
    },
  );

  test.each([
    ['too short', 'v'.repeat(42)],
    ['too long', 'v'.repeat(129)],
    ['of other characters', `${'v'.repeat(42)}ü`],
    ['with a line break at its end', `${'v'.repeat(43)}\n`],
  ])('O5, RFC7636-4.1: a verifier that is %s is rejected, even if its hash matches', async (_name, verifier) => {
    const { form } = await server.code({ challenge: s256(verifier) });
    expect((await server.token({ ...form, code_verifier: verifier })).error).toBe('invalid_grant');
  });

  test('O5, RFC6749-4.1.2: expires after 60 seconds, by its seal and by its content', async () => {
    expect((await server.token((await server.code({}, -1)).form)).error).toBe('invalid_grant');
    const now = Date.now();
    const timed = await startTokenServer({ store, vault: server.vault, clock: () => now });
    expect((await timed.token((await timed.code({ issuedAt: now / 1000 - 60 }, 600)).form)).error).toBe('invalid_grant');
    expect((await timed.token((await timed.code({ issuedAt: now / 1000 - 59 }, 600)).form)).status).toBe(200);
  });

  test('O5: forged, cut or of another kind is rejected with the same error', async () => {
    const { form } = await server.code();
    const code = form['code'] ?? '';
    const { refreshToken, accessToken } = await server.login();
    for (const forged of ['x', `${code.slice(0, -4)}AAAA`, code.slice(1), refreshToken, accessToken]) {
      expect((await server.token({ ...form, code: forged })).body).toMatchObject({ error: 'invalid_grant' });
    }
  });

  test('T9: is rejected after all grants of the person were revoked, and writes no row', async () => {
    const { content, form } = await server.code();
    await store.revokeAll(content.subject, 'owner');
    expect((await server.token(form)).error).toBe('invalid_grant');
    await expect(store.read(content.subject, content.grantId)).resolves.toBeUndefined();
  });

  test('T9: redeemed while all grants of the person are being revoked becomes a grant that ends as well', async () => {
    const subject = newSubject();
    // The rows are read before this one is inserted.
    const late: GrantStore = {
      ...store,
      insert: async (grant) => {
        await store.revokeAll(subject, 'owner');
        return store.insert(grant);
      },
    };
    const racing = await startTokenServer({ store: late });
    const { content, form } = await racing.code({ subject });
    expect((await racing.token(form)).error).toBe('invalid_grant');
    expect((await store.read(subject, content.grantId))?.revoked).toMatchObject({ reason: 'owner' });
  });

  test('T9: within one second, the order of the login and the revocation of everything counts', async () => {
    const second = Math.floor(Date.now() / 1000) * 1_000;
    let now = second + 200;
    const timed = tables.open(() => now);
    const precise = await startTokenServer({ store: timed, clock: () => now });
    const early = await precise.code();
    now = second + 600;
    await timed.revokeAll(early.content.subject, 'owner');
    now = second + 900;
    const late = await precise.code({ subject: early.content.subject });
    expect((await precise.token(early.form)).error).toBe('invalid_grant');
    expect((await precise.token(late.form)).status).toBe(200);
  });
});

function without(form: Fields, name: string): Fields {
  return Object.fromEntries(Object.entries(form).filter(([key]) => key !== name));
}
