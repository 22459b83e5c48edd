import { describe, expect, test } from '@jest/globals';
import fc from '../../../support/fast-check.ts';
import { KINDS, type HeardOf, type Kind } from '../../../../shared/guard/index.ts';
import type { Facts, Reason } from '../../../../shared/guard/facts/index.ts';
import type { ApprovalRow, CallRow, Counters, RecipientRow } from '../../../../shared/guard/ledger/index.ts';
import { asked, decide, givenBack, NO_COUNTERS, type Question } from '../../../../shared/guard/policy/index.ts';
import { CONFIRM_LEVELS, GUARD_DEFAULTS, type GuardSettings, type Rate } from '../../../../shared/platform/index.ts';
import {
  approvalRow,
  callRow,
  countersOf,
  DAY,
  HOUR,
  MINUTE,
  NOW,
  NUMBER,
  outcomeOf,
  permissionOf,
  questionOf,
  recipientRow,
} from './questions.ts';

const small = fc.integer({ min: 1, max: 6 });
const orNone = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const rate: fc.Arbitrary<Rate> = fc.record({ minute: orNone(small), day: orNone(fc.integer({ min: 1, max: 15 })) });
const limit = fc.record({ person: rate, all: rate });
const level = fc.constantFrom(...CONFIRM_LEVELS);

const settings: fc.Arbitrary<GuardSettings> = fc.record({
  confirm: fc.record({ purchase: level, outbound: level, destructive: level, credential: level }),
  limits: fc.record({ messages: limit, calls: limit, numbers: limit, changes: limit, lookups: limit }),
  spendPerDay: orNone(fc.integer({ min: 1, max: 2_000 })),
  recipient: fc.record({ burst: orNone(small), day: orNone(small) }),
  duplicates: fc.boolean(),
  askAlways: fc.constant([]),
  countries: fc.constant('own' as const),
  neverNumbers: fc.constant([]),
  quietHours: fc.constant(undefined),
  quietHoursMessages: fc.constant(undefined),
  webhookHosts: fc.constant('own' as const),
  auditDays: fc.constant(180),
});

/** Nobody is asked and nothing is a duplicate: limits alone decide. */
const onlyLimits = settings.map((each): GuardSettings => ({
  ...each,
  confirm: { purchase: 'off', outbound: 'off', destructive: 'off', credential: 'off' },
}));

interface Made {
  readonly person: number;
  readonly kind: Kind;
  readonly amount: number;
  readonly cents: number;
  readonly number: number;
  /** Milliseconds that the clock of the table service has gone on, or back. */
  readonly later: number;
}

const made: fc.Arbitrary<Made> = fc.record({
  person: fc.integer({ min: 0, max: 2 }),
  kind: fc.constantFrom(...KINDS),
  amount: fc.integer({ min: 1, max: 3 }),
  cents: fc.integer({ min: 0, max: 900 }),
  number: fc.integer({ min: 0, max: 2 }),
  later: fc.oneof(fc.integer({ min: -10 * MINUTE, max: 5 * MINUTE }), fc.constantFrom(0, HOUR, DAY)),
});

const questionFor = ({ kind, amount, cents }: Made, given: Partial<Question>) => {
  const facts: Partial<Facts> = { amount, price: { upfront: cents, monthly: 0 }, recipients: [NUMBER] };
  return { ...questionOf({ kind, risk: 'outbound', facts }), ...given };
};

/** Adds up by what a limit is for: kind or number, person or all, and the minute or day in which it went. */
class Sums {
  readonly #sums = new Map<string, number>();
  add(name: string, amount: number): number {
    const sum = (this.#sums.get(name) ?? 0) + amount;
    this.#sums.set(name, sum);
    return sum;
  }
}

describe('whatever calls come, and however the clock goes', () => {
  test('G4, G19, G20: no limit is passed', () => {
    fc.assert(
      fc.property(onlyLimits, fc.array(made, { maxLength: 60 }), (given, calls) => {
        const people: Counters[] = [NO_COUNTERS, NO_COUNTERS, NO_COUNTERS];
        const numbers: (RecipientRow | undefined)[] = [undefined, undefined, undefined];
        let all = NO_COUNTERS;
        let now = NOW;
        let seen = 0;
        const passed: string[] = [];
        const sums = new Sums();
        for (const call of calls) {
          now += call.later;
          const person = people[call.person] ?? NO_COUNTERS;
          const rows = { ...questionOf().rows, person, all, recipients: [numbers[call.number]] };
          const verdict = decide(questionFor(call, { settings: given, rows, now }));
          if (verdict.kind !== 'go') continue;
          people[call.person] = verdict.person;
          numbers[call.number] = verdict.recipients[0];
          all = verdict.all;
          seen = Math.max(seen, now);
          const { person: mine, all: ours } = given.limits[call.kind];
          const [minute, day] = [Math.floor(seen / MINUTE), Math.floor(seen / DAY)];
          const counted: readonly (readonly [string, number, number | undefined])[] = [
            [`${call.person} ${call.kind} minute ${minute}`, call.amount, mine.minute],
            [`${call.person} ${call.kind} day ${day}`, call.amount, mine.day],
            [`all ${call.kind} minute ${minute}`, call.amount, ours.minute],
            [`all ${call.kind} day ${day}`, call.amount, ours.day],
            [`cents ${day}`, call.cents, given.spendPerDay],
            [`number ${call.number} ${day}`, 1, given.recipient.day],
          ];
          passed.push(...counted.filter(([name, amount, most = Infinity]) => sums.add(name, amount) > most).map(([name]) => name));
        }
        expect(passed).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('G20: a clock that goes back frees nothing', () => {
    fc.assert(
      fc.property(
        onlyLimits,
        fc.array(made, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 2 * DAY }),
        (given, calls, back) => {
          let rows = { ...questionOf().rows, recipients: [undefined as RecipientRow | undefined] };
          for (const call of calls) {
            const question = questionFor(call, { settings: given, rows, now: NOW });
            const verdict = decide(question);
            const late = decide({ ...question, now: NOW - back });
            if (verdict.kind === 'refuse' && rows.person.at === NOW) expect(late).toEqual(verdict);
            if (verdict.kind === 'go') rows = { ...rows, person: verdict.person, all: verdict.all, recipients: [...verdict.recipients] };
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('G22: what is given back can be used again, and no more than that', () => {
    fc.assert(
      fc.property(onlyLimits, made, (given, call) => {
        const first = decide(questionFor(call, { settings: given }));
        if (first.kind !== 'go') return;
        const back = (counters: Counters) => givenBack(counters, call.kind, call.amount, call.cents, NOW);
        const rows = { ...questionOf().rows, person: back(first.person), all: back(first.all) };
        expect(decide(questionFor(call, { settings: given, rows }))).toEqual(first);
      }),
    );
  });
});

const time = fc.integer({ min: NOW - 2 * HOUR, max: NOW + 2 * HOUR });
const times = fc.record({ at: time, overAt: time, until: time });
/** The right one three times of four. */
const mostly = (right: string, wrong: string) => fc.constantFrom(right, right, right, wrong);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });

const call: fc.Arbitrary<CallRow> = fc
  .record({ state: fc.constantFrom('sending' as const, 'done' as const), exact: fc.constantFrom('request', 'other'), times })
  .map(({ times: when, ...row }) => callRow({ ...row, ...when }));
const approval: fc.Arbitrary<ApprovalRow> = fc
  .record({
    id: mostly('exact', 'other'),
    state: fc.constantFrom('waiting' as const, 'approved' as const, 'denied' as const, 'used' as const),
    until: time,
    subject: mostly('tenant.person', 'tenant.other'),
  })
  .map(approvalRow);
const recipient: fc.Arbitrary<RecipientRow> = fc
  .record({
    recent: fc.array(time, { maxLength: 4 }),
    inDay: fc.nat({ max: 30 }),
    optedOutAt: fc.option(time, { nil: undefined, freq: 4 }),
    optOuts: fc.option(fc.array(fc.record({ profileId: fc.constantFrom('P', 'Q'), at: time }), { maxLength: 2 }), {
      nil: undefined,
      freq: 4,
    }),
  })
  .map(recipientRow);
/** STOP to any place, and never START. */
const stopped: fc.Arbitrary<HeardOf> = fc.record({
  answeredAt: fc.option(time, { nil: undefined }),
  keywords: fc.array(
    fc.record({
      word: fc.constant('STOP' as const),
      at: time,
      own: maybe(fc.constant('+13125550100')),
      profileId: maybe(fc.constant('P')),
    }),
    { maxLength: 2 },
  ),
});
const counters: fc.Arbitrary<Counters> = fc
  .record({ inMinute: fc.nat({ max: 11 }), inDay: fc.nat({ max: 210 }), open: fc.nat({ max: 7 }), permitted: fc.boolean(), at: time })
  .map(({ inMinute, inDay, open, permitted, at }) =>
    countersOf(
      { messages: { inMinute, inDay } },
      {
        asked: Array.from({ length: open }, (_each, index) => ({ id: String(index), at, open: true })),
        permissions: permitted ? [permissionOf()] : [],
      },
    ),
  );
const reasons: fc.Arbitrary<Reason[]> = fc.array(
  fc.constantFrom('foreign_country' as const, 'webhook_host' as const, 'outbound' as const).map((code) => ({ code, what: 'it does' })),
  { maxLength: 2 },
);

/** Any call, with any rows. */
const question: fc.Arbitrary<Question> = fc
  .record({
    given: settings.map((each) => ({ ...each, limits: GUARD_DEFAULTS.limits })),
    risk: fc.constantFrom(
      'outbound' as const,
      'purchase' as const,
      'destructive' as const,
      'credential' as const,
      'write' as const,
      'read' as const,
    ),
    requestKey: maybe(fc.constant('key')),
    nonce: maybe(mostly('nonce', 'other')),
    row: fc.option(call, { nil: undefined, freq: 1 }),
    key: maybe(call),
    approval: maybe(approval),
    recipient: maybe(recipient),
    heard: fc.option(stopped, { nil: undefined, freq: 1 }),
    person: counters,
    all: counters,
    reasons,
    now: fc.integer({ min: NOW - HOUR, max: NOW + HOUR }),
  })
  .map(({ given, risk, requestKey, nonce, row, key, approval: asking, recipient: to, heard, person, all, reasons: why, now }) =>
    questionOf({
      risk,
      requestKey,
      settings: given,
      facts: { reasons: why },
      rows: { call: row, key: requestKey === undefined ? undefined : key, approval: asking, recipients: [to], person, all },
      heard: [heard],
      now,
      ...(nonce !== undefined && { confirmedNonce: nonce }),
    }),
  );

const over = (check: (each: Question, outcome: string) => void, options: fc.Parameters<[Question]> = { numRuns: 1_000 }) =>
  fc.assert(
    fc.property(question, (each) => check(each, outcomeOf(decide(each)))),
    options,
  );

describe('whatever a call finds', () => {
  test('G2: it never goes and nobody is asked where a fact refuses', () => {
    const refusal = { code: 'premium_number', text: 'No.' };
    over((each) => expect(decide({ ...each, facts: { ...each.facts, refusal } })).toEqual({ kind: 'refuse', refusal }));
  });

  test('it never goes to somebody who answered STOP', () => {
    over((each, outcome) => {
      const { optedOutAt, optOuts = [] } = each.rows.recipients[0] ?? {};
      // Nobody of these has answered START, and no profile is known.
      if (optedOutAt !== undefined || optOuts.length > 0 || (each.heard[0]?.keywords ?? []).length > 0)
        expect(outcome).toMatch(/^(receipt|under_way|outcome_unknown|request_key_conflict|opted_out)$/);
    });
  });

  test('it goes by a word of the page only where that row says so, in its time', () => {
    over(({ rows, now }, outcome) => {
      if (outcome !== 'go page') return;
      expect(rows.approval).toMatchObject({ id: 'exact', state: 'approved', subject: 'tenant.person' });
      expect(rows.approval?.until).toBeGreaterThan(now);
    });
  });

  test('it goes without a word only where nobody has to be asked', () => {
    over(({ settings: { confirm }, call: { tool }, facts }, outcome) => {
      if (outcome !== 'go nobody') return;
      const set = tool.risk === 'write' || tool.risk === 'read' ? 'client' : confirm[tool.risk];
      expect(['off', 'client']).toContain(set);
      if (set === 'client') expect(facts.reasons.filter(({ code }) => code !== 'outbound')).toEqual([]);
    });
  });

  test('it goes by a form only where the page need not be asked, and by an hour never for a purchase', () => {
    over(({ settings: { confirm }, call: { tool }, confirmedNonce, rows }, outcome) => {
      if (outcome === 'go form') {
        expect(tool.risk === 'write' || tool.risk === 'read' ? 'client' : confirm[tool.risk]).toBe('form');
        expect([confirmedNonce, rows.approval?.state]).toEqual(['nonce', 'waiting']);
      }
      if (outcome === 'go permission') expect([tool.risk === 'purchase', rows.person.permissions.length]).toEqual([false, 1]);
    });
  });

  test('it gets a receipt only of a call that was done, and that counts', () => {
    over(({ rows, call: { requestKey }, settings: { duplicates } }, outcome) => {
      if (outcome !== 'receipt') return;
      expect(requestKey === undefined ? rows.call?.state : rows.key?.state).toBe('done');
      expect(requestKey === undefined ? duplicates : rows.key?.exact === 'request').toBe(true);
    });
  });

  test('the same question gets the same answer, and is not changed', () => {
    over((each, outcome) => {
      const before = JSON.stringify(each);
      expect(outcomeOf(decide(each))).toBe(outcome);
      expect(JSON.stringify(each)).toBe(before);
    });
  });

  test('every way out is taken by some of these calls', () => {
    const taken = new Set<string>();
    over((_each, outcome) => void taken.add(outcome), { numRuns: 5_000, seed: 14 });
    expect([...taken].sort()).toEqual(
      [
        ...['ask form', 'ask page', 'denied', 'go form', 'go nobody', 'go page', 'go permission', 'limit_reached', 'opted_out'],
        ...['outcome_unknown', 'receipt', 'request_key_conflict', 'too_many_requests', 'under_way'],
      ].sort(),
    );
  });
});

test('G25: however often a person is asked, at most five requests wait and twenty come in an hour', () => {
  const page: GuardSettings = { ...GUARD_DEFAULTS, confirm: { ...GUARD_DEFAULTS.confirm, outbound: 'page' } };
  fc.assert(
    fc.property(
      fc.array(fc.record({ id: fc.nat({ max: 30 }).map(String), later: fc.nat({ max: 4 * MINUTE }) }), { maxLength: 80 }),
      (calls) => {
        let person = NO_COUNTERS;
        let now = NOW;
        const asking: { id: string; at: number }[] = [];
        for (const { id, later } of calls) {
          now += later;
          const last = asking.findLast((each) => each.id === id);
          const waits = last !== undefined && now < last.at + 15 * MINUTE;
          const row = waits ? approvalRow({ id, askedAt: last.at, until: last.at + 15 * MINUTE }) : undefined;
          const given = questionOf({ settings: page, digests: { exact: id }, rows: { person, approval: row }, now });
          if (decide(given).kind !== 'ask') continue;
          person = asked(person, id, now);
          if (!waits) asking.push({ id, at: now });
          const inHour = asking.filter(({ at }) => now < at + HOUR);
          expect(inHour.length).toBeLessThanOrEqual(20);
          expect(inHour.filter(({ at }) => now < at + 15 * MINUTE).length).toBeLessThanOrEqual(5);
        }
      },
    ),
    { numRuns: 200 },
  );
});
