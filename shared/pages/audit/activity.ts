import type { AuditReader } from '../../guard/index.ts';
import { find, matching, summaryOf, type Found, type Summary } from './find.ts';
import type { AuditView } from './query.ts';

interface Reading {
  readonly reader: AuditReader;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly auditDays: number;
}

/** What the page shows. */
export interface Activity extends Found {
  /** Of a day that was read whole, or as far as `cut` says. */
  readonly summary: Summary | undefined;
  /** The summary does not cover the whole day. */
  readonly cut: boolean;
}

const PAGE = 50;
/** Twenty answers of the table: some seconds at most. */
const MOST_READ = 10_000;
const WHOLE = { most: MOST_READ, mostRead: MOST_READ };

/** A day is read whole, for its summary and for what there is to choose from. All days are read as far as a page needs. */
export async function activityOf(reading: Reading, view: AuditView): Promise<Activity> {
  if (view.day === undefined)
    return { ...(await find(reading, view, { most: PAGE, mostRead: MOST_READ })), summary: undefined, cut: false };
  const { now } = reading;
  const whole = await find(reading, { day: view.day }, WHOLE);
  const matches = whole.entries.filter(matching(view, now));
  const summary = summaryOf(matches, now);
  const { occurring } = whole;
  if (whole.next !== undefined) {
    const found = await find(reading, view, { most: PAGE, mostRead: MOST_READ });
    return { ...found, occurring, summary, cut: true };
  }
  const { after } = view;
  const left = after === undefined ? matches : matches.filter(({ id }) => id > after);
  const entries = left.slice(0, PAGE);
  return { entries, occurring, summary, cut: false, next: left.length > PAGE ? entries.at(-1)?.id : undefined };
}

/** Rows of one file. More would not arrive before the platform's time limit. */
export const MOST_IN_FILE = 20_000;

/** What a file holds: everything that matches, in bounds. */
export const fileOf = (reading: Reading, view: AuditView): Promise<Found> =>
  find(reading, view, { most: MOST_IN_FILE, mostRead: 5 * MOST_IN_FILE });
