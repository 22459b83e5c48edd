import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { ConfirmationUnavailableError, createSigner, type ConfirmGrant } from '../../../../../shared/identity/tokens/index.ts';
import type { GrantStore, StoredGrant } from '../../../../../shared/identity/grants/index.ts';
import { startTables, type GrantTables } from '../../grants/grant-tables.ts';
import { OTHER_CLIENT, ORIGIN, startTokenServer } from './token-server.ts';

let tables: GrantTables;
let store: GrantStore;
let server: Awaited<ReturnType<typeof startTokenServer>>;
let now = 0;
const seconds = (count: number) => (now += count * 1_000);
beforeAll(async () => {
  tables = await startTables();
  store = tables.open(() => now);
  server = await startTokenServer({ store, clock: () => now });
});
beforeEach(() => {
  now = Date.now();
});
afterAll(() => tables.stop());

describe('a refresh token', () => {
  test('O6: is replaced by the next one, and the access token is a new one of the same grant', async () => {
    const first = await server.login();
    const second = await server.refresh(first.refreshToken);
    expect([second.status, second.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    const [before, after] = [decodeJwt(first.accessToken), decodeJwt(second.accessToken)];
    expect(after.jti).not.toBe(before.jti);
    expect(after).toMatchObject({ sid: before['sid'], sub: before.sub, scope: before['scope'], roles: before['roles'] });
    expect(await store.read(first.content.subject, first.content.grantId)).toMatchObject({ generation: 1, revoked: undefined });
  });

  test('O6: sent five times at once gives five responses with the same next token', async () => {
    const { refreshToken, content } = await server.login();
    const answers = await Promise.all(Array.from({ length: 5 }, () => server.refresh(refreshToken)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(answers.map((answer) => answer.refreshToken)).size).toBe(1);
    expect(new Set(answers.map((answer) => answer.accessToken)).size).toBe(5);
    expect((await store.read(content.subject, content.grantId))?.generation).toBe(1);
  });

  test('O6: whose response was lost works again within 60 seconds, and gives the same next token', async () => {
    const { refreshToken } = await server.login();
    const lost = await server.refresh(refreshToken);
    seconds(60);
    const again = await server.refresh(refreshToken);
    expect([again.status, again.refreshToken]).toEqual([200, lost.refreshToken]);
    expect((await server.refresh(again.refreshToken)).status).toBe(200);
  });

  test('O6: that was replaced more than 60 seconds ago has leaked: the grant ends', async () => {
    const { refreshToken, content } = await server.login();
    const next = await server.refresh(refreshToken);
    seconds(61);
    expect((await server.refresh(refreshToken)).error).toBe('invalid_grant');
    expect((await store.read(content.subject, content.grantId))?.revoked).toMatchObject({ reason: 'refresh_token_reused' });
    expect((await server.refresh(next.refreshToken)).error).toBe('invalid_grant');
    expect(server.lines.join('\n')).toMatch(/"event":"grant_revoked".*"reason":"refresh_token_reused"/);
  });

  test('O6: two behind the newest ends the grant even within 60 seconds', async () => {
    const { refreshToken, content } = await server.login();
    await server.refresh((await server.refresh(refreshToken)).refreshToken);
    expect((await server.refresh(refreshToken)).error).toBe('invalid_grant');
    expect((await store.read(content.subject, content.grantId))?.revoked).toMatchObject({ reason: 'refresh_token_reused' });
  });

  test('O6: using the grace period does not extend it', async () => {
    const { refreshToken } = await server.login();
    await server.refresh(refreshToken);
    seconds(40);
    expect((await server.refresh(refreshToken)).status).toBe(200);
    seconds(40);
    expect((await server.refresh(refreshToken)).error).toBe('invalid_grant');
  });

  test('RFC6749-6: of another client is rejected, and its grant stays live', async () => {
    const { refreshToken } = await server.login();
    expect((await server.refresh(refreshToken, { client_id: OTHER_CLIENT })).error).toBe('invalid_grant');
    expect((await server.refresh(refreshToken)).status).toBe(200);
  });

  test('can ask for less: the access token gets it, the grant keeps what it has (RFC 6749 section 6)', async () => {
    const first = await server.login(['telnyx.read', 'telnyx.send']);
    const less = await server.refresh(first.refreshToken, { scope: 'telnyx.read offline_access' });
    expect([less.body['scope'], decodeJwt(less.accessToken)['scope']]).toEqual(['telnyx.read', 'telnyx.read']);
    const all = await server.refresh(less.refreshToken);
    expect(all.body['scope']).toBe('telnyx.read telnyx.send');
  });

  test.each([
    ['telnyx.read telnyx.purchase', 'telnyx.read'],
    ['telnyx.write telnyx.purchase', 'telnyx.read telnyx.send'],
    ['openid profile email offline_access', 'telnyx.read telnyx.send'],
    ['telnyx.read foo', 'telnyx.read'],
    ['telnyx.send openid __proto__', 'telnyx.send'],
    ['telnyx.read telnyx.write telnyx.send telnyx.purchase', 'telnyx.read telnyx.send'],
    ['telnyx.read  telnyx.read', 'telnyx.read'],
    [' ', 'telnyx.read telnyx.send'],
  ])(
    'O2, D37: with the scope "%s", valid in an authorization request, gets the scopes of the grant among them, never more',
    async (scope, held) => {
      const { refreshToken } = await server.login(['telnyx.read', 'telnyx.send']);
      const answer = await server.refresh(refreshToken, { scope });
      expect([answer.status, answer.body['scope'], decodeJwt(answer.accessToken)['scope']]).toEqual([200, held, held]);
      // The next refresh returns the omitted scopes, and no others.
      expect((await server.refresh(answer.refreshToken)).body['scope']).toBe('telnyx.read telnyx.send');
    },
  );

  test.each(['TELNYX.READ', '__proto__', 'openid telnyx.admin', 'telnyx.read "x"', 'telnyx.read\n', 'telnyx.read\ttelnyx.send'])(
    'O2, D37: what no authorization request could name (%j) is refused here as well, and nothing rotates then',
    async (scope) => {
      const { refreshToken, content } = await server.login(['telnyx.read']);
      const refused = await server.refresh(refreshToken, { scope });
      expect([refused.status, refused.error]).toEqual([400, 'invalid_scope']);
      expect((await store.read(content.subject, content.grantId))?.generation).toBe(0);
      expect((await server.refresh(refreshToken)).status).toBe(200);
    },
  );

  test('O2: is accepted for our resources only', async () => {
    const { refreshToken } = await server.login();
    expect((await server.refresh(refreshToken, { resource: 'https://other.example.com/mcp' })).error).toBe('invalid_target');
    const alias = await server.refresh(refreshToken, { resource: `${ORIGIN}/mcp` });
    expect(decodeJwt(alias.accessToken).aud).toBe(`${ORIGIN}/mcp`);
  });

  test('T9: of a revoked grant is rejected, also if it is revoked during the refresh', async () => {
    const revoked = await server.login();
    const { subject, grantId } = revoked.content;
    const late: GrantStore = {
      ...store,
      rotate: async (grant, at) => {
        await store.revoke(subject, grantId, 'person');
        return store.rotate(grant, at);
      },
    };
    const racing = await startTokenServer({ store: late, clock: () => now, vault: server.vault });
    expect((await racing.refresh(revoked.refreshToken)).error).toBe('invalid_grant');
    expect((await server.refresh(revoked.refreshToken)).error).toBe('invalid_grant');
    expect(await store.read(subject, grantId)).toMatchObject({ generation: 0, revoked: { reason: 'person' } });
  });

  test('that we signed for a grant or generation without a row is rejected', async () => {
    const { content, refreshToken } = await server.login();
    const signer = createSigner(server.vault.secrets, 'refresh-token', ORIGIN);
    const { subject, grantId, clientHash } = content;
    const unknown = { subject, grantId: randomUUID(), generation: 0, clientHash };
    expect((await server.refresh(await signer.sign(unknown))).error).toBe('invalid_grant');
    expect((await server.refresh(await signer.sign({ ...unknown, grantId, generation: 1 }))).error).toBe('invalid_grant');
    expect((await server.refresh(refreshToken)).status).toBe(200);
  });

  test('ends with its grant, and no access token outlives it', async () => {
    const { refreshToken } = await server.login();
    seconds(30 * 86_400 - 100);
    const last = await server.refresh(refreshToken);
    expect([last.status, last.body['expires_in']]).toEqual([200, 100]);
    seconds(100);
    expect((await server.refresh(last.refreshToken)).error).toBe('invalid_grant');
  });

  test('forged, or of another kind, is rejected', async () => {
    const { refreshToken, accessToken } = await server.login();
    const { form } = await server.code();
    const [head = '', , tail = ''] = refreshToken.split('.');
    const facts = Buffer.from(JSON.stringify({ facts: { generation: 5 } })).toString('base64url');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${refreshToken.split('.')[1] ?? ''}.`;
    for (const forged of ['x', `${head}.${facts}.${tail}`, none, accessToken, form['code'] ?? '']) {
      expect((await server.refresh(forged)).error).toBe('invalid_grant');
    }
    expect((await server.refresh(refreshToken)).status).toBe(200);
  });

  test('answers 503 if the row keeps changing, and issues nothing', async () => {
    const { refreshToken } = await server.login();
    let rounds = 0;
    const restless: GrantStore = { ...store, rotate: () => Promise.resolve(rounds++ < 99 ? 'changed' : 'rotated') };
    const busy = await startTokenServer({ store: restless, clock: () => now, vault: server.vault });
    const answer = await busy.refresh(refreshToken);
    expect([answer.status, answer.error, answer.headers.get('retry-after')]).toEqual([503, 'temporarily_unavailable', '10']);
    expect([answer.accessToken, rounds]).toEqual(['', 5]);
  });
});

describe('Entra', () => {
  /** A server with these answers of Entra, and the number of requests to Entra. */
  async function asking(answer: ConfirmGrant) {
    const asked: StoredGrant[] = [];
    const confirm: ConfirmGrant = (grant) => {
      asked.push(grant);
      return answer(grant);
    };
    return { asked, by: await startTokenServer({ store, clock: () => now, vault: server.vault, confirm }) };
  }

  const confirmedNow: ConfirmGrant = async (grant) =>
    (await store.confirm(grant, { confirmedAt: now / 1000, roles: grant.roles, entraToken: grant.entraToken })) ??
    store.read(grant.subject, grant.id);

  test('D23: is asked at a refresh, and not again within five minutes', async () => {
    const { asked, by } = await asking(confirmedNow);
    const first = await by.login();
    const soon = await by.refresh(first.refreshToken);
    expect(asked).toHaveLength(0);
    seconds(300);
    const answers = await Promise.all(Array.from({ length: 5 }, () => by.refresh(soon.refreshToken)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const count = asked.length;
    seconds(299);
    expect((await by.refresh(answers[0]?.refreshToken ?? '')).status).toBe(200);
    expect(asked).toHaveLength(count);
  });

  test('D23: rejects the person: no tokens, nothing rotates', async () => {
    const { by } = await asking(() => Promise.resolve(undefined));
    const { refreshToken, content } = await by.login();
    seconds(300);
    const refused = await by.refresh(refreshToken);
    expect([refused.status, refused.error, refused.accessToken]).toEqual([400, 'invalid_grant', '']);
    expect(by.lines.join('\n')).toMatch(/"event":"token_refused".*"why":"not_confirmed"/);
    expect((await store.read(content.subject, content.grantId))?.generation).toBe(0);
  });

  test('D25: is unreachable after the grace period: 503, no tokens, and the same refresh token works afterwards', async () => {
    let down = true;
    const { by } = await asking((grant) => (down ? Promise.reject(new ConfirmationUnavailableError()) : confirmedNow(grant)));
    const { refreshToken, content } = await by.login();
    seconds(5 * 3600);
    const refused = await by.refresh(refreshToken);
    expect([refused.status, refused.error, refused.headers.get('retry-after'), refused.accessToken]).toEqual([
      503,
      'temporarily_unavailable',
      '10',
      '',
    ]);
    expect(await store.read(content.subject, content.grantId)).toMatchObject({ generation: 0, revoked: undefined });
    down = false;
    expect((await by.refresh(refreshToken)).status).toBe(200);
  });

  test('D24: returns another role: fewer scopes, and never more than were consented to', async () => {
    let roles = ['Reader'];
    const { by } = await asking((grant) => store.confirm(grant, { confirmedAt: now / 1000, roles, entraToken: undefined }));
    const first = await by.login(['telnyx.read', 'telnyx.send']);
    seconds(3_600);
    const reader = await by.refresh(first.refreshToken, { scope: 'telnyx.read telnyx.send' });
    expect([reader.body['scope'], decodeJwt(reader.accessToken)['roles']]).toEqual(['telnyx.read', ['Reader']]);
    roles = ['Owner'];
    seconds(3_600);
    const owner = await by.refresh(reader.refreshToken);
    expect([owner.body['scope'], decodeJwt(owner.accessToken)['roles']]).toEqual(['telnyx.read telnyx.send', ['Owner']]);
  });

  test('is not asked about a token that is rejected anyway', async () => {
    const { asked, by } = await asking(confirmedNow);
    const { refreshToken } = await by.login();
    await by.refresh(refreshToken);
    seconds(3_600);
    expect((await by.refresh(refreshToken)).error).toBe('invalid_grant');
    expect(asked).toHaveLength(0);
  });
});

test('a refresh with the previous token is logged with its generation and age', async () => {
  const { refreshToken } = await server.login();
  await server.refresh(refreshToken);
  const logged = server.lines.length;
  seconds(10);
  await server.refresh(refreshToken);
  const lines = server.lines.slice(logged).map((line) => JSON.parse(line));
  expect(lines).toContainEqual(expect.objectContaining({ event: 'refresh_in_grace', generation: 1, after_s: 10 }));
});
