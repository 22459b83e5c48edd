import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { shownToken } from '../../support/browser-login.ts';
import { describeInBrowser } from '../../support/in-browser.ts';

const Claims = z.object({ scope: z.string(), iat: z.number(), exp: z.number() });

/** Scopes and lifetime in hours of the token on the page. */
async function shownClaims(page: Page) {
  const [, payload = ''] = (await shownToken(page)).split('.');
  const { scope, iat, exp } = Claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  return { scopes: scope.split(' '), hours: (exp - iat) / 3600 };
}

describeInBrowser('narrowing a token', (browser) => {
  test('starts with all that the role allows, for 24 hours', async () => {
    const { page } = await browser.loggedIn('Operator');
    expect(await shownClaims(page)).toEqual({ scopes: ['telnyx.read', 'telnyx.send'], hours: 24 });
    expect(await page.getByRole('checkbox').count()).toBe(2);
  });

  test('makes a read-only token with one button', async () => {
    const { page } = await browser.loggedIn();
    await page.getByRole('button', { name: 'Make a read-only token' }).click();
    expect((await shownClaims(page)).scopes).toEqual(['telnyx.read']);
    const allowed = await page.locator('.scopes li:not(.not) code').allTextContents();
    expect(allowed).toEqual(['telnyx.read']);
  });

  test('leaves out what is not ticked and ends earlier when asked', async () => {
    const { page } = await browser.loggedIn();
    await page.getByRole('checkbox', { name: 'telnyx.purchase' }).uncheck();
    await page.getByRole('checkbox', { name: 'telnyx.write' }).uncheck();
    await page.getByLabel('It expires after').selectOption('1 hour');
    await page.getByRole('button', { name: 'Make this token' }).click();
    expect(await shownClaims(page)).toEqual({ scopes: ['telnyx.read', 'telnyx.send'], hours: 1 });
  });

  test('says what to do when no box is ticked, and changes nothing', async () => {
    const { page, token } = await browser.loggedIn();
    for (const box of await page.getByRole('checkbox').all()) await box.uncheck();
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByRole('button', { name: 'Make this token' }).click();
    expect((await answered).status()).toBe(400);
    expect(await page.locator('h1').innerText()).toBe('No permission was chosen');
    expect(await page.locator('main').innerText()).toContain('tick at least one box');
    await page.getByRole('link', { name: 'Back to the token page' }).click();
    expect(await shownToken(page)).toBe(token);
  });
});
