import type { Kind } from '../call.ts';
import type { Refusal } from '../facts/index.ts';
import type { Asked, Counters } from '../ledger/index.ts';
import { rolled } from './counters.ts';
import { HOUR_MS, MINUTE_MS } from './time.ts';
import { manyAsked, manyWaiting } from './words.ts';

/** How long a request waits for its person. */
export const WAITING_MS = 15 * MINUTE_MS;

const MOST_WAITING = 5;
const MOST_IN_HOUR = 20;

/**
 * @param page URL of what waits for the person
 * @returns why a person is not asked about one more call
 */
export function beyondAsking(person: Counters, kind: Kind, now: number, page: string): Refusal | undefined {
  const { asked: inHour } = rolled(person, now);
  const waiting = inHour.filter((each) => isWaiting(each, now)).length;
  if (waiting >= MOST_WAITING) return manyWaiting(kind, waiting, page);
  // The one that has to be forgotten first, so that there is room for another.
  const oldest = inHour.at(-MOST_IN_HOUR);
  return oldest && manyAsked(kind, inHour.length, oldest.at + HOUR_MS, now, page);
}

/** @returns the counters of a person who is asked about a call; the same where they are asked about it already */
export function asked(counters: Counters, id: string, now: number): Counters {
  const before = rolled(counters, now);
  if (before.asked.some((each) => each.id === id && isWaiting(each, before.at))) return before;
  return { ...before, asked: [...decided(before, id).asked, { id, at: before.at, open: true }] };
}

const isWaiting = ({ at, open }: Asked, now: number) => open && now < at + WAITING_MS;

/** @returns the counters of a person who has decided about a call, or whose call has gone */
export const decided = (counters: Counters, id: string): Counters => ({
  ...counters,
  asked: counters.asked.map((each) => (each.id === id ? { ...each, open: false } : each)),
});
