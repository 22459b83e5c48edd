/**
 * Takes the pictures of the documents, into docs/pictures: pages on a screen by day and on a phone by night. Starts the built app as
 * `npm start` does. `npx node tests/app/browser/pictures.ts`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { launchChromium } from '../../support/browser.ts';
import { logIn, signIn } from '../../support/browser-login.ts';
import { call } from '../../support/mcp.ts';
import { connect } from '../../support/oauth/index.ts';
import { run } from '../../support/running-app.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'docs', 'pictures');
const LOOKS = {
  wide: { viewport: { width: 1280, height: 860 }, colorScheme: 'light' },
  phone: { viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
} as const;
/** What docs/pages.md and the README show. */
const SHOWN: Readonly<Record<keyof typeof LOOKS, readonly string[]>> = {
  wide: ['home', 'consent', 'token', 'access', 'people', 'approval', 'activity', 'status'],
  phone: ['home', 'consent', 'start', 'token', 'access', 'approval', 'status', 'not-found'],
};
const CLAUDE = {
  clientId: 'https://claude.ai/oauth/mcp-oauth-client-metadata',
  redirectUri: 'https://claude.ai/api/mcp/auth_callback',
};
const Asked = z.object({ needs_approval: z.object({ open: z.url() }) });

/** How to come to each page, in an order in which one leads to the next. */
const PAGES: Readonly<Record<string, (page: Page, origin: string) => Promise<unknown>>> = {
  home: (page, origin) => page.goto(origin),
  consent: (page, origin) => page.goto(consentOf(origin)),
  start: (page, origin) => page.goto(`${origin}/test-auth`),
  token: (page, origin) => logIn(page, origin),
  access: (page, origin) => page.goto(`${origin}/tokens`),
  people: (page, origin) => page.goto(`${origin}/tokens?view=people`),
  approval: openApproval,
  activity: (page, origin) => page.goto(`${origin}/audit`),
  status: (page, origin) => page.goto(`${origin}/health/ready`),
  'not-found': (page, origin) => page.goto(`${origin}/token`),
};

function consentOf(origin: string): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: CLAUDE.clientId,
    redirect_uri: CLAUDE.redirectUri,
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
  });
  return `${origin}/authorize?${query.toString()}`;
}

async function openApproval(page: Page, url: string): Promise<void> {
  const { tokens } = await connect({ url }, CLAUDE);
  const { structuredContent } = await call({ url }, tokens.access_token, 'create_number_order', { phone_numbers: ['+13125550101'] });
  await page.goto(Asked.parse(structuredContent).needs_approval.open);
  const login = page.getByRole('button', { name: 'Sign in with Microsoft' });
  if (await login.isVisible()) {
    await login.click();
    await signIn(page, 'Owner');
  }
  await page.getByRole('button', { name: 'Buy', exact: true }).waitFor();
}

async function takeAll(browser: Browser, origin: string, look: keyof typeof LOOKS): Promise<void> {
  const page = await browser.newPage({ ...LOOKS[look], locale: 'en-GB', timezoneId: 'UTC' });
  for (const [name, open] of Object.entries(PAGES)) {
    await open(page, origin);
    // What a person sees at first: the whole of a long page would be a ribbon.
    if (SHOWN[look].includes(name)) await page.screenshot({ path: join(FOLDER, `${name}-${look}.png`) });
  }
  await page.close();
}

const state = await mkdtemp(join(tmpdir(), 'pictures-'));
const app = run('infra/local/start.ts', ['--state', state], { PORT: '0', SERVER_TITLE: 'Example' });
try {
  const [, origin = ''] = await app.line(/^Ready on (\S+)/);
  const browser = await launchChromium();
  for (const look of ['wide', 'phone'] as const) await takeAll(browser, origin, look);
  await browser.close();
} finally {
  await app.stop();
  await rm(state, { recursive: true });
}
