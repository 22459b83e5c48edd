import { expect, test } from '@jest/globals';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { Page } from 'playwright-core';
import { copy, follow, shownToken, signIn, startLogin } from '../../support/browser-login.ts';
import { describeInBrowser } from '../../support/in-browser.ts';
import { legacy } from '../../support/index.ts';

const copyToken = (page: Page) => copy(page, () => page.getByRole('button', { name: 'Copy token' }).click());
/** The body holds every word: it has the focus while nothing else has. */
const focused = (page: Page) =>
  page.evaluate(() => (document.activeElement === document.body ? '' : (document.activeElement?.textContent.trim() ?? '')));

/** Presses Tab until the control of that text has the focus, as often as a patient person would. */
async function tabTo(page: Page, text: string): Promise<void> {
  const seen: string[] = [];
  while (seen.length < 12) {
    await page.keyboard.press('Tab');
    seen.push(await focused(page));
    if (seen.at(-1)?.includes(text)) return;
  }
  throw new Error(`Tab does not reach "${text}", only: ${seen.join(' | ')}`);
}

describeInBrowser('the login', (browser) => {
  test('goes from the start to a token, says whose it is, and the copy button copies exactly that', async () => {
    const { page, token } = await browser.loggedIn();
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(await page.locator('main').innerText()).toContain('Works as Local Owner, Owner.');
    expect(await copyToken(page)).toBe(token);
  });

  test('gives a token that works: by fetch, and with the official client in both eras', async () => {
    const { page } = await browser.loggedIn();
    const token = await copyToken(page);
    const answer = await (await legacy(browser.app, 'tools/list', {}, { token })).json();
    const names = answer.result.tools.map(({ name }: { name: string }) => name);
    expect(names).toContain('send_message');
    for (const mode of ['legacy', 'auto'] as const) {
      const client = new Client({ name: 'browser-test', version: '1.0.0' }, { versionNegotiation: { mode } });
      const requestInit = { headers: { authorization: `Bearer ${token}` } };
      await client.connect(new StreamableHTTPClientTransport(new URL('/mcp/stream', browser.app.url), { requestInit }));
      const { tools } = await client.listTools();
      await client.close();
      expect(tools.map(({ name }) => name)).toEqual(names);
    }
  });

  test('shows the same token after a reload', async () => {
    const { page, token } = await browser.loggedIn();
    await page.reload();
    expect(await shownToken(page)).toBe(token);
  });

  test('forgets the token when asked, and stays without one', async () => {
    const { page } = await browser.loggedIn();
    await follow(page, () => page.getByRole('button', { name: 'Close now' }).click());
    await page.getByRole('button', { name: 'Start Azure OAuth Login' }).waitFor();
    await page.reload();
    expect(await page.getByLabel('Token', { exact: true }).count()).toBe(0);
  });

  test('is not harmed by the back button: the old login cannot be used again, the token stays', async () => {
    const { page, token } = await browser.loggedIn();
    await page.goBack();
    await signIn(page, 'Reader');
    expect(await page.locator('h1').innerText()).toBe('This sign-in is not in progress');
    await page.getByRole('link', { name: 'Start again' }).click();
    expect(await shownToken(page)).toBe(token);
  });

  test('works in two tabs at the same time', async () => {
    const one = await browser.newPage();
    const two = browser.watch(await one.context().newPage());
    await startLogin(one, browser.app.url);
    await startLogin(two, browser.app.url);
    await signIn(one, 'Reader');
    const first = await shownToken(one);
    await signIn(two, 'Operator');
    const second = await shownToken(two);
    expect(await two.getByText('Works as Local Operator').count()).toBe(1);
    for (const token of [first, second]) expect((await legacy(browser.app, 'tools/list', {}, { token })).status).toBe(200);
  });

  test('works with the keyboard alone', async () => {
    const page = await browser.newPage();
    await page.goto(`${browser.app.url}/test-auth`);
    await tabTo(page, 'Start Azure OAuth Login');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Who is signing in?' }).waitFor();
    await tabTo(page, 'Local Owner');
    await follow(page, () => page.keyboard.press('Enter'));
    const token = await shownToken(page);
    await tabTo(page, 'Copy token');
    expect(await copy(page, () => page.keyboard.press('Enter'))).toBe(token);
    // Past the links around it, to the first radio button.
    while ((await page.locator('input[type=radio]:focus').count()) === 0) await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('input[name=use]:checked').getAttribute('id')).toBe('vs-code');
    expect(await page.locator('label[for=vs-code] + .panel').isVisible()).toBe(true);
  });

  test('works without JavaScript: the token and every configuration can be selected, the forms do their work', async () => {
    const { page, token } = await browser.loggedIn('Owner', { javaScriptEnabled: false });
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(await page.locator('button[data-copy]:visible').count()).toBe(0);
    // When the token expires, and when the page closes.
    const times = await page.locator('time').allInnerTexts();
    expect(times).toEqual([1, 2].map(() => expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/)));
    await page.locator('label[for=messages-api]').click();
    expect(await page.locator('#messages-api-current').innerText()).toContain(token);
    await page.getByText('Reveal').click();
    expect(await page.locator('#token').isVisible()).toBe(true);
    await page.getByText('Create a limited token').click();
    await follow(page, () => page.getByRole('button', { name: 'Create read-only token' }).click());
    expect(await shownToken(page)).not.toBe(token);
  });
});
