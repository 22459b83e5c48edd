import { describe, expect, test } from '@jest/globals';
import type { Kind } from '../../../../shared/guard/index.ts';
import type { Counters } from '../../../../shared/guard/ledger/index.ts';
import { decide, NO_COUNTERS, timeOf } from '../../../../shared/guard/policy/index.ts';
import { GUARD_DEFAULTS, type Rate } from '../../../../shared/platform/index.ts';
import { confirming, countersOf, DAY, MINUTE, NOW, NUMBER, outcomeOf, questionOf, recipientRow, textOf } from './questions.ts';

type Given = Parameters<typeof questionOf>[0];
const decided = (given: Given) => outcomeOf(decide(questionOf(given)));
const told = (given: Given) => textOf(decide(questionOf(given)));

const RISK = { messages: 'outbound', calls: 'outbound', numbers: 'purchase', changes: 'write', lookups: 'read' } as const;
const NOTHING = {
  messages: 'Nothing was sent',
  calls: 'Nobody was called',
  numbers: 'Nothing was bought',
  changes: 'Nothing was changed',
  lookups: 'Nothing was looked up',
} as const;
const NO_RATE: Rate = { minute: undefined, day: undefined };

/** A call of a kind, where only this limit counts. */
const limited = (kind: Kind, whose: 'person' | 'all', rate: Partial<Rate>, used: Counters['counts'], amount = 1): Given => ({
  kind,
  risk: RISK[kind],
  facts: { amount },
  settings: {
    ...confirming('purchase', 'off'),
    limits: { ...GUARD_DEFAULTS.limits, [kind]: { person: NO_RATE, all: NO_RATE, [whose]: { ...NO_RATE, ...rate } } },
  },
  rows: { [whose]: countersOf(used) },
});

describe.each(['messages', 'calls', 'numbers', 'changes', 'lookups'] as const)('G2, D4, D42: limits of %s', (kind) => {
  const setting = `LIMIT_${kind.toUpperCase()}`;

  test.each([
    ['person', 'minute', 'a minute for one person', 'at 14:03:00 UTC'],
    ['person', 'day', 'a day for one person', 'on 2026-11-28 at 00:00:00 UTC'],
    ['all', 'minute', 'a minute for all people together', 'at 14:03:00 UTC'],
    ['all', 'day', 'a day for all people together', 'on 2026-11-28 at 00:00:00 UTC'],
  ] as const)('of %s in a %s', (whose, unit, words, opens) => {
    const used = (count: number) => ({ [kind]: { inMinute: unit === 'minute' ? count : 0, inDay: count } });
    expect(decided(limited(kind, whose, { [unit]: 7 }, used(6)))).toBe('go nobody');
    expect(told(limited(kind, whose, { [unit]: 7 }, used(7)))).toBe(
      `Limit reached: 7 ${kind} ${words} (${setting}). ${NOTHING[kind]}. Free again ${opens}. Do not split or reword.`,
    );
    expect(decided(limited(kind, whose, { [unit]: 7 }, used(8)))).toBe('limit_reached');
    expect(decided(limited(kind, whose, {}, used(1_000_000)))).toBe('go nobody');
  });

  test('counts no other kind', () => {
    const others = Object.fromEntries(Object.keys(RISK).flatMap((each) => (each === kind ? [] : [[each, { inMinute: 99, inDay: 99 }]])));
    expect(decided(limited(kind, 'person', { minute: 1, day: 1 }, others))).toBe('go nobody');
  });
});

describe('G2: limits', () => {
  test('hold for what a call counts as, and say what is left', () => {
    const used = { numbers: { inMinute: 0, inDay: 3 } };
    expect(decided(limited('numbers', 'person', { day: 5 }, used, 2))).toBe('go nobody');
    expect(told(limited('numbers', 'person', { day: 5 }, used, 3))).toBe(
      'Limit reached: 5 numbers a day for one person (LIMIT_NUMBERS). Nothing was bought. Free again on 2026-11-28 at 00:00:00 UTC. ' +
        'Left until then: 2 numbers. Do not split or reword.',
    );
  });

  test('say of a call that no day allows that waiting does not help', () => {
    expect(told(limited('numbers', 'all', { day: 5 }, { numbers: { inMinute: 0, inDay: 5 } }, 5))).toContain('Free again on 2026-11-28');
    expect(told(limited('numbers', 'all', { day: 5 }, {}, 6))).toBe(
      'Limit reached: 5 numbers a day for all people together (LIMIT_NUMBERS). Nothing was bought. This call alone is 6 numbers. ' +
        'Do not split or reword.',
    );
  });

  test('of one are told in the singular', () => {
    expect(told(limited('messages', 'person', { minute: 1 }, { messages: { inMinute: 1, inDay: 1 } }))).toContain('1 message a minute');
    expect(told({ rows: { recipients: [recipientRow({ inDay: 1 })] }, settings: { recipient: { burst: undefined, day: 1 } } })).toContain(
      '1 message or call a day to one number',
    );
  });

  test('of several that are passed, the one that opens last is told', () => {
    const person = countersOf({ messages: { inMinute: 10, inDay: 200 } });
    expect(told({ rows: { person } })).toContain('200 messages a day for one person');
    const all = countersOf({ messages: { inMinute: 30, inDay: 30 } });
    expect(told({ rows: { person: countersOf({ messages: { inMinute: 10, inDay: 10 } }), all } })).toContain('10 messages a minute');
    const recipients = [recipientRow({ inDay: 20 })];
    expect(told({ rows: { all, recipients } })).toContain('(LIMIT_RECIPIENT)');
    expect(told({ facts: { amount: 11 }, rows: { recipients } })).toContain('This call alone is 11 messages.');
  });
});

describe('G2: money', () => {
  test('an order counts what is known of it, where one price is not', () => {
    const facts = { recipients: [], price: { upfront: undefined, monthly: undefined } };
    const call = { settings: { ...confirming('purchase', 'page'), spendPerDay: 10_000 }, risk: 'purchase', kind: 'numbers' } as const;
    expect(decided({ ...call, facts: { ...facts, knownCents: 10_000 } })).toBe('ask page');
    expect(decided({ ...call, facts: { ...facts, knownCents: 10_001 } })).toBe('limit_reached');
  });

  const order = (cents: number, spent: number, more: Given = {}): Given => ({
    kind: 'numbers',
    risk: 'purchase',
    settings: confirming('purchase', 'off'),
    facts: { recipients: [], price: { upfront: cents, monthly: undefined } },
    rows: { all: countersOf({}, { cents: spent }) },
    ...more,
  });

  test.each([
    [10_000, 0, 'go nobody'],
    [10_001, 0, 'limit_reached'],
    [1, 9_999, 'go nobody'],
    [1, 10_000, 'limit_reached'],
    [0, 10_000, 'go nobody'],
    [0, 10_001, 'go nobody'],
  ])('an order of %i cents after %i on this day', (cents, spent, outcome) => {
    expect(decided(order(cents, spent))).toBe(outcome);
    expect(decided({ ...order(cents, spent), settings: { ...confirming('purchase', 'off'), spendPerDay: undefined } })).toBe('go nobody');
  });

  test('counts what is paid first and the first month', () => {
    const price = { upfront: 5_000, monthly: 5_001 };
    expect(decided(order(0, 0, { facts: { recipients: [], price } }))).toBe('limit_reached');
    expect(decided(order(0, 0, { facts: { recipients: [], price: { ...price, monthly: 5_000 } } }))).toBe('go nobody');
    expect(decided(order(0, 10_000, { facts: { recipients: [], price: { upfront: undefined, monthly: undefined } } }))).toBe('go nobody');
  });

  test('is told in dollars', () => {
    expect(told(order(250, 9_875))).toBe(
      'Limit reached: 100 USD a day for the orders of all people together (LIMIT_SPEND). Nothing was bought. ' +
        'Free again on 2026-11-28 at 00:00:00 UTC. Left until then: 1.25 USD. Do not split or reword.',
    );
    expect(told(order(12_000, 0))).toContain('This call alone is 120 USD.');
  });

  test('of yesterday does not count', () => {
    const all = countersOf({}, { cents: 10_000, day: Math.floor(NOW / DAY) - 1, at: NOW - DAY });
    expect(decided(order(10_000, 0, { rows: { all } }))).toBe('go nobody');
  });
});

describe('G2: one number', () => {
  const sent = (inDay: number, more = {}) => ({ rows: { recipients: [recipientRow({ inDay, ...more })] } });

  test('gets so many messages and calls a day, of all together', () => {
    expect(decided(sent(19))).toBe('go nobody');
    expect(told(sent(20))).toBe(
      'Limit reached: 20 messages and calls a day to one number (LIMIT_RECIPIENT). Nothing was sent. ' +
        'Free again on 2026-11-28 at 00:00:00 UTC. Do not split or reword.',
    );
    expect(decided({ ...sent(20), kind: 'calls' })).toBe('limit_reached');
    expect(decided({ ...sent(1000), settings: { recipient: { burst: undefined, day: undefined } } })).toBe('go nobody');
  });

  test('is counted anew on the next day', () => {
    expect(decided(sent(20, { day: Math.floor(NOW / DAY) - 1 }))).toBe('go nobody');
  });

  test('is counted on the latest day that was seen', () => {
    const tomorrow = Math.floor(NOW / DAY) + 1;
    expect(decided(sent(20, { day: tomorrow }))).toBe('limit_reached');
    expect(decide(questionOf(sent(19, { day: tomorrow })))).toMatchObject({ kind: 'go', recipients: [{ day: tomorrow, inDay: 20 }] });
  });

  test('keeps a call to several from going', () => {
    const rows = { recipients: [recipientRow(), recipientRow({ inDay: 20 })] };
    expect(decided({ kind: 'calls', facts: { recipients: [NUMBER, NUMBER], amount: 2 }, rows })).toBe('limit_reached');
  });
});

/** Lets a person make one call after another. */
function callAll(calls: readonly Given[]) {
  let rows: Pick<ReturnType<typeof questionOf>['rows'], 'person' | 'all'> = { person: NO_COUNTERS, all: NO_COUNTERS };
  return calls.map((call) => {
    const verdict = decide(questionOf({ ...call, rows: { ...call?.rows, ...rows } }));
    if (verdict.kind === 'go') rows = { person: verdict.person, all: verdict.all };
    return verdict.kind;
  });
}

describe('G19: a person', () => {
  test('has one limit for all of their grants and clients', () => {
    const calls = Array.from({ length: 41 }, (_each, index) => ({ grantId: `grant ${index}`, clientId: `client ${index}` }));
    expect(callAll(calls)).toEqual([...Array.from({ length: 10 }, () => 'go'), ...Array.from({ length: 31 }, () => 'refuse')]);
  });
});

describe('G20: minutes and days', () => {
  const MIDNIGHT = Date.UTC(2026, 10, 28);
  const settings = { limits: { ...GUARD_DEFAULTS.limits, messages: { person: { minute: undefined, day: 2 }, all: NO_RATE } } };
  const at = (ms: number): Given => ({ now: MIDNIGHT + ms, settings });

  test.each([
    ['before and after midnight', [-2, -1, -1, 0, 1, 1], ['go', 'go', 'refuse', 'go', 'go', 'refuse']],
    ['a clock that is ten minutes late opens no day', [-1, -1, 1 - 10 * MINUTE], ['go', 'go', 'refuse']],
    ['a clock that is ten minutes late counts on the day that was seen', [0, -10 * MINUTE, 1], ['go', 'go', 'refuse']],
    ['a clock that was ten minutes early ends the day once', [-5 * MINUTE, 5 * MINUTE, 0, MINUTE], ['go', 'go', 'go', 'refuse']],
    ['a day later', [0, 1, DAY - 1, DAY], ['go', 'go', 'refuse', 'go']],
  ])('%s', (_what, times, outcomes) => {
    expect(callAll(times.map(at))).toEqual(outcomes);
  });

  test('a minute is one of the clock, not sixty seconds from the first call', () => {
    const minute = { limits: { ...GUARD_DEFAULTS.limits, messages: { person: { minute: 1, day: undefined }, all: NO_RATE } } };
    const times = [-1, 0, 1, MINUTE - 1, MINUTE];
    expect(callAll(times.map((ms) => ({ now: MIDNIGHT + ms, settings: minute })))).toEqual(['go', 'go', 'refuse', 'refuse', 'go']);
  });

  test('time is the newest that anybody has seen', () => {
    const seen = (ms: number): Counters => ({ ...NO_COUNTERS, at: ms });
    expect([timeOf(5), timeOf(5, seen(4), seen(3)), timeOf(5, seen(9), seen(3)), timeOf(5, seen(3), seen(9))]).toEqual([5, 5, 9, 9]);
  });

  test('the time that another person has seen counts, too', () => {
    const all = countersOf({}, { at: MIDNIGHT });
    const verdict = decide(questionOf({ now: MIDNIGHT - 1, rows: { all } }));
    expect(verdict).toMatchObject({ kind: 'go', person: { at: MIDNIGHT }, all: { at: MIDNIGHT }, recipients: [{ recent: [MIDNIGHT] }] });
  });
});
