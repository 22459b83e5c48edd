import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { follow } from '../../support/browser-login.ts';
import { describeInBrowser } from '../../support/in-browser.ts';
import { run, telnyxControls } from '../../support/index.ts';
import { expectGoodLook, WINDOWS } from './look.ts';

/** All that Azure sets for an app whose registration is missing. */
const UNREGISTERED = {
  WEBSITE_POD_NAME: 'pod',
  WEBSITE_HOSTNAME: 'app-sample.azurewebsites.net',
  ENTRA_TENANT_ID: 'b0000000-0000-4000-8000-000000000001',
  ENTRA_CLIENT_ID: '',
  AZURE_CLIENT_ID: 'd0000000-0000-4000-8000-000000000001',
  KEY_VAULT_URL: 'https://sample.vault.azure.net',
  TABLES_URL: 'https://sample.table.core.windows.net',
};

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();

describeInBrowser('pages about addresses and the state of the server', (browser) => {
  test('fit, are legible and well-formed in every window, and say what is wrong', async () => {
    const { app } = browser;
    const refused = await app.startAnother();
    // One for the app's own look at it.
    await telnyxControls(app).fault({ path: '/balance', status: 401, times: 1_000 });
    const unregistered = run('infra/local/host/main.ts', ['--port', '0'], UNREGISTERED);
    const [, unregisteredUrl = ''] = await unregistered.line(/^Listening on (\S+)$/);
    try {
      const trouble = await fetch(`${refused.url}/health/ready`);
      expect(trouble.status).toBe(503);
      const pages: readonly (readonly [name: string, address: string, title: string])[] = [
        ['404', `${app.url}/tokns`, 'Nothing at this address'],
        ['404-unlike', `${app.url}/a/b/c`, 'Nothing at this address'],
        ['405', `${app.url}/token`, 'This address is for programs'],
        ['mcp-address', `${app.url}/mcp/stream`, 'This address is for MCP clients'],
        ['status-trouble', `${refused.url}/health/ready`, 'Telnyx refuses the key'],
        ['not-registered', `${unregisteredUrl}/`, 'Not registered yet'],
        ['status-not-registered', `${unregisteredUrl}/health/ready`, 'Not registered yet'],
      ];
      for (const { colorScheme, ...viewport } of WINDOWS) {
        const page = await browser.newPage({ viewport, colorScheme, locale: 'en-GB', timezoneId: 'UTC' });
        for (const [name, address, title] of pages) {
          await page.goto(address);
          expect([name, await heading(page)]).toEqual([name, title]);
          await expectGoodLook(page, `${name}-${viewport.width}-${colorScheme}`);
        }
      }
    } finally {
      await unregistered.stop();
    }
  }, 360_000);

  test('the status page lists every part, and is checked again', async () => {
    for (const { colorScheme, ...viewport } of WINDOWS) {
      const page = await browser.newPage({ viewport, colorScheme, locale: 'en-GB', timezoneId: 'UTC' });
      await page.goto(`${browser.app.url}/health/ready`);
      expect(await heading(page)).toBe('All systems working');
      expect(await page.locator('li b').allTextContents()).toEqual([
        'Telnyx',
        'Key vault',
        'Signing keys',
        'Seal keys',
        'Storage',
        'Settings',
        'Guards',
        'All of Telnyx',
      ]);
      await expectGoodLook(page, `status-${viewport.width}-${colorScheme}`);
      await follow(page, () => page.getByRole('link', { name: 'Check again' }).click());
      expect(await heading(page)).toBe('All systems working');
    }
  });

  test('a misspelt address leads to the page that was meant', async () => {
    const page = await browser.newPage();
    await page.goto(`${browser.app.url}/tokns`);
    await follow(page, () => page.getByRole('link', { name: '/tokens' }).click());
    expect(new URL(page.url()).pathname).toBe('/tokens');
  });
});
