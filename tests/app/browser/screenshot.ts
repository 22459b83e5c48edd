/**
 * Takes the pictures of the documents, beside this file: `token-page.png` (the upper part of it, logged in as the owner) and
 * `consent-page.png` (what Claude asks for). Starts the built app as `npm start` does.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../support/browser.ts';
import { logIn } from '../../support/browser-login.ts';
import { run } from '../../support/running-app.ts';

const picture = (name: string) => join(import.meta.dirname, name);
const WIDTH = 1280;

const state = await mkdtemp(join(tmpdir(), 'screenshot-'));
const app = run('infra/local/start.ts', ['--state', state], { PORT: '0' });
try {
  const [, origin = ''] = await app.line(/^Ready on (\S+)/);
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 900 }, locale: 'en-GB' });
  await takeConsentPage(page, origin);
  await takeTokenPage(page, origin);
  await browser.close();
} finally {
  await app.stop();
  await rm(state, { recursive: true });
}

async function takeConsentPage(page: Page, origin: string): Promise<void> {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'https://claude.ai/oauth/mcp-oauth-client-metadata',
    redirect_uri: 'https://claude.ai/api/mcp/auth_callback',
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
  });
  await page.goto(`${origin}/authorize?${query.toString()}`);
  const box = await page.locator('main').boundingBox();
  await page.screenshot({
    path: picture('consent-page.png'),
    fullPage: true,
    clip: { x: 0, y: 0, width: WIDTH, height: box?.height ?? 900 },
  });
}

async function takeTokenPage(page: Page, origin: string): Promise<void> {
  await logIn(page, origin);
  await page.getByLabel('Token', { exact: true }).evaluate(blurText);
  const end = await page
    .locator('.tabs > label')
    .last()
    .evaluate((element) => element.getBoundingClientRect().bottom + scrollY);
  const clip = { x: 0, y: 0, width: WIDTH, height: Math.round(end + 14) };
  await page.screenshot({ path: picture('token-page.png'), fullPage: true, clip });
}

/** The token is worth nothing on any other machine; a picture that shows one is a bad habit all the same. */
function blurText(field: HTMLElement | SVGElement): void {
  field.style.color = 'transparent';
  field.style.textShadow = '0 0 6px rgb(26 31 40 / 60%)';
}
