import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @returns the path of this machine's Chromium (CHROMIUM_PATH before the usual places), or undefined where there is none. */
export function findChromium(): string | undefined {
  const { CHROMIUM_PATH } = process.env;
  return [...(CHROMIUM_PATH ? [CHROMIUM_PATH] : []), ...PLACES].find((path) => existsSync(path));
}

/**
 * Starts Chromium without a window and with an empty profile.
 *
 * @throws Error where there is none, or it does not start.
 */
export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(`No Chromium: CHROMIUM_PATH is not set and there is none of ${PLACES.join(', ')}.`);
  return chromium.launch({ executablePath, args: FLAGS });
}
