import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { copy, follow, logIn, shownToken, signIn, signInHere } from '../../support/browser-login.ts';
import { describeInBrowser } from '../../support/in-browser.ts';
import { legacy, use } from '../../support/index.ts';
import { authorizationRequest, redeem, refresh, registered, tokensOf } from '../../support/oauth/index.ts';
import { startCallbackListener } from '../../support/oauth/callback-listener.ts';

const client = use(startCallbackListener);

const READER = 'a0000000-0000-4000-8000-000000000001';

describeInBrowser('what has access', (browser) => {
  /**
   * Connects a client as the owner.
   *
   * @returns its tokens, and a refresh of them.
   */
  const connect = async (page: Page, client_name: string) => {
    const { url } = browser.app;
    const { redirectUri } = client;
    const clientId = await registered({ registration_endpoint: `${url}/register` }, { client_name, redirect_uris: [redirectUri] });
    const request = authorizationRequest(`${url}/authorize`, { clientId, redirectUri });
    await page.goto(request.url.href);
    await page.getByRole('button', { name: 'Continue to Microsoft' }).click();
    await page.getByRole('heading', { name: 'Who is signing in?' }).waitFor();
    await signIn(page, 'Owner');
    const tokens = tokensOf(await redeem(`${url}/token`, request, (await client.next()).get('code') ?? ''));
    return { tokens, refresh: () => refresh(`${url}/token`, clientId, tokens.refresh_token) };
  };
  const signedIn = async (page: Page) => {
    await page.goto(`${browser.app.url}/tokens`);
    await signInHere(page);
    await page.getByRole('heading', { name: 'Access', exact: true }).waitFor();
  };

  test('T9: a person sees a client and a copied token, revokes the one, and the other goes on', async () => {
    const page = await browser.newPage();
    const mine = await connect(page, 'Kitchen radio');
    const token = await logIn(page, browser.app.url);
    // The token page's login is enough for this one.
    await page.goto(`${browser.app.url}/tokens`);
    const items = page.locator('li.item');
    expect(await items.count()).toBe(2);
    // Both may have begun in the same second: their order says nothing.
    expect(await items.filter({ hasText: 'Copied token · made in this browser' }).count()).toBe(1);
    expect(await items.filter({ hasText: 'Kitchen radio' }).innerText()).toMatch(
      /“Kitchen radio”[\s\S]*Not verified[\s\S]*Read[\s\S]*not used yet/i,
    );
    const radio = items.filter({ hasText: 'Kitchen radio' }).locator('details');
    await radio.locator('summary').press('Enter');
    await page.getByText('Revoke “Kitchen radio”?').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('details[open]').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
    await radio.locator('summary').click();
    await follow(page, () => radio.getByRole('button', { name: 'Revoke' }).click());
    await page.getByText('Revoked. It stops working within a minute.').waitFor();
    expect(await items.count()).toBe(1);
    expect((await mine.refresh()).body['error']).toBe('invalid_grant');
    expect((await legacy(browser.app, 'tools/list', {}, { token: mine.tokens.access_token })).status).toBe(401);
    expect((await legacy(browser.app, 'tools/list', {}, { token })).status).toBe(200);
    // No request waits until it is noted that the token was used.
    do await page.reload();
    while (!/within the hour/i.test(await items.first().innerText()));
  });

  test('T9: all at once, after a second look; the page then has nothing to show', async () => {
    const page = await browser.newPage();
    const mine = await connect(page, 'Garden radio');
    await signedIn(page);
    await page.locator('summary', { hasText: 'Revoke all' }).click();
    await follow(page, () => page.getByRole('button', { name: /^Revoke (?:all|it)/ }).click());
    await page.getByText('All of it is revoked.').waitFor();
    expect(await page.locator('li.item').count()).toBe(0);
    expect((await mine.refresh()).body['error']).toBe('invalid_grant');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in with Microsoft' }).waitFor();
  });

  test('T9: an Owner revokes everything of a person; that person’s open token page makes no more tokens', async () => {
    const reader = await browser.newPage();
    await logIn(reader, browser.app.url, 'Reader');
    const token = await shownToken(reader);
    const owner = await browser.newPage();
    await signedIn(owner);
    await follow(owner, () => owner.getByRole('link', { name: 'People' }).click());
    await owner.getByLabel('Name, email or object id').fill(READER.toUpperCase());
    await follow(owner, () => owner.getByRole('button', { name: 'Find' }).click());
    await owner.locator('li.item').filter({ hasText: 'reader@example.com' }).waitFor();
    await owner.getByLabel('Name, email or object id').fill('local READER');
    await follow(owner, () => owner.getByRole('button', { name: 'Find' }).click());
    const found = owner.locator('li.item').filter({ hasText: 'Local Reader' });
    await found.locator('summary').click();
    await found.getByRole('button', { name: 'Revoke' }).click();
    await owner.getByText(/of that person stops? working within a minute/).waitFor();
    expect((await legacy(browser.app, 'tools/list', {}, { token })).status).toBe(401);
    await reader.getByText('Create a limited token').click();
    await reader.getByRole('button', { name: 'Create token' }).click();
    await reader.getByRole('heading', { name: 'Your access was revoked' }).waitFor();
    // Logging in anew is up to Entra.
    const fresh = await logIn(reader, browser.app.url, 'Reader');
    expect((await legacy(browser.app, 'tools/list', {}, { token: fresh })).status).toBe(200);
    await reader.goto(`${browser.app.url}/tokens`);
    expect(await reader.getByRole('link', { name: 'People' }).count()).toBe(0);
  });

  test('the page at / says how to connect each client, with this server’s URL to copy', async () => {
    const page = await browser.newPage();
    await page.goto(browser.app.url);
    const button = page.getByRole('button', { name: 'Copy', exact: false }).first();
    expect(await copy(page, () => button.click())).toBe(`${browser.app.url}/mcp/stream`);
    for (const name of ['Claude', 'Claude Code', 'ChatGPT', 'VS Code', 'Cursor', 'Copilot Studio', 'Codex', 'Windsurf', 'Other']) {
      await page.locator('.tiles > label').getByText(name, { exact: true }).click();
      expect(await page.locator('.panel:visible').count()).toBe(1);
    }
  });
});
