import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AzureNamedKeyCredential, TableClient } from '@azure/data-tables';
import { beforeAll, expect, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { type AuditEntry, questionId, refusalId, toAuditRow } from '../../../shared/guard/audit/index.ts';
import { ACCOUNT, ACCOUNT_KEY } from '../../support/azurite.ts';
import { signInHere, type PersonOnPage } from '../../support/browser-login.ts';
import { describeInBrowser } from '../../support/in-browser.ts';
import { entryAt } from '../../unit/guard/audit/audited-calls.ts';
import { accessibilityProblems } from './accessibility.ts';

const WINDOWS = [
  { width: 360, height: 740, colorScheme: 'light' },
  { width: 360, height: 740, colorScheme: 'dark' },
  { width: 1280, height: 860, colorScheme: 'light' },
  { width: 1280, height: 860, colorScheme: 'dark' },
] as const;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A day that is over, so that hours are the same whenever the test runs. */
const YESTERDAY = new Date(Date.now() - DAY).toISOString().slice(0, 10);
const at = (hour: number, minute: number) => Date.parse(YESTERDAY) + hour * HOUR + minute * 60_000;

/** A person who has never signed in. */
const OTHER = 'c0000000-1111-4222-8333-444444444444.d0000000-0000-4000-8000-000000000009';

/** Entries of a day in an office: one of each kind. */
const entries = (): AuditEntry[] => [
  entryAt(at(10, 31), { subject: OTHER }),
  entryAt(at(10, 2), { asked: 'page', decidedBy: OTHER, subject: OTHER }),
  entryAt(at(10, 1), { id: questionId(at(10, 1), 'a'), stage: 'question', outcome: 'approved', decidedBy: OTHER, subject: OTHER }),
  entryAt(at(9, 58), { tool: 'create_call', kind: 'calls', clientName: 'ChatGPT', outcome: 'begun' }),
  entryAt(at(9, 41), { id: questionId(at(9, 41), 'b'), stage: 'question', outcome: 'waiting' }),
  entryAt(at(9, 12), { tool: 'update_phone_number', risk: 'write', kind: 'changes', clientName: 'Claude Code' }),
  entryAt(at(8, 50), {
    id: refusalId(at(8, 50), OTHER, 'create_number_order', 'spend_limit'),
    stage: 'refusal',
    outcome: 'limit_reached',
    tool: 'create_number_order',
    risk: 'purchase',
    kind: 'numbers',
  }),
  entryAt(at(8, 49), { tool: 'create_integration_secret', risk: 'credential', kind: 'changes', targets: [], asked: 'form' }),
  entryAt(at(8, 20), { tool: 'delete_file', risk: 'destructive', kind: 'changes', targets: ['***.csv'], ids: ['bucket_name=reports'] }),
  entryAt(at(2, 0), { tool: 'upload_file', risk: 'write', kind: 'changes', targets: ['***.csv'], outcome: 'telnyx_rejected' }),
];

/** Pictures for people to look at, in the folder SCREENSHOT_DIR where that is set. */
async function picture(page: Page, name: string): Promise<void> {
  const { SCREENSHOT_DIR } = process.env;
  if (SCREENSHOT_DIR) await page.screenshot({ path: join(SCREENSHOT_DIR, `${name}.png`), fullPage: true });
}

async function problemsOf(page: Page): Promise<string[]> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return [...(await accessibilityProblems(page)), ...(overflow > 0 ? [`${overflow} px too wide`] : [])];
}

describeInBrowser('the page of what was done', (browser) => {
  beforeAll(async () => {
    const credential = new AzureNamedKeyCredential(ACCOUNT, ACCOUNT_KEY);
    const table = new TableClient(browser.app.tables, 'guard', credential, { allowInsecureConnection: true });
    await table.createTable();
    const many = Array.from({ length: 60 }, (_, index) => entryAt(Date.parse(YESTERDAY) - DAY + index * 60_000));
    for (const entry of [...entries(), ...many]) await table.createEntity(toAuditRow(entry));
  });

  const open = async (path: string, person: PersonOnPage = 'Owner', options: BrowserContextOptions = {}) => {
    const page = await browser.newPage(options);
    await page.goto(`${browser.app.url}${path}`);
    await signInHere(page, person);
    return page;
  };
  const rows = (page: Page) => page.locator('tbody tr');

  test.each(WINDOWS)('fits, is legible and well-formed at $width px, $colorScheme', async ({ colorScheme, ...viewport }) => {
    const name = (what: string) => `${what}-${viewport.width}-${colorScheme}`;
    const options = { viewport, colorScheme, locale: 'en-GB', timezoneId: 'UTC' } as const;
    const look = async (page: Page, what: string) => {
      await picture(page, name(what));
      expect({ what, problems: await problemsOf(page) }).toEqual({ what, problems: [] });
    };
    const signedOut = await browser.newPage(options);
    await signedOut.goto(`${browser.app.url}/audit`);
    await look(signedOut, 'audit-signed-out');
    const page = await open(`/audit?day=${YESTERDAY}`, 'Owner', options);
    expect(await rows(page).count()).toBe(10);
    await look(page, 'audit');
    await page.goto(`${browser.app.url}/audit?day=`);
    await look(page, 'audit-all-days');
    await page.goto(`${browser.app.url}/audit?day=2020-01-01&tool=send_message&person=x`);
    await look(page, 'audit-empty');
    const operator = await open('/audit', 'Operator', options);
    await operator.getByRole('heading', { name: 'Ask an Owner for this' }).waitFor();
    await look(operator, 'audit-owners-only');
  });

  test('works with the keyboard alone: choose, page, find, download', async () => {
    const page = await open(`/audit?day=${YESTERDAY}`);
    const focusOn = async (label: string) => {
      for (let presses = 0; presses < 60; presses++) {
        await page.keyboard.press('Tab');
        const found = await page.evaluate(() => {
          const { activeElement: active } = document;
          // The body, which holds every word, has the focus before anything else has.
          if (active === document.body) return '';
          const labels = active && 'labels' in active ? [...(active.labels as NodeListOf<HTMLElement>)] : [];
          return [active?.textContent ?? '', ...labels.map(({ textContent }) => textContent)].join(' ').replace(/\s+/g, ' ').trim();
        });
        if (found.includes(label)) return;
      }
      throw new Error(`The Tab key does not come to ${label}.`);
    };
    await focusOn('All results');
    // Typed letters are forgotten after a second, which a busy machine may take for one.
    const chosen = () => page.evaluate(() => (document.activeElement as HTMLSelectElement).value);
    for (let presses = 0; presses < 20 && (await chosen()) !== 'refused'; presses++) await page.keyboard.press('ArrowDown');
    await focusOn('Show');
    await page.keyboard.press('Enter');
    await page.waitForURL(/result=refused/);
    expect(await rows(page).allInnerTexts()).toEqual([expect.stringMatching(/create_number_order[\s\S]*Refused: limit reached/)]);

    await page.goto(`${browser.app.url}/audit?day=${YESTERDAY}`);
    await focusOn('Earlier day');
    await page.keyboard.press('Enter');
    await page.waitForURL(/day=(?!.*after)/);
    await page.getByText('60 actions').waitFor();
    await focusOn('Older');
    await page.keyboard.press('Enter');
    await page.waitForURL(/after=/);
    expect(await rows(page).count()).toBe(10);

    await focusOn('Find a whole number');
    await page.keyboard.type('+1 312 555 0199');
    await page.keyboard.press('Enter');
    await page.waitForURL(/target=/);
    expect(page.url()).not.toMatch(/312.{0,3}555/);
    await page.getByRole('heading', { name: 'Nothing here' }).waitFor();

    await page.goto(`${browser.app.url}/audit?day=${YESTERDAY}`);
    await focusOn('Download CSV');
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(download.suggestedFilename()).toBe(`activity-${YESTERDAY}.csv`);
    const text = await readFile(await download.path(), 'utf8');
    expect(text.split('\r\n')).toHaveLength(12);
    expect(text).toContain("'+131***11");
  });

  test('shows the names of people who have signed in, and the beginning of the id of others', async () => {
    const page = await open('/audit?day=');
    // No login waits until its person's name is kept.
    while ((await page.getByTitle('Local Owner').count()) === 0) await page.reload();
    const table = new TableClient(browser.app.tables, 'guard', new AzureNamedKeyCredential(ACCOUNT, ACCOUNT_KEY), {
      allowInsecureConnection: true,
    });
    const grants = new TableClient(browser.app.tables, 'grants', new AzureNamedKeyCredential(ACCOUNT, ACCOUNT_KEY), {
      allowInsecureConnection: true,
    });
    const known: string[] = [];
    while (known.length === 0) {
      for await (const { partitionKey = '', rowKey } of grants.listEntities()) if (rowKey === '!name') known.push(partitionKey);
    }
    for (const subject of known) await table.createEntity(toAuditRow(entryAt(Date.now(), { subject, tool: 'rent_number' })));
    await page.goto(`${browser.app.url}/audit?day=&tool=rent_number`);
    const texts = await rows(page).allInnerTexts();
    expect(texts).toHaveLength(known.length);
    expect(texts.join('\n')).toContain('Local Owner');
    await page.goto(`${browser.app.url}/audit?day=${YESTERDAY}&person=${OTHER}`);
    expect((await rows(page).first().innerText()).includes('d0000000')).toBe(true);
  });
});
