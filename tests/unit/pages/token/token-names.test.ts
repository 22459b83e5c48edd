import { describe, expect, test } from '@jest/globals';
import { ME, openTokenPage } from './token-page.ts';

const named = (name: string) => ({ action: 'read_only', name });

/** The names of the grants, in the order in which they were made. */
async function namesAfter(...forms: readonly Record<string, string>[]): Promise<string[]> {
  const { grants, openBrowser } = await openTokenPage();
  const browser = openBrowser();
  await browser.arrive();
  for (const form of forms) expect((await browser.post(form)).status).toBe(303);
  return grants.rows.map(({ clientName }) => clientName);
}

describe('the name of a copied token', () => {
  test('is what the person wrote when it was made, and is kept with the grant', async () => {
    const { grants, openBrowser } = await openTokenPage();
    const browser = openBrowser();
    await browser.arrive();
    await browser.post(named('Nightly report'));
    expect(grants.rows.map(({ kind, clientName }) => [kind, clientName])).toEqual([
      ['pasted', 'Copied token'],
      ['pasted', 'Nightly report'],
    ]);
    expect(await browser.page()).toContain('Nightly report');
  });

  test('is one line of at most 60 characters without invisible ones; without any it is the usual one', async () => {
    const names = await namesAfter(named(' Nightly\n\treport \u202e'), named('x'.repeat(200)), named(' \u200b '), named(''));
    expect(names.slice(1)).toEqual(['Nightly report', 'x'.repeat(60), 'Copied token', 'Copied token']);
  });

  test('is data on the page', async () => {
    const { openBrowser } = await openTokenPage();
    const browser = openBrowser();
    await browser.arrive();
    await browser.post(named('<b>“bold”</b>'));
    const text = await browser.page();
    expect(text).toContain('&lt;b&gt;“bold”&lt;/b&gt;');
    expect(text).not.toContain('<b>“bold”');
  });

  test.each([
    ['Nightly report', 'Nightly report'],
    [undefined, 'Copied token'],
    [{ not: 'a text' }, 'Copied token'],
  ])('of a login that carries %j is "%s"', async (name, expected) => {
    const { grants, openBrowser } = await openTokenPage();
    await openBrowser().arrive('Owner', ME, { name });
    expect(grants.rows.map(({ clientName }) => clientName)).toEqual([expected]);
  });
});
