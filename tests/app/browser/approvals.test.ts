import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { signInHere, type PersonOnPage } from '../../support/browser-login.ts';
import { describeInBrowser } from '../../support/in-browser.ts';
import { call, GUARD_DEFAULTS_ON, login, telnyxControls, type ToolResult } from '../../support/index.ts';
import { expectGoodLook, WINDOWS } from './look.ts';

const SENDER = '+13125550100';
/** Nobody is called at night here: the tests run at every hour. */
const SETTINGS = { ...GUARD_DEFAULTS_ON, CONFIRM_OUTBOUND: 'page', LIMIT_MESSAGES: 'off', QUIET_HOURS: 'off', LIMIT_NUMBERS: 'off' };

const Asked = z.object({ sent: z.literal(false), needs_approval: z.object({ open: z.url() }) });

/** The link that a tool hands to the person. */
const linkOf = (result: ToolResult): string => {
  const asked = Asked.safeParse(result.structuredContent);
  if (!asked.success) throw new Error(`Nobody is asked: ${result.text}`);
  return asked.data.needs_approval.open;
};

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

describeInBrowser(
  'a person decides',
  (browser) => {
    const posted = async (path: string) =>
      (await telnyxControls(browser.app).requests()).filter(({ method, url }) => method === 'POST' && url.startsWith(path)).length;
    const text = (to: string, words = 'Your order is ready.') => ({ from: SENDER, to, text: words });

    const openSignedIn = async (page: Page, link: string, person: PersonOnPage = 'Owner') => {
      await page.goto(link);
      await signInHere(page, person);
      expect(page.url()).toBe(link);
    };
    /** Presses Tab until the focus is on it. */
    const tabTo = async (page: Page, name: string) => {
      for (let presses = 0; presses < 40; presses++) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate(() => document.activeElement?.textContent.trim());
        if (focused === name) return;
      }
      throw new Error(`No way to ${name} by keyboard`);
    };
    test('a purchase that a model asks for is decided by keyboard, and bought once', async () => {
      const token = await login(browser.app);
      const found = await call(browser.app, token, 'list_available_phone_numbers', { country_code: 'US', limit: 1 });
      const [number] = z.object({ data: z.array(z.object({ phone_number: z.string() })) }).parse(found.structuredContent).data;
      const order = { phone_numbers: [{ phone_number: number?.phone_number ?? '' }] };
      const link = linkOf(await call(browser.app, token, 'create_number_order', order));
      const page = await browser.newPage();
      await openSignedIn(page, link);
      await heading(page, 'wants to buy a phone number');
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
      await tabTo(page, 'Buy');
      await page.keyboard.press('Enter');
      await heading(page, 'Approved');
      expect(await posted('/v2/number_orders')).toBe(0);

      const bought = await call(browser.app, token, 'create_number_order', order);
      expect(bought.isError).not.toBe(true);
      await call(browser.app, token, 'create_number_order', order);
      expect(await posted('/v2/number_orders')).toBe(1);
      await page.reload();
      await heading(page, 'Bought');
    });

    test('twelve texts, as many as may wait at a time, are approved with one button, and each is sent once', async () => {
      const token = await login(browser.app);
      const page = await browser.newPage();
      const before = await posted('/v2/messages');
      const all = Array.from({ length: 12 }, (_, at) => text(`+1312555${String(2100 + at)}`, 'We close at 2 pm today.'));
      for (let left = [...all]; left.length > 0;) {
        const asked: typeof all = [];
        for (const each of left) {
          const result = await call(browser.app, token, 'send_message', each);
          if (result.isError) break;
          linkOf(result);
          asked.push(each);
        }
        expect(asked.length).toBeGreaterThan(0);
        await page.goto(`${browser.app.url}/approvals`);
        if (left.length === all.length) await signInHere(page);
        expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(asked.length);
        await page.getByRole('button', { name: 'Approve selected' }).click();
        await page.getByText(`Approved: ${asked.length}. Go back to your chat.`).waitFor();
        for (const each of asked) expect((await call(browser.app, token, 'send_message', each)).isError).not.toBe(true);
        left = left.slice(asked.length);
      }
      for (const each of all) await call(browser.app, token, 'send_message', each);
      expect((await posted('/v2/messages')) - before).toBe(12);
    });

    test('G8: a colleague with the link sees and decides nothing', async () => {
      const link = linkOf(await call(browser.app, await login(browser.app), 'send_message', text('+13125552201')));
      for (const person of ['Operator', 'Reader'] as const) {
        const page = await browser.newPage();
        await openSignedIn(page, link, person);
        await heading(page, 'This is not yours to decide');
        expect(await page.locator('main').innerText()).not.toMatch(/312.?555|order is ready/);
        expect(await page.getByRole('button').allInnerTexts()).toEqual(['Use another account']);
      }
    });

    test('G8: an Owner sees and decides nothing of an Operator', async () => {
      const token = await login(browser.app, { user: 'operator' });
      const link = linkOf(await call(browser.app, token, 'send_message', text('+13125552202')));
      const page = await browser.newPage();
      await openSignedIn(page, link);
      await heading(page, 'This is not yours to decide');
      await page.goto(`${browser.app.url}/approvals`);
      expect(await page.locator('main').innerText()).not.toContain('555 2202');
    });

    test('G9: neither a frame, nor a form of another site, nor opening the page decides', async () => {
      const token = await login(browser.app);
      const before = await posted('/v2/messages');
      const link = linkOf(await call(browser.app, token, 'send_message', text('+13125552203')));
      const page = await browser.newPage();
      await openSignedIn(page, link);
      const nonce = await page.locator('input[name=nonce]').inputValue();
      expect((await page.request.fetch(link, { method: 'HEAD' })).status()).toBe(200);
      for (const origin of ['https://evil.example', 'null']) {
        const headers = { 'sec-fetch-site': 'cross-site', origin };
        const answer = await page.request.post(link, { headers, form: { action: 'send', nonce } });
        expect(answer.status()).toBe(403);
      }
      const framed = await page.request.get(link);
      expect(framed.headers()).toMatchObject({ 'x-frame-options': 'DENY' });
      await page.reload();
      await heading(page, 'wants to send a text');
      expect(await posted('/v2/messages')).toBe(before);
    });

    test('G10: Send in one tab, Don’t send in the other: the first counts, and both say what was decided', async () => {
      const token = await login(browser.app);
      const link = linkOf(await call(browser.app, token, 'send_message', text('+13125552204')));
      const page = await browser.newPage();
      await openSignedIn(page, link);
      const other = browser.watch(await page.context().newPage());
      await other.goto(link);
      await other.getByRole('button', { name: 'Don’t send' }).click();
      await heading(other, 'Not sent');
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await heading(page, 'Not sent');
      await page.getByText('The first decision counts.').waitFor();
      const refused = await call(browser.app, token, 'send_message', text('+13125552204'));
      expect(refused).toMatchObject({ isError: true, text: expect.stringContaining('The person said no') });
    });

    test('an hour’s permission is listed, sends without asking, and ends with a button', async () => {
      const token = await login(browser.app);
      const link = linkOf(await call(browser.app, token, 'send_message', text('+13125552205')));
      const page = await browser.newPage();
      await openSignedIn(page, link);
      await page.getByText('Every message to this number').click();
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await heading(page, 'Approved');
      await call(browser.app, token, 'send_message', text('+13125552205'));
      const another = await call(browser.app, token, 'send_message', text('+13125552205', 'Another text.'));
      expect(another.structuredContent).toMatchObject({ id: expect.any(String) });
      await page.goto(`${browser.app.url}/approvals`);
      await page.getByText('Messages to +1 312 555 2205').waitFor();
      await page.getByRole('button', { name: 'End' }).click();
      await page.getByText('The permission has ended.').waitFor();
      linkOf(await call(browser.app, token, 'send_message', text('+13125552205', 'A third text.')));
    });

    test('works without script, and shows times in UTC', async () => {
      const link = linkOf(await call(browser.app, await login(browser.app), 'send_message', text('+13125552206')));
      const page = await browser.newPage({ javaScriptEnabled: false });
      await openSignedIn(page, link);
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await heading(page, 'Approved');
      expect(await page.locator('time').first().textContent()).toMatch(/ UTC$/);
    });
  },
  SETTINGS,
);

describeInBrowser(
  'the pages of a decision',
  (browser) => {
    test.each(WINDOWS)('fit, are legible and well-formed at $width px, $colorScheme', async ({ colorScheme, ...viewport }) => {
      const token = await login(browser.app);
      const look = (page: Page, name: string) => expectGoodLook(page, `${name}-${viewport.width}-${colorScheme}`);
      const page = await browser.newPage({ viewport, colorScheme, locale: 'en-GB', timezoneId: 'Europe/Berlin' });
      const ask = async (name: string, args: object) => linkOf(await call(browser.app, token, name, args));
      // Another number for each window, so that none is asked about twice.
      const to = (at: number) =>
        `+1312555${String(3000 + 10 * WINDOWS.findIndex((each) => each.width === viewport.width && each.colorScheme === colorScheme) + at)}`;
      const words =
        'Hi, order 4471 is ready.\nSee https://acme.example/orders/4471/with-a-rather-long-path-that-has-no-place-to-break-at-all';
      const texts = [
        await ask('send_message', { from: SENDER, to: to(1), text: words }),
        await ask('send_message', { from: SENDER, to: to(2), text: words, webhook_url: 'https://a-new-host.example.com/hook' }),
      ];
      const [first = '', second = ''] = texts;
      await page.goto(first);
      await look(page, 'approval-sign-in');
      await signInHere(page);
      await look(page, 'approval-text');
      await page.goto(second);
      await look(page, 'approval-new-host');
      await page.goto(`${browser.app.url}/approvals`);
      await look(page, 'approvals');
      await page.goto(first);
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await heading(page, 'Approved');
      await look(page, 'approval-approved');
      await page.goto(second);
      await page.getByRole('button', { name: 'Don’t send' }).click();
      await heading(page, 'Not sent');
      await look(page, 'approval-denied');
      await call(browser.app, token, 'send_message', { from: SENDER, to: to(1), text: words });
      await page.goto(first);
      await look(page, 'approval-used');
    });
  },
  SETTINGS,
);
