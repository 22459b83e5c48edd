import { test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { follow, logIn, signIn, startLogin } from '../../support/browser-login.ts';
import { describeInBrowser } from '../../support/in-browser.ts';
import { authorizationRequest, registered } from '../../support/oauth/index.ts';
import { expectGoodLook, WINDOWS } from './look.ts';

const REDIRECT_URI = 'http://127.0.0.1/callback';
const CLAUDE = { clientId: 'https://claude.ai/oauth/mcp-oauth-client-metadata', redirectUri: 'https://claude.ai/api/mcp/auth_callback' };
/** As long as a redirect URI may be, without a place to break. */
const LONG_URI = `https://${'h'.repeat(63)}.example.com/${'p'.repeat(200)}?${'q'.repeat(200)}`.padEnd(512, 'z');
const consentOf = (origin: string) => authorizationRequest(`${origin}/authorize`, CLAUDE).url.href;

/** Opens the authorization request of a client that registers for it. */
async function openAsStranger(page: Page, origin: string, redirectUri: string, parameters: Readonly<Record<string, string>> = {}) {
  const metadata = { client_name: 'A client with quite a long name of its own', redirect_uris: [redirectUri] };
  const clientId = await registered({ registration_endpoint: `${origin}/register` }, metadata);
  await page.goto(authorizationRequest(`${origin}/authorize`, { clientId, redirectUri, parameters }).url.href);
}

/** How to come to each page, in an order in which one leads to the next. */
const PAGES: Readonly<Record<string, (page: Page, origin: string) => Promise<unknown>>> = {
  home: (page, origin) => page.goto(origin),
  'home-claude': (page) => page.locator('label[for=claude]').click(),
  'home-vs-code': (page) => page.locator('label[for=vs-code]').click(),
  'home-other': async (page) => {
    await page.locator('label[for=other]').click();
    for (const fold of await page.locator('summary:visible').all()) await fold.click();
  },
  consent: (page, origin) => page.goto(consentOf(origin)),
  'consent-of-a-stranger': (page, origin) => openAsStranger(page, origin, REDIRECT_URI),
  declined: (page) => follow(page, () => page.getByRole('button', { name: 'Cancel' }).click()),
  'consent-long-uri': (page, origin) => openAsStranger(page, origin, LONG_URI),
  'refused-request': (page, origin) => openAsStranger(page, origin, LONG_URI, { prompt: 'none' }),
  'refused-client': (page, origin) => page.goto(`${origin}/authorize?client_id=nobody`),
  'tokens-signed-out': (page, origin) => page.goto(`${origin}/tokens`),
  'approval-signed-out': (page, origin) => page.goto(`${origin}/approvals/2Zk1x0aBcDeFgHiJkLmNoP`),
  start: (page, origin) => page.goto(`${origin}/test-auth`),
  'sign-in': startLogin,
  cancelled: (page) => follow(page, () => page.getByRole('button', { name: 'Cancel' }).click()),
  'not-in-progress': (page, origin) => page.goto(`${origin}/auth/callback`),
  'not-valid': async (page, origin) => {
    await startLogin(page, origin);
    await signIn(page, 'Owner', 'wrong_tenant');
  },
  token: (page, origin) => logIn(page, origin, 'Operator'),
  'token-messages-api': (page) => page.locator('label[for=messages-api]').click(),
  'token-more-clients': (page) => page.locator('label[for=more-clients]').click(),
  'token-open': async (page) => {
    for (const fold of await page.locator('summary:visible').all()) await fold.click();
  },
  'home-signed-in': (page, origin) => page.goto(origin),
  tokens: (page, origin) => page.goto(`${origin}/tokens`),
  'tokens-confirm': (page) => page.locator('summary', { hasText: 'Revoke all' }).click(),
  'approvals-empty': (page, origin) => page.goto(`${origin}/approvals`),
  'approval-not-yours': (page, origin) => page.goto(`${origin}/approvals/2Zk1x0aBcDeFgHiJkLmNoP`),
  'nothing-ticked': async (page, origin) => {
    await page.goto(`${origin}/test-auth`);
    await page.getByText('Create a limited token').click();
    for (const box of await page.getByRole('checkbox').all()) await box.uncheck();
    await page.getByRole('button', { name: 'Create token' }).click();
    await page.getByRole('heading', { name: 'No permission was chosen' }).waitFor();
  },
};

describeInBrowser('every page', (browser) => {
  test.each(WINDOWS)('fits, is legible and well-formed at $width px, $colorScheme', async ({ colorScheme, ...viewport }) => {
    const page = await browser.newPage({ viewport, colorScheme, locale: 'en-GB', timezoneId: 'UTC' });
    for (const [name, open] of Object.entries(PAGES)) {
      await open(page, browser.app.url);
      await expectGoodLook(page, `${name}-${viewport.width}-${colorScheme}`);
    }
  });
});
