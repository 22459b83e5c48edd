import { describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { login, type RunningApp, useApp } from '../../support/index.ts';
import {
  type Answer,
  answerConsent,
  authorizationRequest,
  openBrowser,
  openConsent,
  registered,
  signIn,
  type SignInChoice,
} from '../../support/oauth/index.ts';

const REDIRECT_URI = 'http://127.0.0.1:8126/callback';
const TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]+/;

/** Who has no role that counts, and why. */
const WITHOUT_ROLE: readonly (readonly [string, SignInChoice])[] = [
  ['a person without an app role', { user: 'nobody' }],
  ['an Owner whose role is not in the token', { user: 'owner', control: 'role_missing' }],
  ['names that are no roles of ours', { user: 'owner', control: 'role_unknown' }],
  ['a claim that is a text', { user: 'owner', control: 'role_text' }],
  ['a claim that is an object', { user: 'owner', control: 'role_object' }],
  ['a claim that holds more than texts', { user: 'owner', control: 'role_numbers' }],
];

/** Every place where a login may lead, up to the callback of that login. */
const DESTINATIONS = {
  '/test-auth': async (app: RunningApp, browser: ReturnType<typeof openBrowser>) => browser.post(`${app.url}/auth/login`, {}),
  '/tokens': async (app: RunningApp, browser: ReturnType<typeof openBrowser>) => browser.post(`${app.url}/tokens`, { action: 'login' }),
  'an OAuth client': async (app: RunningApp, browser: ReturnType<typeof openBrowser>) => {
    const clientId = await registered({ registration_endpoint: `${app.url}/register` }, { redirect_uris: [REDIRECT_URI] });
    const { url } = authorizationRequest(`${app.url}/authorize`, { clientId, redirectUri: REDIRECT_URI });
    return answerConsent(browser, await openConsent(browser, url), 'allow');
  },
};

const app = useApp();

async function logIn(host: RunningApp, to: keyof typeof DESTINATIONS, choice: SignInChoice) {
  const browser = openBrowser();
  const { location } = await DESTINATIONS[to](host, browser);
  if (!location) throw new Error('The login does not begin.');
  return { browser, page: await browser.get(await signIn(browser, location, choice)) };
}

function expectNoAccess({ status, text, location, headers }: Answer): void {
  expect({ status, location }).toEqual({ status: 403, location: undefined });
  expect(text).toContain('<h1>You have no role in this app</h1>');
  for (const role of ['Reader', 'Operator', 'Manager', 'Owner']) expect(text).toContain(role);
  expect(text).toMatch(/Ask your admin for a role[\s\S]*Microsoft Entra/);
  expect(text).not.toMatch(TOKEN);
  // What was kept for the login goes; nothing else comes.
  expect(headers.getSetCookie().filter((cookie) => !/^(__Host-)?login-/.test(cookie))).toEqual([]);
}

describe.each(Object.keys(DESTINATIONS) as (keyof typeof DESTINATIONS)[])('D16: a login that leads to %s', (to) => {
  test.each(WITHOUT_ROLE)('D16: gives no access to %s', async (_who, choice) => {
    const { browser, page } = await logIn(app, to, choice);
    expectNoAccess(page);
    expect((await browser.get(`${app.url}/test-auth`)).text).not.toMatch(TOKEN);
    expect((await browser.get(`${app.url}/tokens`)).text).toContain('Sign in with Microsoft');
  });
});

test('D16: the page for a person whom a client waits for has a link that tells the client', async () => {
  const { page } = await logIn(app, 'an OAuth client', { user: 'nobody' });
  const href = /<a class="btn main" href="([^"]+)">Back to the client</.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(href.startsWith(`${REDIRECT_URI}?`)).toBe(true);
  const answer = new URL(href).searchParams;
  expect(answer.get('error')).toBe('access_denied');
  expect(answer.get('iss')).toBe(app.url);
  expect(answer.get('state')).toBeTruthy();
  expect(answer.has('code')).toBe(false);
});

test('D16: a known role among others counts, and only that', async () => {
  expect(decodeJwt(await login(app, { control: 'role_known_among_others' }))).toMatchObject({ roles: ['Reader'], scope: 'telnyx.read' });
});

test('D16: the log says why, and names the person by ids alone', () => {
  const refusals = app.log().match(/.*"event":"login_refused".*/g) ?? [];
  expect(refusals.some((line) => line.includes('"reason":"no_role"'))).toBe(true);
  expect(refusals.some((line) => line.includes('"reason":"unknown_role"'))).toBe(true);
  expect(refusals.join()).not.toMatch(/Local |@example\.com|Auditor/);
});

test('D17: DEFAULT_ROLE is for people without a role, not for those with an unknown one', async () => {
  const lenient = await app.startAnother({ DEFAULT_ROLE: 'Operator' });
  expect(decodeJwt(await login(lenient, { user: 'nobody' }))).toMatchObject({ roles: ['Operator'], scope: 'telnyx.read telnyx.send' });
  expectNoAccess((await logIn(lenient, '/test-auth', { user: 'owner', control: 'role_unknown' })).page);
  expectNoAccess((await logIn(lenient, '/test-auth', { user: 'owner', control: 'role_text' })).page);
});
