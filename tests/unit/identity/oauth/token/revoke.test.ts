import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GrantStore } from '../../../../../shared/identity/grants/index.ts';
import { startTables, unreachableStore, type GrantTables } from '../../grants/grant-tables.ts';
import { CLIENT, OTHER_CLIENT, startTokenServer } from './token-server.ts';

let tables: GrantTables;
let store: GrantStore;
let server: Awaited<ReturnType<typeof startTokenServer>>;
beforeAll(async () => {
  tables = await startTables();
  store = tables.open();
  server = await startTokenServer({ store });
});
afterAll(() => tables.stop());

const reasonOf = async ({ subject, grantId }: { subject: string; grantId: string }) =>
  (await store.read(subject, grantId))?.revoked?.reason;

describe('a revocation (RFC 7009)', () => {
  test.each(['refreshToken', 'accessToken'] as const)(
    'T9, RFC7009-2, RFC7009-2.1: of the %s ends the grant, whatever the hint says',
    async (kind) => {
      for (const token_type_hint of ['access_token', 'refresh_token', 'nonsense']) {
        const login = await server.login();
        const answer = await server.revoke({ token: login[kind], token_type_hint, client_id: CLIENT });
        expect([answer.status, await answer.text(), answer.headers.get('cache-control')]).toEqual([200, '', 'no-store']);
        expect(await reasonOf(login.content)).toBe('client');
        expect((await server.refresh(login.refreshToken)).error).toBe('invalid_grant');
      }
    },
  );

  test('RFC7009-2.1: needs no client_id, but a client_id must match that of the token', async () => {
    const login = await server.login();
    expect((await server.revoke({ token: login.refreshToken, client_id: OTHER_CLIENT })).status).toBe(200);
    expect((await server.revoke({ token: login.accessToken, client_id: 'nobody' })).status).toBe(200);
    expect(await reasonOf(login.content)).toBeUndefined();
    await server.revoke({ token: login.refreshToken });
    expect(await reasonOf(login.content)).toBe('client');
  });

  test('of a replaced refresh token ends the grant too, and the first reason is kept', async () => {
    const login = await server.login();
    await server.refresh(login.refreshToken);
    await server.revoke({ token: login.refreshToken });
    expect(await reasonOf(login.content)).toBe('client');
    const other = await server.login();
    await store.revoke(other.content.subject, other.content.grantId, 'person');
    expect((await server.revoke({ token: other.refreshToken })).status).toBe(200);
    expect(await reasonOf(other.content)).toBe('person');
  });

  test('RFC7009-2.2: of anything but our tokens answers 200 and does nothing', async () => {
    const { form } = await server.code();
    for (const token of ['x', 'a.b.c', form['code'] ?? '', `${Buffer.from('{"typ":"at+jwt"}').toString('base64url')}.e30.x`]) {
      expect((await server.revoke({ token })).status).toBe(200);
    }
  });

  test('without a token, with two, or not in a form is rejected', async () => {
    for (const form of ['', 'client_id=x', 'token=a&token=b']) expect((await server.revoke(form)).status).toBe(400);
    expect((await server.revoke('{}', { 'content-type': 'application/json' })).status).toBe(400);
    expect((await server.revoke({ token: 'x'.repeat(16_385) })).status).toBe(413);
  });

  test('T10: answers 503 while the tables are down, so that it is not lost silently', async () => {
    const { refreshToken, accessToken } = await server.login();
    const cut = await startTokenServer({ store: unreachableStore(), vault: server.vault });
    for (const token of [refreshToken, accessToken]) {
      const answer = await cut.revoke({ token });
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '10']);
    }
  });
});
