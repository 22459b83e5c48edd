import { describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import { InboxUnavailableError, InputError, type ToolContext } from '../../../../shared/mcp/tool/index.ts';
import { checkSending } from '../../../../tools/messaging/check-sending.ts';
import { contextFor } from '../../../app/contract/support/run-tool.ts';
import { json, startEdge, type Answer as Answering } from '../../../app/contract/support/telnyx-edge.ts';
import { callTool } from '../../../support/call-tool.ts';
import { EMPTY_INBOX } from '../../../support/fake-inbox.ts';
import { Answer } from './prepared.ts';

const FROM = '+13125550100';
const TO = '+13125550142';
const PROFILE = '4000eba1-a0c0-4563-9925-b25e842a7cb6';

/** By path: an account in order. */
const GOOD: Readonly<Record<string, unknown>> = {
  '/balance': { data: { balance: '10.00', available_credit: '10.00', currency: 'USD' } },
  '/phone_numbers': { data: [{ phone_number: FROM, status: 'active', messaging_profile_id: PROFILE }] },
  '/phone_numbers/messaging': {
    data: [{ phone_number: FROM, features: { sms: { domestic_two_way: true, international_outbound: true }, mms: null } }],
  },
  [`/messaging_profiles/${PROFILE}`]: { data: { id: PROFILE, enabled: true, whitelisted_destinations: ['US'] } },
  '/messaging_optouts': { data: [] },
  [`/10dlc/phone_number_campaigns/${FROM}`]: {
    phoneNumber: FROM,
    campaignId: 'c-1',
    telnyxCampaignId: 'c-1',
    brandId: 'b-1',
    assignmentStatus: 'ASSIGNED',
  },
  '/10dlc/campaign/c-1': { campaignId: 'c-1', status: 'ACTIVE', campaignStatus: 'MNO_PROVISIONED' },
  '/10dlc/brand/b-1': { displayName: 'Acme', status: 'OK', identityStatus: 'VERIFIED' },
};

interface Asking {
  readonly args?: object;
  /** By path, in place of the good answers. */
  readonly answers?: Readonly<Record<string, Answering>>;
  readonly context?: Partial<ToolContext>;
}

async function check({ args = { from: FROM, to: TO }, answers = {}, context = {} }: Asking = {}) {
  const edge = await startEdge((seen, response) => {
    const path = decodeURIComponent(seen.url.split('?')[0] ?? '');
    (answers[path] ?? json(GOOD[path] ?? { data: [] }))(seen, response);
  });
  try {
    const result = await callTool(checkSending, args, { ...contextFor(checkSending, edge.baseUrl), ...context });
    return Answer.parse(result.structured);
  } finally {
    await edge.stop();
  }
}

const stateOf = ({ checks }: z.output<typeof Answer>, name: string) =>
  checks.filter(({ check: one }) => one === name).map(({ state }) => state);
const errors = (status: number) => json({ errors: [{ code: '10010', title: 'Not authorized', detail: 'Ask your manager.' }] }, status);

test('an account in order may text', async () => {
  const { verdict, reasons, checks } = await check();
  expect([verdict, reasons, checks.map(({ check: one }) => one)]).toEqual([
    'yes',
    [],
    ['recipient', 'number', 'texting', 'profile', 'country', 'campaign', 'brand', 'opt_out', 'balance', 'server'],
  ]);
});

describe('what cannot be read makes the verdict unsure and is named, and nothing else', () => {
  const READ = {
    '/balance': 'balance',
    '/phone_numbers': 'number',
    '/phone_numbers/messaging': 'texting',
    [`/messaging_profiles/${PROFILE}`]: 'profile',
    '/messaging_optouts': 'opt_out',
    [`/10dlc/phone_number_campaigns/${FROM}`]: 'campaign',
    '/10dlc/campaign/c-1': 'campaign',
    '/10dlc/brand/b-1': 'brand',
  };
  const ANSWERS: readonly (readonly [string, Answering])[] = [
    ['403', errors(403)],
    ['422', errors(422)],
    ['an empty 401', (_seen, response) => response.writeHead(401).end()],
    ['500', errors(500)],
    ['a page of HTML', (_seen, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Hello</html>')],
    ['a list', json([1, 2, 3])],
    ['a text', json('ok')],
    ['null', json(null)],
    ['data that is a number', json({ data: 7 })],
    ['a cut answer', (_seen, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[{"id":')],
    ['no answer', (_seen, response) => response.destroy()],
  ];
  // All at once: some answers make the client try again.
  test.each(ANSWERS)('%s', async (_what, answer) => {
    const all = Object.entries(READ).map(async ([path, name]) => ({ path, name, found: await check({ answers: { [path]: answer } }) }));
    for (const { path, name, found } of await Promise.all(all)) {
      expect({ path, verdict: found.verdict }).toEqual({ path, verdict: 'unsure' });
      expect(stateOf(found, name)).toContain('unread');
      expect(found.reasons.some((reason) => reason.startsWith('Not read: ') && reason.includes(name))).toBe(true);
      expect(found.checks.filter(({ state }) => state === 'no')).toEqual([]);
    }
  });

  test('all of Telnyx at once: one sentence for one reason', async () => {
    const found = await check({ answers: Object.fromEntries(Object.keys(GOOD).map((path) => [path, errors(403)])) });
    expect(found.verdict).toBe('unsure');
    expect(found.reasons.filter((reason) => reason.startsWith('Not read: '))).toHaveLength(1);
    expect(found.reasons[0]).toMatch(/HTTP 403\. \[10010\] Not authorized/);
  });
});

describe('an answer that says too little decides nothing', () => {
  test.each([
    ['a number without a status', '/phone_numbers', { data: [{ phone_number: FROM, messaging_profile_id: PROFILE }] }, 'number'],
    ['settings without features', '/phone_numbers/messaging', { data: [{ phone_number: FROM }] }, 'texting'],
    ['odd features', '/phone_numbers/messaging', { data: [{ phone_number: FROM, features: 'sms' }] }, 'texting'],
    ['features without their members', '/phone_numbers/messaging', { data: [{ phone_number: FROM, features: { sms: {} } }] }, 'texting'],
    [
      'a profile that is neither on nor off',
      `/messaging_profiles/${PROFILE}`,
      { data: { id: PROFILE, whitelisted_destinations: ['US'] } },
      'profile',
    ],
    ['a profile without countries', `/messaging_profiles/${PROFILE}`, { data: { id: PROFILE, enabled: true } }, 'country'],
    ['a balance of words', '/balance', { data: { balance: 'plenty', available_credit: 'NaN' } }, 'balance'],
    [
      'a new state of an assignment',
      `/10dlc/phone_number_campaigns/${FROM}`,
      { campaignId: 'c-1', assignmentStatus: 'DREAMING' },
      'campaign',
    ],
    ['a new state of a campaign', '/10dlc/campaign/c-1', { campaignId: 'c-1', campaignStatus: 'constructor' }, 'campaign'],
    ['no state of a campaign', '/10dlc/campaign/c-1', { campaignId: 'c-1' }, 'campaign'],
    ['a new state of a brand', '/10dlc/brand/b-1', { displayName: 'Acme', status: '__proto__' }, 'brand'],
    ['opt-outs whose numbers are hidden', '/messaging_optouts', { data: [{ to: '+1312555****' }] }, 'opt_out'],
    [
      'more opt-outs than are read',
      '/messaging_optouts',
      { data: [], meta: { page_number: 1, total_pages: 90, total_results: 22_500 } },
      'opt_out',
    ],
  ])('%s', async (_what, path, answer, name) => {
    const found = await check({ answers: { [path]: json(answer) } });
    expect([found.verdict, stateOf(found, name)]).toEqual(['unsure', expect.arrayContaining(['unsure'])]);
    expect(found.reasons).toHaveLength(1);
  });
});

test('a number of which the filter found a part only is not the one that was asked for', async () => {
  const other = { data: [{ phone_number: '+13125550100111', status: 'active', messaging_profile_id: PROFILE }] };
  const found = await check({ answers: { '/phone_numbers': json(other), '/phone_numbers/messaging': json({ data: [] }) } });
  expect([found.verdict, stateOf(found, 'number')]).toEqual(['no', ['no']]);
});

test('ids that are no part of a path are not asked for', async () => {
  const assignment = { campaignId: '..', telnyxCampaignId: '..', brandId: '.', assignmentStatus: 'ASSIGNED' };
  const found = await check({ answers: { [`/10dlc/phone_number_campaigns/${FROM}`]: json(assignment) } });
  expect([found.verdict, stateOf(found, 'brand')]).toEqual(['unsure', ['unread']]);
});

test('words of a registry are one line and not long', async () => {
  const campaign = { campaignId: 'c-1', campaignStatus: 'TCR_FAILED', failureReasons: `No\nopt-in ${'x'.repeat(5_000)}` };
  const [reason = ''] = (await check({ answers: { '/10dlc/campaign/c-1': json(campaign) } })).reasons;
  expect(reason).toContain('No opt-in');
  expect(reason.length).toBeLessThan(500);
});

describe('what this server knows itself', () => {
  test('a STOP in its inbox blocks, although Telnyx does not list it', async () => {
    const inbox = {
      ...EMPTY_INBOX,
      thread: async (query: Parameters<typeof EMPTY_INBOX.thread>[0]) => ({
        ...(await EMPTY_INBOX.thread(query)),
        optedOutAt: Date.UTC(2026, 6, 1),
      }),
    };
    const found = await check({ context: { inbox } });
    expect([found.verdict, stateOf(found, 'opt_out')]).toEqual(['no', ['no']]);
    expect(found.reasons[0]).toMatch(/STOP on 2026-07-01\..*START/);
  });

  test('an inbox that does not answer is no reason against a text that Telnyx would take', async () => {
    const inbox = { ...EMPTY_INBOX, thread: () => Promise.reject(new InboxUnavailableError(new Error('down'))) };
    expect((await check({ context: { inbox } })).verdict).toBe('yes');
  });

  const preview = (would: string, more: object = {}) => ({
    preview: () => Promise.resolve({ would, reasons: [], recipients: [], left: [], args: {}, ...more } as never),
  });

  test('its own refusal blocks', async () => {
    const found = await check({ context: preview('refuse', { refusal: 'Limit reached: 10 messages a minute.' }) });
    expect([found.verdict, found.reasons]).toEqual(['no', ['Limit reached: 10 messages a minute.']]);
  });

  test('its own refusal is not told beside one of Telnyx', async () => {
    const found = await check({
      answers: { '/balance': json({ data: { balance: '0.00' } }) },
      context: preview('refuse', { refusal: 'No.' }),
    });
    expect([found.verdict, found.reasons]).toEqual(['no', [expect.stringMatching(/no credit/)]]);
  });

  test('a person who is asked first, and a token that may not send, are told and block nothing', async () => {
    const asks = await check({ context: preview('ask', { reasons: ['The country is new.'] }) });
    expect([asks.verdict, asks.reasons]).toEqual(['yes', ['A person is asked first. The country is new.']]);
    const token = await check({ context: preview('refuse', { refusal: 'It needs telnyx.send.', args: undefined }) });
    expect([token.verdict, token.reasons]).toEqual(['yes', ['It needs telnyx.send.']]);
  });

  test('a client without send_message is told so, and Telnyx would take the text all the same', async () => {
    const found = await check({ context: { preview: () => Promise.reject(new InputError('Unknown tool: send_message.')) } });
    expect([found.verdict, found.reasons]).toEqual(['yes', ['Unknown tool: send_message.']]);
  });

  test('a forecast that fails is named', async () => {
    const found = await check({ context: { preview: () => Promise.reject(new InboxUnavailableError(new Error('down'))) } });
    expect([found.verdict, stateOf(found, 'server'), found.reasons]).toEqual([
      'unsure',
      ['unread'],
      [expect.stringMatching(/^Not read: server\..* Ask again/)],
    ]);
  });
});

describe('of many numbers', () => {
  const numbers = Array.from({ length: 7 }, (_, at) => `+1312555011${at}`);
  const many = (working: number) => ({
    '/phone_numbers': json({ data: numbers.map((phone_number) => ({ phone_number, status: 'active', messaging_profile_id: PROFILE })) }),
    '/phone_numbers/messaging': json({
      data: numbers.map((phone_number) => ({ phone_number, features: { sms: { domestic_two_way: true, international_outbound: true } } })),
    }),
    ...Object.fromEntries(
      numbers.map((number, at) => [
        `/10dlc/phone_number_campaigns/${number}`,
        at === working ? json(GOOD[`/10dlc/phone_number_campaigns/${FROM}`]) : errors(404),
      ]),
    ),
  });

  test('one that can text is enough', async () => {
    const found = await check({ args: { to: TO }, answers: many(4) });
    expect([found.verdict, found.from]).toEqual(['yes', numbers[4]]);
  });

  test('some are not looked at, which is said', async () => {
    const found = await check({ args: { to: TO }, answers: many(6) });
    expect([found.verdict, found.reasons.at(-1)]).toEqual(['unsure', '2 more of list_phone_numbers were not looked at: give one as from.']);
  });

  test('none helps against what blocks them all', async () => {
    const found = await check({ args: { to: TO }, answers: { ...many(6), '/balance': json({ data: { balance: '0.00' } }) } });
    expect(found.verdict).toBe('no');
  });
});

test.each([
  ['1.666E-4', 'yes'],
  ['0.2', 'no'],
])('ten texts for 0.1 and one for %s, with a limit of 1.1 a day: %s', async (cost, verdict) => {
  const profile = {
    id: PROFILE,
    enabled: true,
    whitelisted_destinations: ['US'],
    daily_spend_limit_enabled: true,
    daily_spend_limit: '1.1',
  };
  const records = [...Array.from({ length: 10 }, () => ({ cost: '0.1' })), { cost }];
  const found = await check({
    answers: { [`/messaging_profiles/${PROFILE}`]: json({ data: profile }), '/detail_records': json({ data: records }) },
  });
  expect(found.verdict).toBe(verdict);
});
