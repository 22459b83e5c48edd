const DAY_MS = 24 * 3600 * 1000;

/** Telnyx bills in UTC, and its reports cover at most 31 days. */
export const PERIOD = /^(today|yesterday|(this|last)_(week|month)|last_([1-9]|[12]\d|3[01])_days)$/;

/** "Last 7 days" as `last_7_days`. */
export const asOneWord = (written: string): string => written.trim().toLowerCase().replaceAll(/[ -]+/g, '_');

/** Telnyx refuses a report that ends in the future. Its clock need not be ours. */
const CLOCK_MARGIN_MS = 2_000;

interface Period {
  readonly from: Date;
  /** Not before `from`; not in the future. */
  readonly until: Date;
  /** The first day after the period. */
  readonly end: Date;
}

/**
 * @param name fits {@link PERIOD}; a week begins on Monday, `last_N_days` ends with today
 * @param now milliseconds since the epoch
 */
export function periodNamed(name: string, now: number): Period {
  const today = new Date(now);
  const at = (months: number, days: number) => new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + months, days));
  const day = (shift: number) => at(0, today.getUTCDate() + shift);
  const monday = -((today.getUTCDay() + 6) % 7);
  const between = (from: Date, end: Date): Period => ({
    from,
    until: new Date(Math.max(Math.min(end.getTime(), now - CLOCK_MARGIN_MS), from.getTime() + 1_000)),
    end,
  });
  switch (name) {
    case 'today':
      return between(day(0), day(1));
    case 'yesterday':
      return between(day(-1), day(0));
    case 'this_week':
      return between(day(monday), day(monday + 7));
    case 'last_week':
      return between(day(monday - 7), day(monday));
    case 'this_month':
      return between(at(0, 1), at(1, 1));
    case 'last_month':
      return between(at(-1, 1), at(0, 1));
    default: {
      const days = Number(/\d+/.exec(name)?.[0] ?? 1);
      return between(new Date(day(1).getTime() - days * DAY_MS), day(1));
    }
  }
}

/** `2026-01-31` */
export const dateOf = (time: Date): string => time.toISOString().slice(0, 10);

/** `2026-01-31T12:00:00Z`: Telnyx takes no fractions of seconds. */
export const timeOf = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`;
