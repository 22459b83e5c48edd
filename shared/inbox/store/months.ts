const DAY_MS = 86_400_000;
const PREFIX = 'inbox';
const NAME = /^inbox(\d{4})(\d{2})$/;

/** The beginning of the names of all tables of the inbox. */
export const TABLES = `${PREFIX}2`;

/** @returns the table of the month (UTC) of this time: `inbox202611` */
export const tableOf = (ms: number): string => `${PREFIX}${new Date(ms).toISOString().slice(0, 7).replace('-', '')}`;

/**
 * @param days how many days back can be read
 * @returns the tables with events of these days, the newest first. An event lies in the month of the message or call that it is about, which
 *   is never later than now.
 */
export function readableTables(now: number, days: number): readonly [string, ...string[]] {
  const tables: [string, ...string[]] = [tableOf(now)];
  const oldest = tableOf(now - days * DAY_MS);
  for (let at = now; tables.at(-1) !== oldest && tables.length < 6;) {
    at = firstOfMonth(at) - 1;
    tables.push(tableOf(at));
  }
  return tables;
}

/** Whether everything in a table is too old to be read. */
export function isOver(table: string, now: number, days: number): boolean {
  const [, year, month] = NAME.exec(table) ?? [];
  if (year === undefined || month === undefined) return false;
  return Date.UTC(Number(year), Number(month)) <= now - days * DAY_MS;
}

const firstOfMonth = (ms: number): number => Date.UTC(new Date(ms).getUTCFullYear(), new Date(ms).getUTCMonth());
