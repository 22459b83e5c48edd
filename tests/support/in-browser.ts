import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { logIn, type PersonOnPage } from './browser-login.ts';
import { findChromium, launchChromium } from './browser.ts';
import { useApp, type App } from './use-app.ts';
import { use } from './use.ts';

interface InBrowser {
  /** The app under test; fresh for each suite. */
  readonly app: App;
  /** A page in a browser of its own (no cookies of others), which may use the clipboard. What goes wrong on it fails the test. */
  newPage(options?: BrowserContextOptions): Promise<Page>;
  /** Such a page after a login, and the token that it shows. */
  loggedIn(person?: PersonOnPage, options?: BrowserContextOptions): Promise<{ readonly page: Page; readonly token: string }>;
  /** Watches a page that was not made by `newPage`, such as a second tab. */
  watch(page: Page): Page;
}

/**
 * A suite in real Chromium against the running app. After each test no page may have had an error, a console error or a violation
 * of its content security policy. Without a Chromium the suite is skipped, and says so; in CI (`CI` is set) it fails.
 *
 * @param settings of the app, besides the usual ones
 */
export function describeInBrowser(name: string, body: (browser: InBrowser) => void, settings: Readonly<Record<string, string>> = {}): void {
  // A page that axe looks through takes seconds on a busy machine.
  jest.setTimeout(240_000);
  const found = findChromium() !== undefined;
  if (!found && process.env['CI']) {
    test(`${name}: needs Chromium`, () => {
      throw new Error('CI must have a Chromium: install it, or set CHROMIUM_PATH.');
    });
    return;
  }
  if (!found) process.stderr.write(`Skipped: "${name}" needs Chromium (install it, or set CHROMIUM_PATH).\n`);
  (found ? describe : describe.skip)(name, () => {
    const app = useApp({ settings });
    const chromium = use(async () => {
      const browser = await launchChromium();
      return { newContext: (options?: BrowserContextOptions) => browser.newContext(options), stop: () => browser.close() };
    });
    const errors: string[] = [];
    afterEach(() => expect(errors.splice(0)).toEqual([]));

    const watch = (page: Page): Page => {
      page.on('pageerror', (error) => errors.push(`${page.url()} ${error.message}`));
      page.on('console', (message) => {
        // Chromium reports the status of an error page here, too: that one is meant.
        const ofPage = message.location().url === page.url() && message.text().startsWith('Failed to load resource');
        if (message.type() === 'error' && !ofPage) errors.push(`${page.url()} ${message.text()}`);
      });
      return page;
    };
    const newPage = async (options?: BrowserContextOptions) => {
      const context = await chromium.newContext(options);
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: app.url });
      return watch(await context.newPage());
    };
    const loggedIn = async (person?: PersonOnPage, options?: BrowserContextOptions) => {
      const page = await newPage(options);
      return { page, token: await logIn(page, app.url, person) };
    };
    body({ app, watch, newPage, loggedIn });
  });
}
