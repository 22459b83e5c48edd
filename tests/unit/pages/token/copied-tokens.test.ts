import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { Grant } from '../../../../shared/identity/grants/index.ts';
import { makeGrant } from '../../../support/grants.ts';
import { ME, openTokenPage } from './token-page.ts';
import { TENANT } from '../page-settings.ts';

const SUBJECT = `${TENANT}.${ME}`;
const READ = { action: 'read_only' };

/** Copied tokens of one person, the first one the oldest. */
const copied = (count: number, subject = SUBJECT): Grant[] => {
  const now = Math.floor(Date.now() / 1000);
  return Array.from({ length: count }, (_, index) =>
    makeGrant({ subject, id: `${subject}-${index}`, kind: 'pasted', createdAt: now - 3_600 + index }),
  );
};

const live = (rows: readonly Grant[]) => rows.filter(({ kind, revoked }) => kind === 'pasted' && !revoked);

describe('copied tokens of one person', () => {
  afterEach(() => void jest.restoreAllMocks());

  test('D5: ten work at once, and another one ends the oldest, with the reason', async () => {
    const { grants, openBrowser } = await openTokenPage(...copied(10));
    await openBrowser().arrive();
    expect(live(grants.rows)).toHaveLength(10);
    expect(grants.rows.filter(({ revoked }) => revoked).map(({ id, revoked }) => [id, revoked?.reason])).toEqual([
      [`${SUBJECT}-0`, 'replaced'],
    ]);
  });

  test('D5: those made on the page count as those of a login, and the newest always works', async () => {
    const { grants, openBrowser } = await openTokenPage(...copied(4));
    const browser = openBrowser();
    await browser.arrive();
    for (let count = 0; count < 8; count++) {
      await browser.post(READ);
      expect(await browser.token()).toBeDefined();
    }
    expect(live(grants.rows)).toHaveLength(10);
    expect(live(grants.rows).some(({ id }) => /-[0-2]$/.test(id))).toBe(false);
  });

  test('D5: a person who has more than that already keeps the nine newest and the new one', async () => {
    const { grants, openBrowser } = await openTokenPage(...copied(41));
    await openBrowser().arrive();
    const left = live(grants.rows).map(({ id }) => id);
    expect(left).toHaveLength(10);
    expect(left).toEqual(expect.arrayContaining(Array.from({ length: 9 }, (_, index) => `${SUBJECT}-${32 + index}`)));
  });

  test('D5: of many logins in one second ten tokens are left', async () => {
    const { grants, openBrowser } = await openTokenPage(...copied(3));
    await Promise.all(Array.from({ length: 25 }, () => openBrowser().arrive()));
    expect(live(grants.rows).length).toBeLessThanOrEqual(10);
    expect(live(grants.rows).length).toBeGreaterThan(0);
  });

  test('D5: clients and other people are not touched by it', async () => {
    const other = `${TENANT}.bbbbbbbb-0000-4000-8000-000000000002`;
    const clients = Array.from({ length: 12 }, () => makeGrant({ subject: SUBJECT, createdAt: 1 }));
    const { grants, openBrowser } = await openTokenPage(...clients, ...copied(10, other));
    await openBrowser().arrive();
    expect(grants.rows.every(({ revoked }) => revoked === undefined)).toBe(true);
  });

  test('D5: more than ten in a minute are refused on the page, whatever the session, and another person makes some', async () => {
    // The limit counts by this clock, which stands: a slow machine gets no new token meanwhile.
    jest.spyOn(performance, 'now').mockReturnValue(1_000);
    const { grants, openBrowser, time } = await openTokenPage();
    const browsers = [openBrowser(), openBrowser()] as const;
    for (const browser of browsers) await browser.arrive();
    for (let count = 0; count < 10; count++) {
      // Tokens of one second have no order, and the one that a page shows could be the one that ends.
      time.now += 1_000;
      expect((await browsers[count % 2 === 0 ? 0 : 1].post(READ)).status).toBe(303);
    }
    const made = grants.rows.length;
    for (const browser of browsers) {
      const refused = await browser.post(READ);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await refused.text()).toContain('Too many tokens');
    }
    expect(grants.rows).toHaveLength(made);
    const other = openBrowser();
    await other.arrive('Reader', 'bbbbbbbb-0000-4000-8000-000000000002');
    expect((await other.post(READ)).status).toBe(303);
  });

  test('D5: the page says so', async () => {
    const { openBrowser } = await openTokenPage();
    const browser = openBrowser();
    await browser.arrive();
    expect((await browser.page()).replace(/\s+/g, ' ')).toContain('10 work at the same time: one more ends the oldest.');
  });
});
