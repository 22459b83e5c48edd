/**
 * Takes the pictures of the documents, beside this file: `token-page.png` (the upper part of it, logged in as the owner),
 * `consent-page.png` (what Claude asks for) and `approval-page.png` (an order that waits for its person). Starts the built app as
 * `npm start` does.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { launchChromium } from '../../support/browser.ts';
import { logIn, signIn } from '../../support/browser-login.ts';
import { call } from '../../support/mcp.ts';
import { connect } from '../../support/oauth/index.ts';
import { run } from '../../support/running-app.ts';

const picture = (name: string) => join(import.meta.dirname, name);
const WIDTH = 1280;
const CLAUDE = {
  clientId: 'https://claude.ai/oauth/mcp-oauth-client-metadata',
  redirectUri: 'https://claude.ai/api/mcp/auth_callback',
};
const Asked = z.object({ needs_approval: z.object({ open: z.url() }) });

const state = await mkdtemp(join(tmpdir(), 'screenshot-'));
const app = run('infra/local/start.ts', ['--state', state], { PORT: '0' });
try {
  const [, origin = ''] = await app.line(/^Ready on (\S+)/);
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 900 }, locale: 'en-GB' });
  await takeConsentPage(page, origin);
  await takeApprovalPage(page, origin);
  await takeTokenPage(page, origin);
  await browser.close();
} finally {
  await app.stop();
  await rm(state, { recursive: true });
}

async function takeConsentPage(page: Page, origin: string): Promise<void> {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: CLAUDE.clientId,
    redirect_uri: CLAUDE.redirectUri,
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

async function takeApprovalPage(page: Page, url: string): Promise<void> {
  const { tokens } = await connect({ url }, CLAUDE);
  const order = { phone_numbers: ['+13125550101'] };
  const { structuredContent } = await call({ url }, tokens.access_token, 'create_number_order', order);
  await page.goto(Asked.parse(structuredContent).needs_approval.open);
  await page.getByRole('button', { name: 'Sign in with Microsoft' }).click();
  await signIn(page, 'Owner');
  await page.getByRole('button', { name: 'Buy', exact: true }).waitFor();
  const end = await page.locator('footer').evaluate((element) => element.getBoundingClientRect().bottom + scrollY);
  const clip = { x: 0, y: 0, width: WIDTH, height: Math.round(end + 24) };
  await page.screenshot({ path: picture('approval-page.png'), fullPage: true, clip });
}

/** The token is worth nothing on any other machine; a picture that shows one is a bad habit all the same. */
function blurText(field: HTMLElement | SVGElement): void {
  field.style.color = 'transparent';
  field.style.textShadow = '0 0 6px rgb(26 31 40 / 60%)';
}
