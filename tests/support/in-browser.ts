import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { findChromium, launchChromium } from './browser.ts';
import { startApp, type RunningApp } from './running-app.ts';

interface Stage {
  /** The app under test; fresh for each suite. */
  readonly app: RunningApp;
  /** A page in a browser of its own (no cookies of others), which may use the clipboard. What goes wrong on it fails the test. */
  newPage(options?: BrowserContextOptions): Promise<Page>;
  /** Watches a page that was not made by `newPage`, such as a second tab. */
  watch(page: Page): Page;
}

/**
 * A suite in real Chromium against the running app. After each test no page may have had an error, a console error or a violation
 * of its content security policy. Without a Chromium the suite is skipped, and says so; in CI (`CI` is set) it fails.
 */
export function describeInBrowser(name: string, body: (stage: Stage) => void): void {
  const found = findChromium() !== undefined;
  if (!found && process.env['CI']) {
    test(`${name}: needs Chromium`, () => {
      throw new Error('CI must have a Chromium: install it, or set CHROMIUM_PATH.');
    });
    return;
  }
  if (!found) process.stderr.write(`Skipped: "${name}" needs Chromium (install it, or set CHROMIUM_PATH).\n`);
  (found ? describe : describe.skip)(name, () => {
    let app: RunningApp | undefined;
    let browser: Browser | undefined;
    const troubles: string[] = [];

    beforeAll(async () => {
      app = await startApp();
      browser = await launchChromium();
    });
    afterAll(async () => {
      await browser?.close();
      await app?.stop();
    });
    afterEach(() => {
      expect(troubles.splice(0)).toEqual([]);
    });

    const running = <Thing>(thing: Thing | undefined): Thing => {
      if (thing === undefined) throw new Error('Use it in tests only.');
      return thing;
    };
    const watch = (page: Page): Page => {
      page.on('pageerror', (error) => troubles.push(`${page.url()} ${error.message}`));
      page.on('console', (message) => {
        // Chromium reports the status of an error page here, too: that one is meant.
        const ofPage = message.location().url === page.url() && message.text().startsWith('Failed to load resource');
        if (message.type() === 'error' && !ofPage) troubles.push(`${page.url()} ${message.text()}`);
      });
      return page;
    };
    body({
      get app() {
        return running(app);
      },
      watch,
      async newPage(options) {
        const context = await running(browser).newContext(options);
        await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: running(app).url });
        return watch(await context.newPage());
      },
    });
  });
}
