import { describe, expect, test } from '@jest/globals';
import { openBrowser } from '../../support/oauth/index.ts';
import { comeBack, loginPage, loginUntilCallback, sessionCookie as session, useApp } from '../../support/index.ts';

const app = useApp();

const TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]+/;
/** Words that only the provider says. */
const PROVIDER =
  /Trace ID|Correlation ID|Timestamp|error_description|error_uri|login\.microsoftonline\.com|User declined|sign-in service|expired due to inactivity|Service Unavailable|already redeemed/;

interface PageText {
  readonly text: string;
}

/** A page that says what happened and what to do, with no token and nothing of the provider's but its code. */
function expectReason({ text }: PageText, title: string, code?: string): void {
  expect(text).toContain(`<h1>${title}</h1>`);
  expect(text).toMatch(/class="btn main" href="[^"]*"/);
  expect(text).not.toMatch(TOKEN);
  expect(text).not.toMatch(PROVIDER);
  if (code === undefined) expect(text).not.toMatch(/AADSTS/);
  else expect(text).toContain(`<code>${code}</code>`);
}

describe('O4: an identity that cannot be trusted gives a page with a reason and no token', () => {
  const NOT_VALID = 'We could not confirm who you are';
  test.each([
    ['bad_signature', NOT_VALID, undefined],
    ['unknown_kid', NOT_VALID, undefined],
    ['alg_none', NOT_VALID, undefined],
    ['wrong_nonce', NOT_VALID, undefined],
    ['wrong_issuer', NOT_VALID, undefined],
    ['wrong_audience', NOT_VALID, undefined],
    ['wrong_tenant', NOT_VALID, undefined],
    ['expired', NOT_VALID, undefined],
    ['missing_oid', NOT_VALID, undefined],
    ['denied', 'Sign-in was cancelled', 'AADSTS65004'],
    ['server_error', 'Microsoft reported an error', 'AADSTS50000'],
    ['wrong_state', 'This sign-in is not in progress', undefined],
    ['no_code', 'Microsoft reported an error', undefined],
    ['token_error', 'Microsoft refused the sign-in code', 'AADSTS70008'],
    ['token_500', 'Microsoft cannot be reached', undefined],
  ])('O4: %s', async (control, title, code) => {
    expectReason(await loginPage(app, { control }), title, code);
  });

  test('O4: after a refused login the browser holds no token, and the next login works', async () => {
    const browser = openBrowser();
    await loginPage(app, { control: 'bad_signature', browser });
    const page = await browser.follow(await browser.post(`${app.url}/test-auth`, { action: 'read_only' }));
    expect(page.text).not.toMatch(TOKEN);
    expect((await loginPage(app)).text).toMatch(TOKEN);
  });
});

describe('the login callback', () => {
  test('AUTH-PROXY-1: works once, in the browser that started it', async () => {
    const { callback, cookie, setCookie } = await loginUntilCallback(app);
    expect(setCookie).toMatch(/HttpOnly/i);
    expect(setCookie).toMatch(/SameSite=Lax/i);
    expect(setCookie).toMatch(/Max-Age=600/i);
    const first = await comeBack(callback, cookie);
    expect(first.status).toBe(303);
    expect(first.location).toBe(`${app.url}/test-auth`);
    expect(session(first)).toBeDefined();
    expect(first.cookies.some((each) => each.startsWith('login-') && /Max-Age=0/i.test(each))).toBe(true);
    const again = await comeBack(callback, cookie);
    expect(again.status).toBe(400);
    expect(session(again)).toBeUndefined();
    expectReason(again, 'Microsoft refused the sign-in code', 'AADSTS54005');
  });

  test('AUTH-PROXY-1: refuses a browser without the cookie, with another login’s, or with one that was tampered with', async () => {
    const [mine, theirs] = [await loginUntilCallback(app), await loginUntilCallback(app)];
    const slot = (cookie: string) => cookie.split('=')[0] ?? '';
    const value = (cookie: string) => cookie.slice(cookie.indexOf('=') + 1);
    const cut = value(mine.cookie);
    const cookies = [
      undefined,
      theirs.cookie,
      `${slot(mine.cookie)}=${value(theirs.cookie)}`,
      `${slot(mine.cookie)}=${cut.slice(0, -6)}AAAAAA`,
      `${slot(mine.cookie)}=${cut.split('.').slice(0, 4).join('.')}.`,
      `${slot(mine.cookie)}=`,
      `${slot(mine.cookie)}=%`,
    ];
    for (const cookie of cookies) {
      const answer = await comeBack(mine.callback, cookie);
      expect(answer.status).toBe(400);
      expect(session(answer)).toBeUndefined();
      expectReason(answer, 'This sign-in is not in progress');
    }
    expect((await comeBack(mine.callback, mine.cookie)).status).toBe(303);
  });

  test('takes neither a session cookie of the token page for a login, nor the reverse', async () => {
    const done = await loginUntilCallback(app);
    const sealed = session(await comeBack(done.callback, done.cookie)) ?? '';
    const other = await loginUntilCallback(app);
    const name = other.cookie.split('=')[0] ?? '';
    expectReason(await comeBack(other.callback, `${name}=${sealed}`), 'This sign-in is not in progress');
    const login = other.cookie.slice(other.cookie.indexOf('=') + 1);
    const page = await fetch(`${app.url}/test-auth`, { headers: { cookie: `token-page=${login}` } });
    expect(await page.text()).not.toMatch(TOKEN);
    expect(page.status).toBe(200);
  });

  test('AUTH-PROXY-1: refuses a wrong, missing or doubled state, and a missing or doubled code', async () => {
    const changes: readonly ((query: URLSearchParams) => void)[] = [
      (query) => query.set('state', 'x'),
      (query) => query.set('state', `${query.get('state') ?? ''}x`),
      (query) => query.set('state', (query.get('state') ?? '').slice(0, 8)),
      (query) => query.delete('state'),
      (query) => query.append('state', query.get('state') ?? ''),
      (query) => query.append('state', 'x'),
      (query) => query.delete('code'),
      (query) => query.append('code', 'x'),
      (query) => query.append('code', query.get('code') ?? ''),
      (query) => query.set('code', 'x'.repeat(4_000)),
    ];
    for (const change of changes) {
      const { callback, cookie } = await loginUntilCallback(app);
      change(callback.searchParams);
      const answer = await comeBack(callback, cookie);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(session(answer)).toBeUndefined();
      expect(answer.text).toMatch(
        /<h1>(This sign-in is not in progress|Microsoft reported an error|Microsoft refused the sign-in code)<\/h1>/,
      );
      expect(answer.text).not.toMatch(TOKEN);
    }
  });

  test('shows nothing of a forged error but a code that looks like one', async () => {
    const { callback, cookie } = await loginUntilCallback(app);
    const query = {
      error: '<script>alert(1)</script>',
      error_description: 'AADSTS99999: <b>call +1 900 555 0100</b>',
      error_uri: 'https://evil.example',
    };
    for (const [name, value] of Object.entries(query)) callback.searchParams.set(name, value);
    const answer = await comeBack(callback, cookie);
    expectReason(answer, 'Microsoft reported an error', 'AADSTS99999');
    expect(answer.text).not.toMatch(/alert|900 555|evil/);
  });
});

describe('the token page', () => {
  const changed = (cookies: readonly string[]) => cookies.some((each) => each.startsWith('token-page='));

  test.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null', 'sec-fetch-site': 'cross-site' }],
    [{ origin: 'http://localhost:9', 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ origin: 'null' }],
  ])('takes no form from elsewhere: %j', async (headers) => {
    const { callback, cookie } = await loginUntilCallback(app);
    const sealed = session(await comeBack(callback, cookie)) ?? '';
    for (const action of ['issue', 'read_only', 'forget']) {
      const body = new URLSearchParams({ action, scope: 'telnyx.purchase' });
      const response = await fetch(`${app.url}/test-auth`, {
        method: 'POST',
        body,
        redirect: 'manual',
        headers: { ...headers, cookie: `token-page=${sealed}` },
      });
      expect(response.status).toBe(403);
      expect(changed(response.headers.getSetCookie())).toBe(false);
      expect(await response.text()).not.toMatch(TOKEN);
    }
  });

  test('takes no form beyond 16 KiB', async () => {
    const { callback, cookie } = await loginUntilCallback(app);
    const sealed = session(await comeBack(callback, cookie)) ?? '';
    const body = new URLSearchParams({ action: 'issue', scope: 'x'.repeat(20_000) });
    const response = await fetch(`${app.url}/test-auth`, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { cookie: `token-page=${sealed}` },
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(changed(response.headers.getSetCookie())).toBe(false);
  });

  test('is never stored, framed or given a referrer, and runs its own script only', async () => {
    const { callback, cookie } = await loginUntilCallback(app);
    const sealed = session(await comeBack(callback, cookie)) ?? '';
    for (const headers of [{}, { cookie: `token-page=${sealed}` }]) {
      const response = await fetch(`${app.url}/test-auth`, { headers });
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
      });
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/default-src 'none'/);
      expect(policy).toMatch(/frame-ancestors 'none'/);
      expect(policy).not.toMatch(/unsafe|\*/);
    }
  });
});
