import type { Hours } from '../../platform/index.ts';
import type { Reason } from './facts.ts';
import type { Reached } from './reached.ts';

/** Makers of local times by zone: making one takes longer than using it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** @returns such as `22:40` */
function localTime(zone: string, at: number): string {
  const clock =
    clocks.get(zone) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  clocks.set(zone, clock);
  return clock.format(at);
}

/** The hours may span midnight. */
const isQuiet = ({ from, to }: Hours, hour: number) => (from <= to ? from <= hour && hour < to : from <= hour || hour < to);

/**
 * Whether people may be asleep where a number was given out. It is quiet where one of its zones is, and where the zone is not known.
 *
 * @param at ms since the epoch
 * @param isLater the call goes out at a later time, not now
 */
export function quietReason({ number, recipient }: Reached, hours: Hours, at: number, isLater: boolean): Reason | undefined {
  // Nobody is woken by a short code or a telephone system.
  if (number === undefined) return undefined;
  const { address, zones } = recipient;
  if (zones.length === 0) return { code: 'quiet_hours', what: `it may be night where ${address} is: its time zone is not known` };
  const quiet = zones.map((zone) => ({ zone, time: localTime(zone, at) })).find(({ time }) => isQuiet(hours, Number(time.slice(0, 2))));
  return quiet && { code: 'quiet_hours', what: `it ${isLater ? 'will be' : 'is'} ${quiet.time} where ${address} is (${quiet.zone})` };
}
