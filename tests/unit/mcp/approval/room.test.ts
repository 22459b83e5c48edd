import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { createSealer } from '../../../../shared/identity/tokens/index.ts';
import type { GuardedCall, Shown } from '../../../../shared/guard/index.ts';
import { answerTo } from '../../../../shared/mcp/approval/answers.ts';
import { clientSideOf } from '../../../../shared/mcp/approval/client-side.ts';
import { formText } from '../../../../shared/mcp/approval/form-text.ts';
import { openState, sealState } from '../../../../shared/mcp/approval/state.ts';
import { makeSecrets } from '../../../support/keys.ts';
import { origin } from '../endpoint-under-test.ts';
import { holderOf } from '../step-inputs.ts';

const tool: GuardedCall['tool'] = {
  name: 'send',
  title: 'Send',
  risk: 'outbound',
  rules: { counts: 'messages', windowMs: 0, aside: [], words: [], lifts: [], redirects: [], keyed: false },
  timeoutMs: 1,
  howToCheck: 'Look.',
};
const principal = holderOf('telnyx.send');
const call: GuardedCall = { requestId: 'r', principal, clientName: undefined, tool, args: {}, requestKey: undefined };
const asked = { mode: 'form' as const, nonce: 'n', url: `${origin}/approvals/1`, choices: ['once' as const, 'no' as const], again: false };

describe('G11: the state of a question', () => {
  test('opens for the same person, grant, client and tool alone', async () => {
    const { secrets } = await makeSecrets();
    const sealer = createSealer(secrets, 'question', origin);
    const state = await sealState(sealer, call, asked);
    expect(await openState(sealer, call, state)).toEqual(asked);
    const others: GuardedCall[] = [
      { ...call, principal: { ...principal, subject: 't.other' } },
      { ...call, principal: { ...principal, grantId: 'other' } },
      { ...call, principal: { ...principal, clientId: 'other' } },
      { ...call, tool: { ...tool, name: 'other' } },
    ];
    for (const other of others) expect(await openState(sealer, other, state)).toBeUndefined();
  });

  test('does not open where it was sealed for another purpose or origin, and never without one', async () => {
    const { secrets } = await makeSecrets();
    const state = await sealState(createSealer(secrets, 'approval', origin), call, asked);
    const sealer = createSealer(secrets, 'question', origin);
    expect(await openState(sealer, call, state)).toBeUndefined();
    expect(
      await openState(createSealer(secrets, 'question', 'https://other.example.com'), call, await sealState(sealer, call, asked)),
    ).toBeUndefined();
    expect(await openState(sealer, call, undefined)).toBeUndefined();
  });
});

describe('G11: a state that is older than a question can be', () => {
  afterEach(() => void jest.useRealTimers());

  test('does not open', async () => {
    const { secrets } = await makeSecrets();
    const sealer = createSealer(secrets, 'question', origin);
    const state = await sealState(sealer, call, asked);
    const at = (minutes: number) => jest.useFakeTimers({ advanceTimers: true, now: Date.now() + minutes * 60_000 });
    at(14);
    expect(await openState(sealer, call, state)).toEqual(asked);
    at(2);
    expect(await openState(sealer, call, state)).toBeUndefined();
  });
});

describe('G12: an answer', () => {
  const accepted = (decision: unknown) => ({ approval: { action: 'accept', content: { decision } } });

  test.each([
    ['once', accepted('once')],
    ['no', accepted('no')],
    ['no', { approval: { action: 'decline' } }],
    ['no', { approval: { action: 'cancel', content: { decision: 'once' } } }],
    // Not offered.
    ['unclear', accepted('hour')],
    ['unclear', accepted(['once'])],
    ['unclear', { approval: { action: 'maybe', content: { decision: 'once' } } }],
    ['unclear', { other: { action: 'accept', content: { decision: 'once' } } }],
    ['unclear', {}],
  ])('is %s for %j', (expected, responses) => {
    expect(answerTo(asked, responses)).toBe(expected);
  });

  test('to a URL is never a yes: it was opened and nothing more', () => {
    expect(answerTo({ ...asked, mode: 'url' }, accepted('once'))).toBe('opened');
  });
});

describe('a client can be asked', () => {
  const declaring = (elicitation: unknown) => {
    const envelope = { 'io.modelcontextprotocol/clientCapabilities': { elicitation } };
    const { form, url } = clientSideOf({ envelope, requestState: () => undefined } as unknown as Parameters<typeof clientSideOf>[0]);
    return { form, url };
  };

  test.each([
    [undefined, { form: false, url: false }],
    [{}, { form: true, url: false }],
    [{ form: {} }, { form: true, url: false }],
    [{ url: {} }, { form: false, url: true }],
    [
      { form: {}, url: {} },
      { form: true, url: true },
    ],
    ['yes', { form: false, url: false }],
  ])('as it declares: %j', (elicitation, expected) => {
    expect(declaring(elicitation)).toEqual(expected);
  });
});

describe('a form', () => {
  const shown: Shown = {
    what: 'text',
    tool: 'send',
    title: 'Send',
    risk: 'outbound',
    clientId: 'c',
    recipients: [],
    sender: '+13125550100',
    words: [{ name: 'text', text: 'See you at nine' }],
    media: [],
    numbers: [],
    newWebhookHosts: [],
    others: [{ name: 'subject', value: '"Tonight"' }],
    reasons: [],
    mayRepeat: true,
  };
  const textOf = (more: Partial<Shown>) => formText({ what: 'Send: +13125550111', shown: { ...shown, ...more } });

  test('shows all that goes', () => {
    expect(textOf({ sendAt: '2026-12-01T09:00:00Z', numbers: ['+13125550120'], price: { upfront: 100, monthly: undefined } })).toBe(
      [
        'Send: +13125550111',
        'From: +13125550100',
        'text: See you at nine',
        'At: 2026-12-01T09:00:00Z',
        'Numbers: +13125550120',
        'Price: 1.00 USD now, not known a month',
        'subject: "Tonight"',
      ].join('\n'),
    );
  });

  test.each([
    ['hidden characters', { words: [{ name: 'text', text: 'See\u202Eyou' }] }],
    ['more than a dialog holds', { words: [{ name: 'text', text: 'x'.repeat(2_000) }] }],
    ['media', { media: ['https://example.com/a.png'] }],
    ['a new webhook host', { newWebhookHosts: ['example.com'] }],
  ])('G17: leaves %s to the page', (_what, more) => {
    expect(textOf(more)).toBeUndefined();
  });
});
