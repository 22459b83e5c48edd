import { describe, expect, test } from '@jest/globals';
import { parseSetCookie } from 'cookie';
import { openTokenPage } from './token-page.ts';

const MINUTE = 60_000;
const READ = { action: 'read_only' };

describe('the token page after a login', () => {
  test('D22, D28: closes ten minutes after the login, although a token was made every few minutes', async () => {
    const { time, openBrowser, grants } = await openTokenPage();
    const browser = openBrowser();
    await browser.arrive();
    for (let minutes = 0; minutes < 9; minutes += 3) {
      time.now += 3 * MINUTE;
      expect((await browser.post(READ)).status).toBe(303);
      expect(await browser.token()).toBeDefined();
    }
    const made = grants.rows.length;
    time.now += MINUTE;
    const closed = await browser.post(READ);
    expect(closed.status).toBe(401);
    expect(await closed.text()).toContain('The token page was closed');
    expect(grants.rows).toHaveLength(made);
    expect(await browser.token()).toBeUndefined();
  });

  test('D22: a cookie of the page never lasts longer than what is left of the ten minutes', async () => {
    const { time, openBrowser, pageCookie } = await openTokenPage();
    const browser = openBrowser();
    const maxAge = (response: Response) => parseSetCookie(pageCookie(response) ?? '').maxAge;
    expect(maxAge(await browser.arrive())).toBe(600);
    time.now += 4 * MINUTE + 500;
    expect(maxAge(await browser.post(READ))).toBe(359);
    time.now += 5 * MINUTE + 58_600;
    expect((await browser.post(READ)).status).toBe(401);
  });

  test('D22: the page says when it closes', async () => {
    const { time, openBrowser } = await openTokenPage();
    const browser = openBrowser();
    await browser.arrive();
    const closes = new Date(time.now + 10 * MINUTE).toISOString();
    expect(await browser.page()).toContain(`<time datetime="${closes}">`);
    time.now += 5 * MINUTE;
    await browser.post(READ);
    expect(await browser.page()).toContain(`<time datetime="${closes}">`);
  });

  test('D22: another login opens it anew', async () => {
    const { time, openBrowser } = await openTokenPage();
    const browser = openBrowser();
    await browser.arrive();
    time.now += 11 * MINUTE;
    await browser.arrive();
    expect((await browser.post(READ)).status).toBe(303);
  });
});
