/** Beyond these, JavaScript has no date. */
const LATEST_MS = 8.64e15;

const isTime = (ms: number) => Number.isFinite(ms) && Math.abs(ms) <= LATEST_MS;

const isoOf = (ms: number) => (isTime(ms) ? new Date(ms).toISOString() : undefined);

/** `2026-11-27`, in UTC as all times here. */
export const dayOf = (ms: number): string => isoOf(ms)?.slice(0, 10) ?? 'no date';

/** `14:02` */
export const minuteOf = (ms: number): string => isoOf(ms)?.slice(11, 16) ?? '--:--';

/** `14:02:22Z` */
export const secondOf = (ms: number): string => `${isoOf(ms)?.slice(11, 19) ?? '--:--:--'}Z`;

/** `2026-11-27 14:02Z` */
export const momentOf = (ms: number): string => `${dayOf(ms)} ${minuteOf(ms)}Z`;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `20 Dec` */
export function dateOf(ms: number): string {
  const date = new Date(isTime(ms) ? ms : 0);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''}`;
}

/** Milliseconds of a unit, its name, and of how many on it is used. */
const UNITS: readonly (readonly [size: number, name: string, fewest: number])[] = [
  [86_400_000, 'days', 2],
  [3_600_000, 'h', 1],
  [60_000, 'min', 1],
];

/** `4 min ago` */
export function ago(ms: number, now: number): string {
  const passed = now - ms;
  const unit = UNITS.find(([size, , fewest]) => passed >= size * fewest);
  return unit === undefined ? 'just now' : `${Math.floor(passed / unit[0])} ${unit[1]} ago`;
}
