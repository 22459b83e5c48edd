import { createApprovalsPage } from '../../../../shared/pages/approvals/index.ts';
import { createOriginPolicy } from '../../../../shared/platform/http/index.ts';
import { createLogger } from '../../../../shared/platform/log/index.ts';
import { pageErrors } from '../../../../shared/platform/html/index.ts';
import type { Role } from '../../../../shared/platform/settings/index.ts';
import { createSessions, createSignIn } from '../../../../shared/identity/login/index.ts';
import type { Approval, Shown } from '../../../../shared/guard/index.ts';
import { makeSecrets } from '../../../support/keys.ts';
import { routed } from '../../../support/routed.ts';
import { ORIGIN, pageSettings, TENANT } from '../page-settings.ts';
import { createMemoryApprovals } from './memory-approvals.ts';

export const ME = 'aaaaaaaa-0000-4000-8000-000000000001';
export const COLLEAGUE = 'bbbbbbbb-0000-4000-8000-000000000002';
export const MINE = `${TENANT}.${ME}`;
/** Milliseconds since the epoch. */
export const NOW = 1_800_001_800_000;
const MINUTE = 60_000;
export const ID = 'abcdefghijklmnopqrstuv';

export const textOf = (given: Partial<Shown> = {}): Shown => ({
  what: 'text',
  tool: 'send_message',
  title: 'Send a text message',
  risk: 'outbound',
  clientName: 'Claude',
  clientId: 'https://claude.ai/oauth/mcp-oauth-client-metadata',
  recipients: [{ address: '+13125550142', country: 'US', zones: ['America/Chicago'] }],
  sender: '+13125550100',
  words: [{ name: 'text', text: 'Your order is ready.' }],
  media: [],
  sendAt: undefined,
  numbers: [],
  price: undefined,
  newWebhookHosts: [],
  others: [],
  reasons: [{ code: 'outbound', what: 'it reaches a person' }],
  mayRepeat: true,
  ...given,
});

export const orderOf = (given: Partial<Shown> = {}): Shown =>
  textOf({
    what: 'order',
    tool: 'create_number_order',
    title: 'Buy phone numbers',
    risk: 'purchase',
    recipients: [],
    sender: undefined,
    words: [],
    numbers: ['+13125550177'],
    price: { upfront: 100, monthly: 150 },
    reasons: [{ code: 'purchase', what: 'it costs money' }],
    mayRepeat: false,
    ...given,
  });

export const approvalOf = (given: Partial<Approval> = {}): Approval => ({
  id: ID,
  state: 'waiting',
  nonce: 'nonce-1',
  askedAt: NOW - 2 * MINUTE,
  until: NOW + 13 * MINUTE,
  decidedAt: undefined,
  shown: textOf(),
  receipt: undefined,
  ...given,
});

type Headers = Readonly<Record<string, string>>;
const OWN_FORM: Headers = { 'sec-fetch-site': 'same-origin' };

/** The pages with these requests of mine in their tables, real sessions, and a browser's way to ask them. */
export async function openApprovals(...mine: Approval[]) {
  const { secrets } = await makeSecrets();
  const settings = pageSettings();
  const lines: Record<string, unknown>[] = [];
  const log = createLogger((_level, line) => lines.push(JSON.parse(line)));
  const sessions = createSessions(secrets, ORIGIN);
  const time = { now: NOW };
  const clock = () => time.now;
  const approvals = createMemoryApprovals(clock, ...mine.map((approval) => ({ subject: MINE, approval })));
  const page = createApprovalsPage({
    settings,
    policy: createOriginPolicy(settings),
    signIn: createSignIn({ settings, secrets, log }),
    sessions,
    approvals,
    log,
    clock,
  });
  const rules = {
    errors: pageErrors(settings, { href: '/approvals', label: 'Start again' }),
    event: 'approvals_page',
    log,
    origin: ORIGIN,
  };
  const routes = { list: routed(page.list, rules), request: routed(page.request, rules) };
  const ask = (path: string, init: RequestInit) => {
    const request = new Request(ORIGIN + path, init);
    return new URL(request.url).pathname === '/approvals' ? routes.list(request) : routes.request(request);
  };

  /** @returns The Cookie header of a browser in which this person is signed in. */
  const cookieOf = async (objectId = ME, role: Role = 'Manager', tenantId = TENANT): Promise<string> => {
    const [cookie = ''] = (await sessions.write({ tenantId, objectId, name: `Local ${role}`, roles: [role] })).split(';');
    return cookie;
  };
  const get = (path: string, cookie = '', headers: Headers = OWN_FORM) => ask(path, { headers: { cookie, ...headers } });
  const post = (path: string, cookie: string, form: Headers | [string, string][], headers: Headers = OWN_FORM) =>
    ask(path, { method: 'POST', headers: { cookie, ...headers }, body: new URLSearchParams(form) });
  return { get, post, cookieOf, approvals, lines, time, continuation: page.continuation };
}

/** The words of a page as a person reads them. */
export const wordsIn = (html: string): string =>
  html
    .replace(/<(style|script)>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');

export const readWords = async (response: Response | Promise<Response>): Promise<string> => wordsIn(await (await response).text());
