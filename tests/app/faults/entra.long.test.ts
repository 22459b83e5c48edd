import { afterAll, describe, expect, test } from '@jest/globals';
import { faultKinds } from '../../support/fault-proxy.ts';
import { comeBack, loginUntilCallback, type RunningApp, sessionCookie, use } from '../../support/index.ts';
import { connect, refresh, tokensOf } from '../../support/oauth/index.ts';
import { grantRows } from '../../support/grant-rows.ts';
import { useProxies } from './support/use-proxies.ts';

/** A login that waits for Microsoft is given up after 15 s: twice as long for a slow machine. */
const LIMIT_MS = 30_000;
/** A confirmation is given up after 8 s. */
const CONFIRMATION_LIMIT_MS = 24_000;
const HARMLESS = new Set<string>(['latency', 'flood_after']);

const dependencies = useProxies();
const app = use(() => dependencies.start());
afterAll(() => expect(app.log()).not.toMatch(/eyJ|KEY0|Unhandled|Uncaught/));

/** Which of Entra's endpoints is spoilt: where a code is redeemed, or where its keys are. */
const ENDPOINTS = { token: /^POST /, keys: /^GET .*\/keys/ } as const;
const CASES = (['token', 'keys'] as const).flatMap((endpoint) => faultKinds().map((kind) => [endpoint, kind] as const));
const SLOW = new Set(['silence', 'drip']);

async function finishLogin(where: RunningApp) {
  const { callback, cookie } = await loginUntilCallback(where);
  return { finish: () => comeBack(new URL(callback.pathname + callback.search, where.url), cookie) };
}

async function expectHonest(where: RunningApp, kind: string, setFault: () => void | Promise<void>) {
  const { finish } = await finishLogin(where);
  await setFault();
  const startedAt = Date.now();
  const answer = await finish();
  expect(Date.now() - startedAt).toBeLessThan(LIMIT_MS);
  if (HARMLESS.has(kind)) expect(sessionCookie(answer)).toBeDefined();
  else {
    expect(answer.status).toBe(502);
    expect(answer.text).toContain('<h1>Microsoft cannot be reached</h1>');
    expect(sessionCookie(answer)).toBeUndefined();
    expect(answer.text).not.toMatch(/eyJ|127\.0\.0\.1|ECONN|fetch/);
  }
  await dependencies.restore();
  expect(sessionCookie(await (await finishLogin(where)).finish())).toBeDefined();
}

describe('O4: a way to Entra that is spoilt', () => {
  test.each(CASES.filter(([, kind]) => !SLOW.has(kind)))(
    'O4: the %s endpoint by "%s": said so, no session, good again at once',
    async (endpoint, kind) => {
      const where = endpoint === 'keys' ? await dependencies.start() : app;
      await expectHonest(where, kind, () => dependencies.proxies.entra.set(kind, { only: ENDPOINTS[endpoint] }));
    },
  );

  test.each([...SLOW] as ('silence' | 'drip')[])('O4: by "%s": given up at the deadline', async (kind) => {
    await expectHonest(app, kind, () => dependencies.proxies.entra.set(kind, { only: ENDPOINTS.token }));
  });

  test('O4: nobody listens', () => expectHonest(app, 'refused', () => dependencies.proxies.entra.refuse()));
});

describe('D25: a way to Entra that is spoilt while a client refreshes', () => {
  test.each([...faultKinds().filter((kind) => !SLOW.has(kind)), 'silence', 'refused'] as const)(
    'D25: by "%s": the client gets its tokens, no grant ends by it, and it goes on when that is mended',
    async (kind) => {
      const redirectUri = 'http://127.0.0.1:8126/callback';
      const { tokens, request } = await connect(app, { redirectUri, choice: { user: 'operator' } });
      const rows = grantRows(dependencies.standIns.tables);
      await rows.age(tokens.access_token, 600);
      const { entra } = dependencies.proxies;
      if (kind === 'refused') await entra.refuse();
      else entra.set(kind, { only: ENDPOINTS.token });
      const startedAt = Date.now();
      const next = tokensOf(await refresh(`${app.url}/token`, request.clientId, tokens.refresh_token));
      expect(Date.now() - startedAt).toBeLessThan(CONFIRMATION_LIMIT_MS);
      expect((await rows.rowOf(tokens.access_token)).revokedReason).toBeUndefined();
      await dependencies.restore();
      const other = await dependencies.start({ PUBLIC_BASE_URL: app.url });
      await rows.age(tokens.access_token, 600);
      tokensOf(await refresh(`${other.url}/token`, request.clientId, next.refresh_token));
    },
  );
});
