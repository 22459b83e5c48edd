import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { follow, shownToken, signIn } from '../../support/browser-login.ts';
import { describeInBrowser } from '../../support/in-browser.ts';

/** Every configuration as its copy button gives it, by id. In one go: the word on the button lasts two seconds. */
const copyAll = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(async () => {
    const copied: Record<string, string> = {};
    for (const button of document.querySelectorAll<HTMLElement>('.panel button[data-copy]')) {
      await navigator.clipboard.writeText('');
      button.click();
      while (button.textContent !== 'Copied') await new Promise((resolve) => setTimeout(resolve, 10));
      copied[button.dataset['copy'] ?? ''] = await navigator.clipboard.readText();
    }
    return copied;
  });

/** What a request to the Messages API would send. */
function messagesRequest(command = '') {
  const [, json = ''] = /-d '(.*)'$/s.exec(command) ?? [];
  return { body: JSON.parse(json) as unknown, beta: /anthropic-beta: ([\w-]+)/.exec(command)?.[1] };
}

/** The commands that a shell would run when the token is pasted, with `claude` and `codex` as stubs that print their arguments. */
function ranInBash(command: string | undefined, token: string): string[] {
  const stubs = ['claude', 'codex'].map((name) => `${name}() { echo "${name} $*"; }`).join('\n');
  const done = spawnSync('bash', ['-c', `${stubs}\n${command ?? ''}`], { input: `${token}\n`, encoding: 'utf8' });
  expect({ status: done.status, stderr: done.stderr }).toEqual({ status: 0, stderr: '' });
  return done.stdout.trim().split('\n');
}

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
      const copied = await copyAll(page);
      const server = { type: 'url', url, name: 'telnyx', authorization_token: token };
      const { body: current, beta: currentBeta } = messagesRequest(copied['messages-api-current']);
      const { body: older, beta: olderBeta } = messagesRequest(copied['messages-api-older']);
      expect([currentBeta, olderBeta]).toEqual(['mcp-client-2025-11-20', 'mcp-client-2025-04-04']);
      const common = {
        model: 'YOUR-MODEL',
        max_tokens: 1000,
        messages: [expect.objectContaining({ role: 'user' })],
        mcp_servers: [server],
      };
      expect(current).toEqual({ ...common, tools: [{ type: 'mcp_toolset', mcp_server_name: 'telnyx' }] });
      expect(older).toEqual(common);
      const files = Object.entries(copied).filter(([id]) => id.endsWith('-file'));
      expect(Object.fromEntries(files.map(([id, text]) => [id, JSON.parse(text)]))).toEqual({
        'vs-code-file': { servers: { telnyx: { type: 'http', url, headers } } },
        'cursor-file': { mcpServers: { telnyx: { url, headers } } },
        'copilot-cli-file': { mcpServers: { telnyx: { type: 'http', url, headers, tools: ['*'] } } },
        'windsurf-file': { mcpServers: { telnyx: { serverUrl: url, headers } } },
        'claude-desktop-file': {
          mcpServers: {
            telnyx: {
              command: 'npx',
              args: ['-y', 'mcp-remote', url, '--header', 'Authorization:${AUTH_HEADER}'],
              env: { AUTH_HEADER: `Bearer ${token}` },
            },
          },
        },
        'zed-file': { context_servers: { telnyx: { url, headers } } },
        'cline-file': { mcpServers: { telnyx: { type: 'streamableHttp', url, headers } } },
      });
      expect(copied['authorization-header']).toBe(`Authorization: Bearer ${token}`);
      expect(copied['curl-command']).toContain(`"Authorization: Bearer ${token}"`);
    });

    test('asks for the token where it would stay in the history of a shell', async () => {
      const { page, token } = await browser.loggedIn();
      const url = `${browser.app.url}/mcp/stream`;
      const copied = await copyAll(page);
      const commands = Object.entries(copied).filter(([id]) => id.endsWith('-command') && id !== 'curl-command');
      expect(commands.map(([id]) => id)).toEqual(['claude-code-command', 'codex-command', 'gemini-command', 'antigravity-command']);
      for (const [, text] of commands) {
        expect(text).toMatch(/^read -rs TELNYX_TOKEN && /);
        expect(text).not.toContain(token);
      }
      expect(ranInBash(copied['claude-code-command'], token)).toEqual([
        `claude mcp add --scope user --transport http telnyx ${url} --header Authorization: Bearer ${token}`,
      ]);
      expect(ranInBash(copied['codex-command'], token)).toEqual([`codex mcp add telnyx --url ${url} --bearer-token-env-var TELNYX_TOKEN`]);
      expect(copied['claude-code-powershell']).toMatch(/Read-Host 'Token' -AsSecureString/);
    });

    test('is the same when it is selected by hand, although the token is shown cut off', async () => {
      const { page, token } = await browser.loggedIn();
      await page.locator('label[for=messages-api]').click();
      const block = page.locator('#messages-api-current');
      const { selected, whole } = await block.evaluate((element) => {
        getSelection()?.selectAllChildren(element);
        return { selected: String(getSelection()), whole: element.textContent };
      });
      expect(selected).toBe(whole);
      expect(whole).toContain(token);
      expect(await block.locator('.cut').evaluate((element) => element.getBoundingClientRect().width)).toBeLessThan(200);
    });

    test('starts with the first client that can come here, and says what the others need', async () => {
      const { page } = await browser.loggedIn();
      expect(await page.locator('input[name=use]:checked').getAttribute('id')).toBe('claude-code');
      const text = (await page.locator('main').textContent()) ?? '';
      for (const part of [
        'cannot reach this address',
        'mcp-client-2026-09-15',
        'Anthropic calls it deprecated',
        'claude.ai and ChatGPT take no token',
      ])
        expect(text).toContain(part);
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

  describe('a limited token', () => {
    const open = (page: Page) => page.getByText('Create a limited token').click();
    const shownPermissions = (page: Page) => page.locator('.grid .tag').allInnerTexts();

    test('starts with all that the role allows, for 24 hours', async () => {
      const { page } = await browser.loggedIn('Operator');
      expect(await shownClaims(page)).toEqual({ scopes: ['telnyx.read', 'telnyx.send'], hours: 24 });
      expect(await shownPermissions(page)).toEqual(['Read', 'Send']);
      await open(page);
      expect(await page.getByRole('checkbox').count()).toBe(2);
      expect(await page.getByText('Your role does not include this').count()).toBe(2);
    });

    test('makes a read-only token with one button', async () => {
      const { page } = await browser.loggedIn();
      await open(page);
      await follow(page, () => page.getByRole('button', { name: 'Create read-only token' }).click());
      expect((await shownClaims(page)).scopes).toEqual(['telnyx.read']);
      expect(await shownPermissions(page)).toEqual(['Read']);
    });

    test('leaves out what is not ticked and ends earlier when asked', async () => {
      const { page } = await browser.loggedIn();
      await open(page);
      await page.getByRole('checkbox', { name: 'Buy numbers' }).uncheck();
      await page.getByRole('checkbox', { name: 'Change' }).uncheck();
      await page.getByLabel('Expires after').selectOption('1 hour');
      await page.getByLabel('What is it for?').fill('Nightly report');
      await follow(page, () => page.getByRole('button', { name: 'Create token' }).click());
      await page.getByText('Nightly report').waitFor();
      expect(await shownClaims(page)).toEqual({ scopes: ['telnyx.read', 'telnyx.send'], hours: 1 });
      await page.getByText('In 1 hour', { exact: true }).waitFor();
    });

    test('has its name where it is revoked, as has that of a login', async () => {
      const page = await browser.newPage();
      await page.goto(`${browser.app.url}/test-auth`);
      await page.getByLabel('What is it for?').fill('Trying it out');
      await page.getByRole('button', { name: 'Start Azure OAuth Login' }).click();
      await signIn(page, 'Owner');
      await open(page);
      await page.getByLabel('What is it for?').fill('Weekly report');
      await follow(page, () => page.getByRole('button', { name: 'Create token' }).click());
      await follow(page, () => page.getByRole('link', { name: 'Revoke “Weekly report”' }).click());
      for (const name of ['Trying it out', 'Weekly report']) await page.getByText(name).first().waitFor();
    });

    test('says what to do when no box is ticked, and changes nothing', async () => {
      const { page, token } = await browser.loggedIn();
      await open(page);
      for (const box of await page.getByRole('checkbox').all()) await box.uncheck();
      const answered = page.waitForResponse((response) => response.request().method() === 'POST');
      await follow(page, () => page.getByRole('button', { name: 'Create token' }).click());
      expect((await answered).status()).toBe(400);
      expect(await page.locator('h1').innerText()).toBe('No permission was chosen');
      expect(await page.locator('main').innerText()).toContain('switch on at least one permission');
      await follow(page, () => page.getByRole('link', { name: 'Back to the token page' }).click());
      expect(await shownToken(page)).toBe(token);
    });
  });
});
