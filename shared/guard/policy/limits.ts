import type { GuardSettings, Rate } from '../../platform/index.ts';
import type { Kind } from '../call.ts';
import type { Facts, Refusal } from '../facts/index.ts';
import type { Left } from '../preview.ts';
import { countOf, rolled, type Spent } from './counters.ts';
import { inDay } from './recipients.ts';
import { DAY_MS, dayOf, MINUTE_MS, minuteOf } from './time.ts';
import type { Question } from './verdict.ts';
import { limitReached } from './words.ts';

/** One limit, and how a call stands to it. */
interface Bound {
  readonly most: number | undefined;
  readonly used: number;
  readonly wanted: number;
  readonly freeAt: number;
  /** How many of what is counted make one of what is told: 100 US cents. */
  readonly unit?: number;
  /** `10 messages` */
  readonly amount: (count: number) => string;
  /** `a minute for one person (LIMIT_MESSAGES)` */
  readonly of: string;
}

/** @returns US cents that an order costs first; what Telnyx does not say before counts as nothing */
export const costOf = ({ price, knownCents }: Pick<Facts, 'price' | 'knownCents'>): number =>
  knownCents ?? (price?.upfront ?? 0) + (price?.monthly ?? 0);

/** Every limit that a call counts under. */
function boundsOf({ settings, call, facts, rows }: Question, now: number): readonly Bound[] {
  const kind = call.tool.rules.counts;
  const spent: Spent = { kind, amount: facts.amount, cents: costOf(facts) };
  const { person, all } = settings.limits[kind];
  const [mine, ours] = [rolled(rows.person, now), rolled(rows.all, now)];
  return [
    ...ofRate(person, countOf(mine, kind), spent, now, 'for one person'),
    ...ofRate(all, countOf(ours, kind), spent, now, 'for all people together'),
    {
      most: settings.spendPerDay,
      used: ours.cents,
      wanted: spent.cents,
      freeAt: tomorrow(now),
      unit: 100,
      amount: dollars,
      of: 'a day for the orders of all people together (LIMIT_SPEND)',
    },
    ...facts.recipients.map((_recipient, index) => ofRecipient(settings, rows.recipients[index], now)),
  ];
}

/** @returns why a call would pass a limit: of those that it would pass, the one that opens last */
export function beyondLimits(question: Question, now: number): Refusal | undefined {
  const kind = question.call.tool.rules.counts;
  const last = boundsOf(question, now)
    .filter(isPassed)
    .map((bound) => ({ bound, freeAt: bound.wanted > bound.most ? undefined : bound.freeAt }))
    .reduce<Passed | undefined>((latest, each) => (latest && opens(latest) >= opens(each) ? latest : each), undefined);
  if (!last) return undefined;
  const { most, used, wanted, amount, of } = last.bound;
  const left = used < most ? amount(most - used) : undefined;
  return limitReached(kind, { limit: `${amount(most)} ${of}`, left, freeAt: last.freeAt, wanted: amount(wanted) }, now);
}

/** What is left of the limits that a call counts under, before it. */
export const leftOf = (question: Question): readonly Left[] =>
  boundsOf(question, question.now).flatMap(({ most, used, wanted, freeAt, unit = 1, amount, of }) => {
    const counted = amount(2 * unit).replace(/^\S+ /, '');
    return most === undefined || wanted === 0
      ? []
      : [{ limit: `${counted} ${of}`, left: Math.max(0, most - used) / unit, of: most / unit, until: freeAt }];
  });

type Passable = Bound & { readonly most: number };

interface Passed {
  readonly bound: Passable;
  /** Undefined: never, because the call alone is too much. */
  readonly freeAt: number | undefined;
}

const opens = ({ freeAt = Infinity }: Passed) => freeAt;

const isPassed = (bound: Bound): bound is Passable =>
  bound.most !== undefined && bound.wanted > 0 && bound.used + bound.wanted > bound.most;

const tomorrow = (now: number) => (dayOf(now) + 1) * DAY_MS;

function ofRate(
  rate: Rate,
  { inMinute, inDay: onDay }: ReturnType<typeof countOf>,
  { kind, amount: wanted }: Spent,
  now: number,
  whose: string,
): Bound[] {
  const amount = (count: number) => `${count} ${count === 1 ? kind.slice(0, -1) : kind}`;
  const name = `(${SETTING[kind]})`;
  return [
    { most: rate.minute, used: inMinute, wanted, freeAt: (minuteOf(now) + 1) * MINUTE_MS, amount, of: `a minute ${whose} ${name}` },
    { most: rate.day, used: onDay, wanted, freeAt: tomorrow(now), amount, of: `a day ${whose} ${name}` },
  ];
}

const SETTING: Readonly<Record<Kind, string>> = {
  messages: 'LIMIT_MESSAGES',
  calls: 'LIMIT_CALLS',
  numbers: 'LIMIT_NUMBERS',
  changes: 'LIMIT_CHANGES',
  lookups: 'LIMIT_LOOKUPS',
};

const ofRecipient = ({ recipient }: GuardSettings, row: Question['rows']['recipients'][number], now: number): Bound => ({
  most: recipient.day,
  used: inDay(row, now),
  wanted: 1,
  freeAt: tomorrow(now),
  amount: (count) => `${count} ${count === 1 ? 'message or call' : 'messages and calls'}`,
  of: 'a day to one number (LIMIT_RECIPIENT)',
});

const dollars = (cents: number) => `${cents % 100 === 0 ? cents / 100 : (cents / 100).toFixed(2)} USD`;
