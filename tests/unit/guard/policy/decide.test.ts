import { describe, expect, test } from '@jest/globals';
import { decide } from '../../../../shared/guard/policy/index.ts';
import { CONFIRM_LEVELS, CONFIRMED_RISKS } from '../../../../shared/platform/index.ts';
import {
  approvalRow,
  callRow,
  confirming,
  countersOf,
  DAY,
  MINUTE,
  NOW,
  NUMBER,
  outcomeOf,
  permissionOf,
  questionOf,
  REASON,
  recipientRow,
  textOf,
} from './questions.ts';

const PAGE = confirming('outbound', 'page');
const FORM = confirming('outbound', 'form');
const CHANGE = { risk: 'write', kind: 'changes' } as const;
const LOOKUP = { risk: 'read', kind: 'lookups', windowMs: 0 } as const;
const REFUSAL = { code: 'premium_number', text: '+1 900 … is a premium number; this server does not reach it.' };
const FULL = { person: countersOf({ messages: { inMinute: 10, inDay: 10 } }) };

const decided = (...given: Parameters<typeof questionOf>) => outcomeOf(decide(questionOf(...given)));

describe('levels', () => {
  test('of all that a call does, the strictest holds', () => {
    const settings = { confirm: { purchase: 'off', outbound: 'page', destructive: 'client', credential: 'off' } } as const;
    expect(decided({ risk: 'credential', also: ['outbound', 'write'], settings })).toBe('ask page');
    expect(decided({ risk: 'destructive', also: ['outbound'], settings })).toBe('ask page');
    expect(decided({ risk: 'credential', also: ['purchase', 'write'], settings, facts: { reasons: [REASON] } })).toBe('go nobody');
  });

  const OUTCOMES = { off: 'go nobody', client: 'go nobody', form: 'ask form', page: 'ask page' };
  const RAISED = { off: 'go nobody', client: 'ask page', form: 'ask page', page: 'ask page' };

  test.each(CONFIRMED_RISKS.flatMap((risk) => CONFIRM_LEVELS.map((level) => [risk, level] as const)))(
    '%s at the level %s',
    (risk, level) => {
      const settings = confirming(risk, level);
      expect(decided({ risk, settings })).toBe(OUTCOMES[level]);
      expect(decided({ risk, settings, facts: { reasons: [REASON] } })).toBe(RAISED[level]);
    },
  );

  test.each([
    ['a change', CHANGE],
    ['a paid lookup', LOOKUP],
  ])('%s asks nobody, unless its arguments say so', (_what, call) => {
    expect(decided(call)).toBe('go nobody');
    expect(decided({ ...call, facts: { reasons: [REASON] } })).toBe('ask page');
  });

  test('a purchase asks the page, a text the client, where nothing is set', () => {
    expect(decided({ risk: 'purchase', kind: 'numbers' })).toBe('ask page');
    expect(decided()).toBe('go nobody');
  });

  test('the question says the risk first, then what raised it', () => {
    expect(decide(questionOf({ facts: { reasons: [REASON] } }))).toEqual({
      kind: 'ask',
      level: 'page',
      reasons: [{ code: 'outbound', what: 'it reaches a person' }, REASON],
    });
    expect(decide(questionOf({ ...CHANGE, facts: { reasons: [REASON] } }))).toEqual({ kind: 'ask', level: 'page', reasons: [REASON] });
  });

  test('the risk of a call does not raise its own level', () => {
    const reasons = [{ code: 'outbound', what: 'it reaches a person' } as const];
    expect(decided({ facts: { reasons } })).toBe('go nobody');
    expect(decide(questionOf({ settings: FORM, facts: { reasons } }))).toEqual({ kind: 'ask', level: 'form', reasons });
  });
});

describe('G18: the fourth message or call to one number within ten minutes', () => {
  const sent = (...minutesAgo: number[]) => ({
    rows: { recipients: [recipientRow({ recent: minutesAgo.map((each) => NOW - each * MINUTE) })] },
  });

  test.each([
    ['three in ten minutes', sent(9, 5, 1), 'ask page'],
    ['two in ten minutes', sent(5, 1), 'go nobody'],
    ['one of three is ten minutes ago', sent(10, 5, 1), 'go nobody'],
    ['one of three was sent just after that', sent(10 - 1 / MINUTE, 5, 1), 'ask page'],
    ['one is ahead of a clock that is late', sent(9, 5, -1), 'ask page'],
  ])('%s', (_what, rows, outcome) => {
    expect(decided(rows)).toBe(outcome);
    expect(decided({ ...rows, settings: { recipient: { burst: undefined, day: 20 } } })).toBe('go nobody');
  });

  test('says why, and asks about the number with the most', () => {
    const rows = { recipients: [recipientRow(), ...sent(9, 5, 1).rows.recipients] };
    const verdict = decide(questionOf({ rows, facts: { recipients: [NUMBER, NUMBER] } }));
    const what = '3 messages or calls went to one number in the last ten minutes';
    expect(verdict).toMatchObject({ kind: 'ask', level: 'page', reasons: [{ code: 'outbound' }, { code: 'many_wordings', what }] });
  });

  test.each([
    ['before all of them', 10, 'ask page'],
    ['between them: two came after', 6, 'go nobody'],
    ['at the time of the first', 9, 'go nobody'],
    ['after all of them', 0, 'go nobody'],
  ])('counts what was sent after the last answer of the person: %s', (_what, minutesAgo, outcome) => {
    const answeredAt = NOW - minutesAgo * MINUTE;
    expect(decided({ ...sent(9, 5, 1), heard: [{ answeredAt, keywords: [] }] })).toBe(outcome);
  });

  test('counts all where nobody answered, and of each person their own answers', () => {
    const rows = { recipients: [recipientRow(), ...sent(9, 5, 1).rows.recipients] };
    const facts = { recipients: [NUMBER, NUMBER] };
    const answered = { answeredAt: NOW, keywords: [] };
    expect(decided({ ...sent(9, 5, 1), heard: [{ answeredAt: undefined, keywords: [] }] })).toBe('ask page');
    expect(decided({ rows, facts, heard: [answered, undefined] })).toBe('ask page');
    expect(decided({ rows, facts, heard: [undefined, answered] })).toBe('go nobody');
  });

  test('keeps as many times as the limit needs, and the last one in any case', () => {
    const after = (burst: number | undefined) => {
      const settings = { recipient: { burst, day: undefined }, ...confirming('outbound', 'off') };
      const verdict = decide(questionOf({ ...sent(3, 2, 1), settings }));
      return verdict.kind === 'go' ? verdict.recipients[0]?.recent.length : undefined;
    };
    expect([after(3), after(2), after(1), after(undefined), after(50)]).toEqual([3, 2, 1, 1, 4]);
  });
});

describe('what a person decided on the page', () => {
  test.each([
    ['approved', {}, 'go page'],
    ['approved', { until: NOW + 1 }, 'go page'],
    ['approved', { until: NOW }, 'ask page'],
    ['denied', {}, 'denied'],
    ['denied', { until: NOW + 1 }, 'denied'],
    ['denied', { until: NOW }, 'ask page'],
    ['used', {}, 'ask page'],
    ['waiting', {}, 'ask page'],
    ['waiting', { until: NOW }, 'ask page'],
  ] as const)('%s %j', (state, more, outcome) => {
    expect(decided({ settings: PAGE, rows: { approval: approvalRow({ state, ...more }) } })).toBe(outcome);
  });

  test('the answer says that the person said no, and not to try another way', () => {
    expect(textOf(decide(questionOf({ settings: PAGE, rows: { approval: approvalRow({ state: 'denied' }) } })))).toBe(
      'The person said no. Nothing was sent. Do not reword or retry; ask what they want.',
    );
  });

  test('a no stands where the level has fallen since, and over the permission of an hour', () => {
    const approval = approvalRow({ state: 'denied' });
    expect(decided({ rows: { approval } })).toBe('denied');
    expect(decided({ settings: PAGE, rows: { approval, person: countersOf({}, { permissions: [permissionOf()] }) } })).toBe('denied');
  });

  test.each([
    ['an argument or the price', { id: 'other' }],
    ['the person', { subject: 'tenant.other' }],
    ['the client', { clientId: 'other' }],
    ['the tool', { tool: 'other_tool' }],
  ])('G15: asks anew where %s is another one than was approved', (_what, other) => {
    expect(decided({ settings: PAGE, rows: { approval: approvalRow({ state: 'approved', ...other }) } })).toBe('ask page');
    expect(decided({ settings: PAGE, rows: { approval: approvalRow({ state: 'denied', ...other }) } })).toBe('ask page');
    expect(decided({ settings: FORM, confirmedNonce: 'nonce', rows: { approval: approvalRow(other) } })).toBe('ask form');
  });

  test.each([
    ['a limit', { rows: FULL }, 'limit_reached'],
    ['an opt-out', { rows: { recipients: [recipientRow({ optedOutAt: NOW - 1 })] } }, 'opted_out'],
    ['a refused number', { facts: { refusal: REFUSAL } }, 'premium_number'],
  ] as const)('G16: %s that came after the approval refuses', (_what, { rows, facts }: { rows?: object; facts?: object }, outcome) => {
    const settings = PAGE;
    const approval = approvalRow({ state: 'approved' });
    expect(decided({ settings, rows: { approval } })).toBe('go page');
    expect(decided({ settings, facts: facts ?? {}, rows: { ...rows, approval } })).toBe(outcome);
  });
});

describe('the form in the client', () => {
  const approval = approvalRow();

  test.each([
    ['a yes to this question', FORM, 'nonce', approval, 'go form'],
    ['a yes to an earlier question', FORM, 'earlier', approval, 'ask form'],
    ['a yes after its time', FORM, 'nonce', approvalRow({ until: NOW }), 'ask form'],
    ['a yes to nothing', FORM, 'nonce', undefined, 'ask form'],
    ['a yes to a call that has gone', FORM, 'nonce', approvalRow({ state: 'used' }), 'ask form'],
    ['a yes where the page said no', FORM, 'nonce', approvalRow({ state: 'denied' }), 'denied'],
    ['a yes where the page has to be asked', PAGE, 'nonce', approval, 'ask page'],
    ['no answer', FORM, undefined, approval, 'ask form'],
  ])('%s', (_what, settings, confirmedNonce, row, outcome) => {
    expect(decided({ settings, rows: { approval: row }, ...(confirmedNonce !== undefined && { confirmedNonce }) })).toBe(outcome);
  });

  test('does not do where the arguments have raised the level to the page', () => {
    expect(decided({ settings: FORM, confirmedNonce: 'nonce', rows: { approval }, facts: { reasons: [REASON] } })).toBe('ask page');
  });
});

describe('order', () => {
  const DONE = callRow();
  const KEY_OF_OTHERS = callRow({ exact: 'other' });
  const STOPPED = [recipientRow({ optedOutAt: NOW - 1 })];

  /** Each call has all that the later ones have, and what decides about it. */
  const approved = { approval: approvalRow({ state: 'approved' }) };
  test.each([
    [
      'a fact that no row can change',
      { facts: { refusal: REFUSAL }, rows: { ...FULL, call: DONE, recipients: STOPPED, ...approved } },
      'premium_number',
    ],
    [
      'another call under its key',
      { requestKey: 'k', rows: { ...FULL, key: KEY_OF_OTHERS, recipients: STOPPED, ...approved } },
      'request_key_conflict',
    ],
    ['the same call', { rows: { ...FULL, call: DONE, recipients: STOPPED, ...approved } }, 'receipt'],
    ['STOP', { rows: { ...FULL, recipients: STOPPED, ...approved } }, 'opted_out'],
    ['a limit', { rows: { ...FULL, ...approved } }, 'limit_reached'],
    ['a yes on the page', { settings: PAGE, rows: { ...approved, person: countersOf({}, { permissions: [permissionOf()] }) } }, 'go page'],
    [
      'an hour',
      {
        settings: FORM,
        confirmedNonce: 'nonce',
        rows: { approval: approvalRow(), person: countersOf({}, { permissions: [permissionOf()] }) },
      },
      'go permission',
    ],
    ['a yes in the form', { settings: FORM, confirmedNonce: 'nonce', rows: { approval: approvalRow() } }, 'go form'],
  ] as const)('%s decides before all that follows', (_what, question, outcome) => {
    expect(decided(question as Parameters<typeof questionOf>[0])).toBe(outcome);
  });

  test.each([
    ['number, country, sender', { facts: { refusal: REFUSAL } }],
    ['opt-out', { rows: { recipients: STOPPED } }],
    ['limit', { rows: FULL }],
  ] as const)('G2: %s: what would be refused never asks, whatever the level', (_what, question) => {
    for (const level of CONFIRM_LEVELS) {
      const settings = confirming('outbound', level);
      const facts = { reasons: [REASON], ...('facts' in question && question.facts) };
      expect(decide(questionOf({ settings, facts, ...('rows' in question && { rows: question.rows }) })).kind).toBe('refuse');
    }
  });
});

test('a call that goes changes its counters, its numbers and the open question about it, and nothing that was given', () => {
  const open = { id: 'exact', at: NOW - MINUTE, open: true };
  const other = { ...open, id: 'other' };
  const question = questionOf({
    settings: FORM,
    confirmedNonce: 'nonce',
    facts: { amount: 2, price: { upfront: 150, monthly: 100 } },
    rows: {
      approval: approvalRow(),
      person: countersOf({ messages: { inMinute: 1, inDay: 4 } }, { asked: [open, other], permissions: [permissionOf({ to: 'another' })] }),
      all: countersOf({ messages: { inMinute: 3, inDay: 9 }, calls: { inMinute: 1, inDay: 1 } }, { cents: 50 }),
      recipients: [recipientRow({ recent: [NOW - MINUTE], inDay: 1 })],
    },
  });
  const before = structuredClone(question);

  expect(decide(question)).toEqual({
    kind: 'go',
    asked: 'form',
    person: countersOf(
      { messages: { inMinute: 3, inDay: 6 } },
      {
        cents: 250,
        permissions: [permissionOf({ to: 'another' })],
        asked: [{ ...open, open: false }, other],
      },
    ),
    all: countersOf({ messages: { inMinute: 5, inDay: 11 }, calls: { inMinute: 1, inDay: 1 } }, { cents: 300 }),
    recipients: [recipientRow({ recent: [NOW - MINUTE, NOW], inDay: 2 })],
  });
  expect(question).toEqual(before);
});

test('a number that was never reached gets a row', () => {
  const verdict = decide(questionOf());
  const row = { firstAt: NOW, recent: [NOW], day: Math.floor(NOW / DAY), inDay: 1, optedOutAt: undefined };
  expect(verdict).toMatchObject({ kind: 'go', recipients: [row] });
});
