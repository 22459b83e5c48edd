import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { shownToken } from '../../support/browser-login.ts';
import { describeInBrowser } from '../../support/in-browser.ts';

const CLIENTS = ['Messages API', 'Claude Code', 'VS Code', 'Cursor', 'Other'];

/** Every configuration as its copy button gives it, by id. */
async function copyAll(page: Page): Promise<Record<string, string>> {
  const copied: Record<string, string> = {};
  for (const client of CLIENTS) {
    await page.getByText(client, { exact: true }).click();
    for (const fold of await page.locator('summary:visible').all()) await fold.click();
    for (const button of await page.locator('.panel button[data-copy]:visible').all()) {
      await page.evaluate(() => navigator.clipboard.writeText(''));
      await button.click();
      await expect(waitForText(button, 'Copied')).resolves.toBeUndefined();
      copied[(await button.getAttribute('data-copy')) ?? ''] = await page.evaluate(() => navigator.clipboard.readText());
    }
  }
  return copied;
}

const waitForText = (locator: ReturnType<Page['locator']>, text: string) => locator.filter({ hasText: text }).waitFor();

const Claims = z.object({ scope: z.string(), iat: z.number(), exp: z.number() });

/** Scopes and lifetime in hours of the token on the page. */
async function shownClaims(page: Page) {
  const [, payload = ''] = (await shownToken(page)).split('.');
  const { scope, iat, exp } = Claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  return { scopes: scope.split(' '), hours: (exp - iat) / 3600 };
}

describeInBrowser('the token page', (browser) => {
  describe('the configuration on the token page', () => {
    test('is copied whole for every client, in the shape that the client takes', async () => {
      const { page, token } = await browser.loggedIn();
      const url = `${browser.app.url}/mcp/stream`;
      const headers = { Authorization: `Bearer ${token}` };
      const server = { type: 'url', url, name: 'telnyx', authorization_token: token };
      const copied = await copyAll(page);
      const { 'claude-code-command': claudeCode, endpoint, 'authorization-header': header, 'curl-command': curl, ...json } = copied;
      expect(Object.fromEntries(Object.entries(json).map(([id, text]) => [id, JSON.parse(text)]))).toEqual({
        'messages-api-current': { mcp_servers: [server], tools: [{ type: 'mcp_toolset', mcp_server_name: 'telnyx' }] },
        'messages-api-older': { mcp_servers: [server] },
        'vs-code-file': { servers: { telnyx: { type: 'http', url, headers } } },
        'cursor-file': { mcpServers: { telnyx: { url, headers } } },
      });
      expect(claudeCode).toBe(`claude mcp add --transport http telnyx ${url} --header "Authorization: Bearer ${token}"`);
      expect({ endpoint, header }).toEqual({ endpoint: url, header: `Authorization: Bearer ${token}` });
      expect(curl).toContain(token);
    });

    test('is the same when it is selected by hand, although the token is shown cut off', async () => {
      const { page, token } = await browser.loggedIn();
      const block = page.locator('#messages-api-current');
      const { selected, whole } = await block.evaluate((element) => {
        getSelection()?.selectAllChildren(element);
        return { selected: String(getSelection()), whole: element.textContent };
      });
      expect(selected).toBe(whole);
      expect(whole).toContain(token);
      expect(await block.locator('.cut').evaluate((element) => element.getBoundingClientRect().width)).toBeLessThan(200);
    });

    test('names the header of each beta, and says that the connector dialog of claude.ai takes no pasted token', async () => {
      const { page } = await browser.loggedIn();
      const text = await page.locator('main').textContent();
      expect(text).toContain('anthropic-beta: mcp-client-2025-11-20');
      expect(text).toContain('anthropic-beta: mcp-client-2025-04-04');
      expect(text).toContain('The connector dialog of claude.ai takes a URL, not a pasted token.');
    });

    test('has install links: for VS Code without the token, for Cursor with it', async () => {
      const { page, token } = await browser.loggedIn();
      const url = `${browser.app.url}/mcp/stream`;
      const link = async (label: string) => new URL((await page.locator('a', { hasText: label }).getAttribute('href')) ?? '');
      const vsCode = await link('Add to VS Code');
      expect(vsCode.href).toMatch(/^vscode:mcp\/install\?/);
      expect(JSON.parse(decodeURIComponent(vsCode.search.slice(1)))).toEqual({
        name: 'telnyx',
        type: 'http',
        url,
        headers: { Authorization: 'Bearer ${input:telnyx-token}' },
        inputs: [{ type: 'promptString', id: 'telnyx-token', description: 'Access token', password: true }],
      });
      const cursor = await link('Add to Cursor');
      expect(cursor.href).toMatch(/^cursor:\/\/anysphere\.cursor-deeplink\/mcp\/install\?name=telnyx&config=/);
      const config = Buffer.from(cursor.searchParams.get('config') ?? '', 'base64').toString();
      expect(JSON.parse(config)).toEqual({ url, headers: { Authorization: `Bearer ${token}` } });
    });
  });

  describe('narrowing a token', () => {
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
      expect(await page.locator('main').innerText()).toContain('choose at least one box');
      await page.getByRole('link', { name: 'Back to the token page' }).click();
      expect(await shownToken(page)).toBe(token);
    });
  });
});
