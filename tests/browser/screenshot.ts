/**
 * Takes the README's picture of the token page, `token-page.png` beside this file: starts the built app as `npm start` does, logs in as
 * the owner and keeps the upper part of the page.
 */
import { join } from 'node:path';
import { launchChromium } from '../support/browser.ts';
import { logIn } from '../support/browser-login.ts';
import { run } from '../support/running-app.ts';

const FILE = join(import.meta.dirname, 'token-page.png');
const WIDTH = 1280;

const app = run('infra/local/start.ts', [], { PORT: '0' });
try {
  const [, origin = ''] = await app.line(/^Ready on (\S+)/);
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 900 }, locale: 'en-GB' });
  await logIn(page, origin);
  await page.getByLabel('Token', { exact: true }).evaluate(blurText);
  const end = await page
    .locator('.tabs > label')
    .last()
    .evaluate((element) => element.getBoundingClientRect().bottom + scrollY);
  await page.screenshot({ path: FILE, fullPage: true, clip: { x: 0, y: 0, width: WIDTH, height: Math.round(end + 14) } });
  await browser.close();
  console.log(`Written: ${FILE}`);
} finally {
  await app.stop();
}

/** The token is worth nothing on any other machine; a picture that shows one is a bad habit all the same. */
function blurText(field: HTMLElement | SVGElement): void {
  field.style.color = 'transparent';
  field.style.textShadow = '0 0 6px rgb(26 31 40 / 60%)';
}
