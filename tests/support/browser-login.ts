import type { Page } from 'playwright-core';

/** Longer than the app waits for Microsoft. */
const LONGEST_MS = 120_000;

/** Presses what leads to another page, which may look the same, and waits until that page is there as a whole. */
export async function follow(page: Page, press: () => Promise<unknown>): Promise<void> {
  await page.waitForLoadState();
  await Promise.all([page.waitForEvent('load', { timeout: LONGEST_MS }), press()]);
}

/**
 * Presses a copy button.
 *
 * @returns what it copied, once the button says so.
 */
export async function copy(page: Page, press: () => Promise<unknown>): Promise<string> {
  // The page itself looks out for the word: it stays for two seconds, which may pass between two looks from here.
  const said = page.waitForFunction(() => [...document.querySelectorAll('button')].some(({ textContent }) => textContent === 'Copied'));
  await Promise.all([said, press()]);
  return page.evaluate(() => navigator.clipboard.readText());
}

/** A person on the stand-in's sign-in page. */
export type PersonOnPage = 'Reader' | 'Operator' | 'Owner';

/** From the token page to the sign-in page, by the button that people press. */
export async function startLogin(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/test-auth`);
  await page.getByRole('button', { name: 'Start Azure OAuth Login' }).click();
  await page.getByRole('heading', { name: 'Who is signing in?' }).waitFor();
}

/** From a page that wants to know who somebody is, to the sign-in page and back. */
export async function signInHere(page: Page, person: PersonOnPage = 'Owner'): Promise<void> {
  await page.getByRole('button', { name: 'Sign in with Microsoft' }).click();
  await page.getByRole('heading', { name: 'Who is signing in?' }).waitFor();
  await signIn(page, person);
}

/**
 * Chooses a person on the sign-in page and waits for the page at which the login ends; `control` names what the stand-in lets go wrong in this
 * login.
 */
export async function signIn(page: Page, person: PersonOnPage, control?: string): Promise<void> {
  if (control !== undefined) {
    await page.evaluate((value) => {
      const field = Object.assign(document.createElement('input'), { type: 'hidden', name: 'control', value });
      document.forms[0]?.append(field);
    }, control);
  }
  await follow(page, () => page.getByRole('button', { name: `Local ${person}` }).click({ timeout: LONGEST_MS }));
}

/**
 * The whole login.
 *
 * @returns the token that the page shows.
 */
export async function logIn(page: Page, origin: string, person: PersonOnPage = 'Owner'): Promise<string> {
  await startLogin(page, origin);
  await signIn(page, person);
  return shownToken(page);
}

export const shownToken = (page: Page): Promise<string> => page.getByLabel('Token', { exact: true }).inputValue();
