import { isOf, timeOf, type Told } from './told.ts';

/** @returns when the other side opted out, in milliseconds since the epoch; undefined where they never did, or have opted in again */
export function optedOutAt(all: readonly Told[]): number | undefined {
  const theirs = all.filter(isOf('message')).filter(({ event }) => event.direction === 'inbound');
  const timesOf = (keyword: string) => theirs.filter(({ event }) => event.keyword === keyword).map(timeOf);
  const optedIn = Math.max(...timesOf('START'));
  // Of a STOP and a START at the same time the STOP counts.
  const since = Math.min(...timesOf('STOP').filter((time) => time >= optedIn));
  return since === Infinity ? undefined : since;
}
