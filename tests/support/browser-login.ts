import type { Page } from 'playwright-core';

/** A person on the stand-in's sign-in page. */
export type PersonOnPage = 'Reader' | 'Operator' | 'Owner';

/** From the token page to the sign-in page, by the button that people press. */
export async function startLogin(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/test-auth`);
  await page.getByRole('button', { name: 'Start Azure OAuth Login' }).click();
  await page.getByRole('heading', { name: 'Who is signing in?' }).waitFor();
}

/** Chooses a person on the sign-in page; `control` names what the stand-in lets go wrong in this login. */
export async function signIn(page: Page, person: PersonOnPage, control?: string): Promise<void> {
  if (control !== undefined) {
    await page.evaluate((value) => {
      const field = Object.assign(document.createElement('input'), { type: 'hidden', name: 'control', value });
      document.forms[0]?.append(field);
    }, control);
  }
  await page.getByRole('button', { name: `Local ${person}` }).click();
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
