const DAY_MS = 24 * 3600 * 1000;

/** Midnight (UTC) of the day, the week's Monday, or the month's first that lies `shift` units from now. */
const STARTS = {
  day: (now: Date, shift: number) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + shift),
  week: (now: Date, shift: number) =>
    Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - ((now.getUTCDay() + 6) % 7) + shift * 7),
  month: (now: Date, shift: number) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + shift),
} as const;

const RANGES: Readonly<Record<string, readonly [unit: keyof typeof STARTS, shift: number]>> = {
  yesterday: ['day', -1],
  today: ['day', 0],
  tomorrow: ['day', 1],
  last_week: ['week', -1],
  this_week: ['week', 0],
  next_week: ['week', 1],
  last_month: ['month', -1],
  this_month: ['month', 0],
  next_month: ['month', 1],
};

/** A named range of detail records as [from, until) in ms, UTC; `last_N_days` ends with today. Undefined for an unknown name. */
export function dateRange(name: string, nowMs: number): readonly [from: number, until: number] | undefined {
  const now = new Date(nowMs);
  const range = Object.hasOwn(RANGES, name) ? RANGES[name] : undefined;
  if (range) return [STARTS[range[0]](now, range[1]), STARTS[range[0]](now, range[1] + 1)];
  const days = /^last_(\d{1,4})_days$/.exec(name)?.[1];
  if (days === undefined) return undefined;
  return [STARTS.day(now, 0) - (Number(days) - 1) * DAY_MS, STARTS.day(now, 1)];
}
