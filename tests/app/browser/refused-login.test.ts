import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { follow, signIn, startLogin } from '../../support/browser-login.ts';
import { describeInBrowser } from '../../support/in-browser.ts';

interface Refusal {
  readonly control: string;
  readonly status: number;
  readonly title: string;
  readonly code?: string;
}

const NOT_VALID = { status: 403, title: 'We could not confirm who you are' };

const REFUSALS: readonly Refusal[] = [
  ...['bad_signature', 'unknown_kid', 'alg_none', 'wrong_nonce', 'wrong_issuer'].map((control) => ({ control, ...NOT_VALID })),
  ...['wrong_audience', 'wrong_tenant', 'expired', 'missing_oid'].map((control) => ({ control, ...NOT_VALID })),
  ...['role_missing', 'role_unknown'].map((control) => ({ control, status: 403, title: 'You have no role in this app' })),
  { control: 'denied', status: 403, title: 'Sign-in was cancelled', code: 'AADSTS65004' },
  { control: 'server_error', status: 502, title: 'Microsoft reported an error', code: 'AADSTS50000' },
  { control: 'wrong_state', status: 400, title: 'This sign-in is not in progress' },
  { control: 'no_code', status: 502, title: 'Microsoft reported an error' },
  { control: 'token_error', status: 400, title: 'Microsoft refused the sign-in code', code: 'AADSTS70008' },
  { control: 'token_500', status: 502, title: 'Microsoft cannot be reached' },
];

/** What a person sees at the end of the login that `choose` spoils. */
async function outcome(page: Page, origin: string, choose: () => Promise<void>) {
  await startLogin(page, origin);
  const answered = page.waitForResponse((response) => response.url().startsWith(`${origin}/auth/callback`), { timeout: 120_000 });
  await choose();
  const status = (await answered).status();
  await page.locator('.actions').waitFor();
  const text = await page.locator('main').innerText();
  return { status, title: await page.locator('h1').innerText(), codes: text.match(/AADSTS\d+/g) ?? [], text };
}

/** Words of the provider's own answers, which nobody needs to see. */
const PROVIDERS_TEXT = /Trace ID|Correlation|Timestamp|declined to consent|has expired due|sign-in service|invalid_grant|access_denied/;

describeInBrowser('a login that is refused', (browser) => {
  let slow: ReturnType<typeof outcome>;
  beforeAll(async () => {
    const page = await browser.newPage();
    slow = outcome(page, browser.app.url, () => signIn(page, 'Owner', 'token_slow'));
    slow.catch(() => undefined);
  });

  test('ends at a page that says so when the person cancels, with a way to start again', async () => {
    const page = await browser.newPage();
    const { status, title, codes, text } = await outcome(page, browser.app.url, () =>
      follow(page, () => page.getByRole('button', { name: 'Cancel' }).click()),
    );
    expect({ status, title, codes }).toEqual({ status: 403, title: 'Sign-in was cancelled', codes: ['AADSTS65004'] });
    expect(text).not.toMatch(PROVIDERS_TEXT);
    await page.getByRole('link', { name: 'Start again' }).click();
    await page.getByRole('button', { name: 'Start Azure OAuth Login' }).waitFor();
  });

  test.each(REFUSALS)(
    'ends at its page, without a token and without the provider’s words: $control',
    async ({ control, status, title, code }) => {
      const page = await browser.newPage();
      const seen = await outcome(page, browser.app.url, () => signIn(page, 'Owner', control));
      expect(seen).toMatchObject({ status, title, codes: code === undefined ? [] : [code] });
      expect(seen.text).not.toMatch(PROVIDERS_TEXT);
      await page.goto(`${browser.app.url}/test-auth`);
      expect(await page.getByLabel('Token', { exact: true }).count()).toBe(0);
    },
  );

  test('ends at its page when the provider does not answer in time', async () => {
    expect(await slow).toMatchObject({ status: 502, title: 'Microsoft cannot be reached', codes: [] });
  });
});
