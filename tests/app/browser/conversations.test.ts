import { beforeAll, expect, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { signInHere, type PersonOnPage } from '../../support/browser-login.ts';
import { describeInBrowser } from '../../support/in-browser.ts';
import { sendControl } from '../../support/simulator.ts';
import { ADA, callTold, failed, FRONT, SAM, SESSION, told } from '../../support/told.ts';
import { expectGoodLook, WINDOWS } from './look.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.now();
/** Within many of the page's own looks for news. */
const NEWS_MS = MINUTE;
const GROUPED = '+1 312 555 0142';

describeInBrowser('I23: the page of conversations', (browser) => {
  let count = 0;
  /** Telnyx tells this app, signed. */
  const tell = async (body: object) => {
    await sendControl(browser.app.telnyx, '/webhooks/send', { url: `${browser.app.url}/webhooks/telnyx`, body });
  };
  const says = (text: string, at = Date.now(), from = SAM) => tell(told({ id: `new-${count++}`, from, to: FRONT, text, at }));
  const open = async (path = '/conversations', options: BrowserContextOptions = {}, person: PersonOnPage = 'Reader') => {
    const page = await browser.newPage(options);
    await page.goto(`${browser.app.url}${path}`);
    await signInHere(page, person);
    return page;
  };
  const openSam = async (options: BrowserContextOptions = {}) => {
    const page = await open('/conversations', options);
    await page.getByRole('link', { name: GROUPED }).click();
    await page.getByRole('heading', { name: GROUPED }).waitFor();
    return page;
  };

  beforeAll(async () => {
    const at = (days: number, hours: number, minutes = 0) => NOW - days * 24 * HOUR - hours * HOUR - minutes * MINUTE;
    const sent = (id: string, time: number, text: string, status: string, type = 'message.finalized') =>
      tell(told({ id, from: FRONT, to: SAM, text, at: time, status, type, cost: '0.0051' }));
    await sent('a1', at(2, 3), 'Hi Sam, this is Acme. Order 4471 is ready at the front desk: https://acme.example/o/4471', 'delivered');
    await tell(told({ id: 'a2', from: SAM, to: FRONT, text: 'Great! Can I come tomorrow at 9?', at: at(2, 2, 50) }));
    await sent('a3', at(2, 2, 40), 'Yes, we open at 9.\nBring a photo ID.', 'delivered');
    for (const body of callTold({ at: at(1, 2), from: FRONT, to: SAM })) await tell(body);
    await tell(told({ id: 'a4', from: SAM, to: FRONT, text: 'My sister is on her way', at: at(1, 1) }));
    await tell(told({ id: 'a5', from: SAM, to: FRONT, text: 'Is the side door open?', at: at(1, 1) + 1000, picture: true }));
    await sent('a6', at(0, 1), 'Yes, use the side door\u202E on Lake Street.', 'sent', 'message.sent');
    await tell(failed({ id: 'a7', from: FRONT, to: SAM, text: 'We found a second parcel for you.', at: at(0, 0, 20) }));
    await tell(told({ id: 'b1', from: ADA, to: FRONT, text: `<b>STOP</b> ${'x'.repeat(160)}`, at: at(0, 5) }));
    await tell(told({ id: 'b2', from: ADA, to: FRONT, text: 'STOP', at: at(0, 4), keyword: 'STOP' }));
    await tell(told({ id: 'c1', from: '+13125550177', to: '+13125550101', text: 'Is anybody there?', at: at(0, 6) }));
    for (const body of callTold({ at: at(0, 7), from: '+13125550188', to: FRONT, session: 'missed', busy: true })) await tell(body);
    await tell({
      data: {
        event_type: 'number_order.complete',
        id: 'o1',
        occurred_at: new Date(at(3, 0)).toISOString(),
        payload: { id: 'order-1', status: 'success' },
        record_type: 'event',
      },
    });
  });

  test.each(WINDOWS)('fits, is legible and well-formed at $width px, $colorScheme', async ({ colorScheme, ...viewport }) => {
    const options = { viewport, colorScheme, locale: 'en-GB', timezoneId: 'UTC' } as const;
    const look = (page: Page, what: string) => expectGoodLook(page, `conversations-${what}-${viewport.width}-${colorScheme}`);
    const signedOut = await browser.newPage(options);
    await signedOut.goto(`${browser.app.url}/conversations`);
    await look(signedOut, 'signed-out');
    const page = await open('/conversations', options, 'Owner');
    await page.getByText('Waits for you').first().waitFor();
    await look(page, 'list');
    await page.getByRole('link', { name: GROUPED }).click();
    await page.getByRole('heading', { name: GROUPED }).waitFor();
    await look(page, 'thread');
    await page.getByRole('link', { name: 'We called' }).click();
    await page.getByRole('heading', { name: /^Call on/ }).waitFor();
    await look(page, 'call');
    await page.goto(`${browser.app.url}/conversations`);
    await page.getByRole('link', { name: '+1 312 555 0166' }).click();
    await page.locator('#opted-out').waitFor();
    await look(page, 'opted-out');
    await page.goto(`${browser.app.url}/conversations/t${'0'.repeat(32)}`);
    await look(page, 'nothing');
  });

  test('works with the keyboard alone: from the list to a conversation, to its call and back', async () => {
    const page = await open();
    const tabTo = async (words: RegExp) => {
      for (let presses = 0; presses < 40; presses++) {
        await page.keyboard.press('Tab');
        // The body holds all words: it has the focus while nothing else has.
        const focused = await page.evaluate(() => (document.activeElement === document.body ? '' : document.activeElement?.textContent));
        if (words.test(focused ?? '')) return;
      }
      throw new Error(`The Tab key does not come to ${words.source}.`);
    };
    await tabTo(/555 0142/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/conversations\/t[\da-f]{32}$/);
    await tabTo(/We called/);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/conversations/${SESSION}`);
    await tabTo(/^Transcript$/);
    await page.keyboard.press('Enter');
    expect(await page.locator('#said-more').getAttribute('open')).toBeNull();
    await page.keyboard.press('Enter');
    await page.getByText('Can my sister pick it up?').waitFor();
    await page.locator('h1').click();
    await tabTo(/.*/);
    await page.goBack();
    await page.getByRole('heading', { name: GROUPED }).waitFor();
  });

  test('a new text appears by itself, and scroll, focus and selection stay where they are', async () => {
    const page = await openSam({ viewport: { width: 360, height: 420 } });
    await page.getByRole('link', { name: 'We called' }).focus();
    await page.evaluate(() => {
      scrollTo(0, 260);
      const words = document.querySelector('.bub');
      if (words) getSelection()?.selectAllChildren(words);
    });
    const before = await page.evaluate(() => [scrollY, getSelection()?.toString()]);
    expect(before[0]).toBe(260);
    await says('The door is locked');
    await page.locator('.bub').getByText('The door is locked').waitFor({ timeout: NEWS_MS });
    expect(await page.evaluate(() => [scrollY, getSelection()?.toString()])).toEqual(before);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('We called');
    expect(await page.locator('main > .sr[role=status]').textContent()).toBe('A new text came');
    expect(await page.getByRole('link', { name: 'Refresh' }).count()).toBe(0);
  });

  test('the list brings the newest up by itself and says so; a focus on a row stays on it', async () => {
    const page = await open();
    const row = page.getByRole('link', { name: '+1 312 555 0166' });
    await row.focus();
    await says('Somebody new', Date.now(), '+13125550155');
    await page.locator('#rows > a').first().getByText('Somebody new').waitFor({ timeout: NEWS_MS });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('555 0166');
    expect(await page.locator('main > .sr[role=status]').textContent()).toBe('News: +1 312 555 0155');
  });

  test('a transcript that was closed stays closed, notes that were opened stay open, and looking again is cheap: 304', async () => {
    const page = await open(`/conversations/${SESSION}`);
    const answer = await page.waitForResponse((response) => response.status() === 304, { timeout: NEWS_MS });
    expect(answer.request().headers()['if-none-match']).toMatch(/^"[\w-]{22}"$/);
    await page.locator('#notes-more').locator('summary').click();
    await page.locator('#said-more').locator('summary').click();
    for (const body of callTold({ at: NOW - 26 * HOUR, from: FRONT, to: SAM, more: 'Thank you, goodbye.' })) await tell(body);
    await page.getByText('Thank you, goodbye.').waitFor({ state: 'attached', timeout: NEWS_MS });
    expect(await page.locator('#said-more').getAttribute('open')).toBeNull();
    expect(await page.locator('#notes-more').getAttribute('open')).not.toBeNull();
  });

  test('whoever was signed out is told, and the page asks no more', async () => {
    const page = await openSam();
    await page.context().clearCookies();
    await page.locator('#ended').waitFor({ timeout: NEWS_MS });
    expect(await page.locator('main > .sr[role=status]').textContent()).toBe('This page no longer renews itself.');
    await page.getByRole('link', { name: 'Refresh' }).click();
    await page.getByRole('heading', { name: 'Sign in to see conversations' }).waitFor();
  });

  test('works without script: a link refreshes it', async () => {
    const page = await openSam({ javaScriptEnabled: false });
    await says('Without script');
    await page.getByRole('link', { name: 'Refresh' }).click();
    await page.locator('.bub').getByText('Without script').waitFor();
  });

  test('what strangers write is shown as they wrote it, and does nothing', async () => {
    const page = await openSam();
    await page.locator('.bub .code').getByText('U+202E').waitFor();
    await page.locator('.bub u').getByText('https://acme.example/o/4471').waitFor();
    expect(await page.locator('.bub a[href*="acme.example"]').count()).toBe(0);
    const media = page.getByRole('link', { name: 'Picture' });
    expect([await media.getAttribute('rel'), await media.getAttribute('href')]).toEqual([
      'noreferrer noopener',
      'https://media.telnyx.example/1.png',
    ]);
  });

  test('numbers and words are in no address and no line of the log', async () => {
    const page = await browser.newPage();
    const urls: string[] = [];
    page.on('request', (request) => urls.push(request.url()));
    await page.goto(`${browser.app.url}/conversations`);
    await signInHere(page);
    await page.getByLabel('Number of ours').selectOption('+1 312 555 0101');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/of=t/);
    expect(await page.locator('#rows > a').count()).toBe(1);
    await page.getByRole('link', { name: '+1 312 555 0177' }).click();
    await page.getByText('Is anybody there?').waitFor();
    expect(urls.join('\n')).not.toMatch(/3125550|312.?555/);
    const lines = browser.app.log();
    expect(lines).toContain('/conversations/{id}');
    expect(lines).not.toMatch(/3125550\d|anybody there|parcel/);
  });
});
