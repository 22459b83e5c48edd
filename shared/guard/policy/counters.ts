import { KINDS, type Kind } from '../call.ts';
import type { Count, Counters } from '../ledger/index.ts';
import { dayOf, HOUR_MS, minuteOf, timeOf } from './time.ts';

/** Nothing was counted yet. */
export const NO_COUNTERS: Counters = { at: 0, minute: 0, day: 0, counts: {}, cents: 0, permissions: [], asked: [] };

/** What one call adds. */
export interface Spent {
  readonly kind: Kind;
  readonly amount: number;
  /** US cents */
  readonly cents: number;
}

const NOTHING: Count = { inMinute: 0, inDay: 0 };

export const countOf = ({ counts }: Counters, kind: Kind): Count => counts[kind] ?? NOTHING;

/** @returns the counters as they are at this time: without what belongs to an earlier minute, day or hour */
export function rolled(counters: Counters, now: number): Counters {
  const at = timeOf(now, counters);
  const [minute, day] = [minuteOf(at), dayOf(at)];
  return {
    at,
    minute,
    day,
    counts: counts(counters, ({ inMinute, inDay }) => ({
      inMinute: counters.minute === minute ? inMinute : 0,
      inDay: counters.day === day ? inDay : 0,
    })),
    cents: counters.day === day ? counters.cents : 0,
    permissions: counters.permissions.filter(({ until }) => at < until),
    asked: counters.asked.filter((each) => at < each.at + HOUR_MS),
  };
}

/** @returns the counters after a call */
export function counted(counters: Counters, { kind, amount, cents }: Spent, now: number): Counters {
  const before = rolled(counters, now);
  const { inMinute, inDay } = countOf(before, kind);
  return {
    ...before,
    counts: { ...before.counts, [kind]: { inMinute: inMinute + amount, inDay: inDay + amount } },
    cents: before.cents + cents,
  };
}

/**
 * Takes a call back of which Telnyx certainly did nothing.
 *
 * @param at when it was counted: what belongs to a later minute or day stays
 */
export function givenBack(counters: Counters, kind: Kind, amount: number, cents: number, at: number): Counters {
  const [sameMinute, sameDay] = [counters.minute === minuteOf(at), counters.day === dayOf(at)];
  const { inMinute, inDay } = countOf(counters, kind);
  const less = (count: number, same: boolean, by: number) => (same ? Math.max(0, count - by) : count);
  return {
    ...counters,
    counts: { ...counters.counts, [kind]: { inMinute: less(inMinute, sameMinute, amount), inDay: less(inDay, sameDay, amount) } },
    cents: less(counters.cents, sameDay, cents),
  };
}

function counts(counters: Counters, change: (count: Count) => Count): Counters['counts'] {
  const changed = KINDS.map((kind) => [kind, change(countOf(counters, kind))] as const);
  return Object.fromEntries(changed.filter(([, { inMinute, inDay }]) => inMinute > 0 || inDay > 0));
}
