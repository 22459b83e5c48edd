import { beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { grantRows } from '../../support/grant-rows.ts';
import { legacy, login, loginPage, REFUSALS, type RunningApp, setEntra, tokenOn, use, useStandIns } from '../../support/index.ts';
import { connect, createMint, openBrowser, refresh, sendForm, signIn, tokensOf } from '../../support/oauth/index.ts';

const MINUTE = 60;
const HOUR = 3_600;
const CLIENT = 'leaving';
const REDIRECT_URI = 'http://localhost:8131/callback';
const settings = {
  OAUTH_RATE_PER_MINUTE: '1000000',
  OAUTH_CLIENTS: JSON.stringify([{ client_id: CLIENT, client_name: 'Test', redirect_uris: [REDIRECT_URI] }]),
};
/** What Entra's refresh tokens look like, the stand-in's and the real ones. */
const PLAIN_TOKEN = /(?<![\w-])[01]\.[\w-]{800,}/;

const standIns = useStandIns();
const rows = use(() => grantRows(standIns.tables));
let app: RunningApp;
beforeEach(async () => void (app = await standIns.startApp(settings)));

/** Tokens of a client that the person allowed everything that the role has. */
const client = async (user: string) => {
  const { tokens } = await connect(app, { clientId: CLIENT, redirectUri: REDIRECT_URI, choice: { user } });
  return { access: tokens.access_token, refresh: tokens.refresh_token, scope: tokens.scope };
};

const age = (token: string, seconds: number) => rows.age(token, seconds);
const rowOf = (token: string) => rows.rowOf(token);
const list = (token: string, where = app) => legacy(where, 'tools/list', {}, { token });
const namesOf = async (token: string) => ((await (await list(token)).json()).result.tools as { name: string }[]).map(({ name }) => name);
const renew = (token: string, where = app) => refresh(`${where.url}/token`, CLIENT, token);

describe('a person whom Entra refuses', () => {
  test.each(REFUSALS)('D23, D24, D26, D28: %s: logs in no more, and within the hour nothing of before works', async (refuse) => {
    const [held, other] = [await client('operator'), await client('operator')];
    const copied = [await login(app, { user: 'operator' }), await login(app, { user: 'operator', scopes: ['telnyx.read'] })];
    await setEntra(standIns, { people: { operator: { refuse } } });
    expect((await loginPage(app, { user: 'operator' })).text).not.toMatch(/id="token"/);
    for (const token of [held.access, other.access, ...copied]) await age(token, 58 * MINUTE);
    for (const token of [held.access, ...copied]) {
      const refused = await list(token);
      expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, expect.stringContaining('was revoked')]);
      expect((await rowOf(token)).revokedReason).toBe('entra_refused');
    }
    expect((await renew(held.refresh)).body['error']).toBe('invalid_grant');
    // The first that is heard of this one is its refresh.
    expect((await renew(other.refresh)).body['error']).toBe('invalid_grant');
    await app.host.line(/"event":"grant_revoked".*"reason":"entra_refused","code":"AADSTS\d+"/);
    expect((await list(await login(app, { user: 'reader' }))).status).toBe(200);
  });

  test('D26, D28: 45 minutes after the last answer Entra is asked while the request goes on', async () => {
    const token = await login(app, { user: 'operator' });
    await setEntra(standIns, { people: { operator: { refuse: 'disabled' } } });
    await age(token, 46 * MINUTE);
    expect((await list(token)).status).toBe(200);
    while ((await rowOf(token)).revokedReason !== 'entra_refused') await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await list(token)).status).toBe(401);
  });
});

describe('another role', () => {
  test('D24, D28: narrows what is out within the hour, and what comes by a refresh; never more than was consented to', async () => {
    const held = await client('manager');
    const copied = await login(app, { user: 'manager' });
    expect(held.scope).toBe('telnyx.read telnyx.write telnyx.send');
    await setEntra(standIns, { people: { manager: { roles: ['Reader'] } } });
    for (const token of [held.access, copied]) {
      await age(token, 58 * MINUTE);
      const names = await namesOf(token);
      expect(names).toContain('get_balance');
      expect(names).not.toContain('send_message');
      const called = await legacy(app, 'tools/call', { name: 'send_message', arguments: {} }, { token });
      // No challenge: a new consent would bring nothing that the role of today does not allow.
      expect([called.status, called.headers.get('www-authenticate')]).toEqual([403, null]);
      expect(await called.text()).toContain('yours is Reader');
    }
    const reader = tokensOf(await renew(held.refresh));
    expect(reader.scope).toBe('telnyx.read');
    await setEntra(standIns, { people: { manager: { roles: ['Owner'] } } });
    await age(held.access, HOUR);
    expect(tokensOf(await renew(reader.refresh_token)).scope).toBe('telnyx.read telnyx.write telnyx.send');
  });

  test('D24, D28: that allows nothing of it ends the grant', async () => {
    const copied = await login(app, { user: 'operator', scopes: ['telnyx.send'] });
    await setEntra(standIns, { people: { operator: { roles: ['Reader'] } } });
    await age(copied, 58 * MINUTE);
    expect((await list(copied)).status).toBe(401);
    expect((await rowOf(copied)).revokedReason).toBe('role_lost');
  });
});

describe('Entra out of reach', () => {
  test.each(['directory_down', 'app_disabled'] as const)(
    'D25, D28: %s: no login; what was allowed goes on for four hours after the last confirmation, then it is 503, and goes on later',
    async (outage) => {
      const held = await client('operator');
      const copied = await login(app, { user: 'operator' });
      await setEntra(standIns, { outage });
      expect((await loginPage(app, { user: 'operator' })).text).toMatch(/Microsoft (cannot be reached|does not trust this app)/);
      for (const token of [held.access, copied]) {
        await age(token, 4 * HOUR - MINUTE);
        expect((await list(token)).status).toBe(200);
      }
      const next = tokensOf(await renew(held.refresh));
      await app.host.line(/"level":"warn".*"event":"entra_unreachable".*"grace_hours":4/);

      const later = await standIns.startApp({ ...settings, PUBLIC_BASE_URL: app.url });
      for (const token of [held.access, copied]) {
        await age(token, 4 * HOUR + MINUTE);
        const refused = await list(token, later);
        expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([503, expect.any(Number)]);
        expect(await refused.text()).toContain('Entra ID could not be asked');
      }
      const refused = await renew(next.refresh_token, later);
      expect([refused.status, refused.body['error']]).toEqual([503, 'temporarily_unavailable']);
      await setEntra(standIns, {});
      const back = await standIns.startApp({ ...settings, PUBLIC_BASE_URL: app.url });
      for (const token of [held.access, copied]) expect((await list(token, back)).status).toBe(200);
      tokensOf(await renew(next.refresh_token, back));
    },
    90_000,
  );

  test('D25: for as long as the operator says', async () => {
    const copied = await login(app, { user: 'operator' });
    await setEntra(standIns, { outage: 'throttled' });
    await age(copied, HOUR + MINUTE);
    const strict = await standIns.startApp({ ...settings, PUBLIC_BASE_URL: app.url, ENTRA_GRACE_HOURS: '1' });
    expect((await list(copied, strict)).status).toBe(503);
    expect((await list(copied)).status).toBe(200);
  });

  test('D28: a grant without a token of Entra goes on for four hours after the login, then it has ended', async () => {
    const copied = await login(app, { user: 'operator', control: 'no_refresh_token' });
    const { code, verifier, content } = await createMint(app, CLIENT)();
    const form = { grant_type: 'authorization_code', code, code_verifier: verifier, client_id: CLIENT };
    const minted = tokensOf(await sendForm(`${app.url}/token`, { ...form, redirect_uri: content.redirectUri }));
    for (const token of [copied, minted.access_token]) {
      await age(token, 4 * HOUR - MINUTE);
      expect((await list(token)).status).toBe(200);
      await age(token, 4 * HOUR + MINUTE);
    }
    expect((await renew(minted.refresh_token)).body['error']).toBe('invalid_grant');
    const later = await standIns.startApp({ ...settings, PUBLIC_BASE_URL: app.url });
    for (const token of [copied, minted.access_token]) expect((await list(token, later)).status).toBe(401);
    expect((await rowOf(copied)).revokedReason).toBe('not_confirmed');
  });
});

describe('Entra’s refresh token', () => {
  test('D27: lies sealed in the row of its grant alone, and in no page, answer, cookie or line of the log', async () => {
    const held = await client('owner');
    const page = await loginPage(app, { user: 'owner', scopes: ['telnyx.read'] });
    const copied = tokenOn(page) ?? '';
    await age(held.access, HOUR);
    const answer = await renew(held.refresh);
    const sealed = await Promise.all([held.access, copied].map(async (token) => (await rowOf(token)).entraToken));
    for (const each of sealed) {
      expect(JSON.parse(Buffer.from(each.split('.')[0] ?? '', 'base64url').toString())).toMatchObject({ alg: 'dir', enc: 'A256GCM' });
      expect(Buffer.from(each.split('.')[3] ?? '', 'base64url').toString('latin1')).not.toMatch(PLAIN_TOKEN);
    }
    expect(new Set(sealed).size).toBe(2);
    const texts: string[] = [];
    for await (const row of rows.table.listEntities()) texts.push(Object.values(row).map(String).join('\n'));
    expect(texts.length).toBeGreaterThan(1);
    for (const text of [...texts, page.text, JSON.stringify(answer.body), app.log()]) expect(text).not.toMatch(PLAIN_TOKEN);
    for (const text of [page.text, JSON.stringify(answer.body), app.log()]) for (const each of sealed) expect(text).not.toContain(each);
  });

  test('D27: is gone from the row once the grant is revoked, and waits for no grant after its code was redeemed', async () => {
    const held = await client('owner');
    expect((await rowOf(held.access)).entraToken).not.toBe('');
    expect((await sendForm(`${app.url}/revoke`, { token: held.refresh })).status).toBe(200);
    expect((await rowOf(held.access)).entraToken).toBe('');
    const waiting = async () => {
      const found = [];
      for await (const { rowKey } of rows.table.listEntities()) if (rowKey?.startsWith('!pending-')) found.push(rowKey);
      return found;
    };
    while ((await waiting()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  test('D28: nothing more is made of a login whose token was revoked', async () => {
    const browser = openBrowser();
    const shown = await loginPage(app, { user: 'operator', browser });
    const token = tokenOn(shown) ?? '';
    const issue = async () => browser.follow(await browser.post(`${app.url}/test-auth`, { action: 'issue', scope: ['telnyx.read'] }));
    const narrowed = tokenOn(await issue()) ?? '';
    expect(decodeJwt(narrowed)['scope']).toBe('telnyx.read');
    for (const each of [token, narrowed]) expect((await sendForm(`${app.url}/revoke`, { token: each })).status).toBe(200);
    const refused = await issue();
    expect(refused.text).toContain('Sign in again');
    expect(refused.text).not.toMatch(/id="token"/);
  });

  test('D27: a login for /tokens alone keeps none', async () => {
    const count = async () => {
      let found = 0;
      for await (const { rowKey } of rows.table.listEntities()) if (rowKey !== '!name') found++;
      return found;
    };
    const before = await count();
    const browser = openBrowser();
    const { location = new URL(app.url) } = await browser.post(`${app.url}/tokens`, { action: 'login' });
    const page = await browser.follow(await browser.get(await signIn(browser, location, { user: 'operator' })));
    expect(page.url.pathname).toBe('/tokens');
    expect(await count()).toBe(before);
  });
});
