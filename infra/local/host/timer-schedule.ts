/** NCRONTAB as the Functions host reads it (Learn, "Timer trigger for Azure Functions": NCRONTAB expressions). */
import { Cron } from 'croner';
import { StartError } from './start-error.ts';

export interface TimerSchedule {
  /** Calls `run` at every occurrence, but never before the last call has settled. */
  start(run: () => Promise<void>): void;
  stop(): void;
  /** The next occurrence; undefined where there is none. */
  next(): Date | undefined;
  /** Whether occurrences are at least a minute apart, now: only those the host keeps a record of. */
  isMonitored(): boolean;
}

/** Values, ranges, steps and lists. croner knows more signs (L, W, #, ?, +), which the real host would refuse. */
const FIELD = /^(?:\*|\d{1,2}|[a-z]{3})(?:-(?:\d{1,2}|[a-z]{3}))?(?:\/\d{1,2})?$/i;
const MINUTE_MS = 60_000;

function isWellFormed(schedule: string): boolean {
  const fields = schedule.trim().split(/\s+/);
  // Sunday is 0 only; to croner it is 7 as well.
  return fields.length === 6 && fields.every((field) => field.split(',').every((part) => FIELD.test(part))) && !fields[5]?.includes('7');
}

/** In: the function's name, for the message, and its schedule, in UTC as in Azure. Throws a StartError for a schedule that the real host would refuse. */
export function parseSchedule(name: string, schedule: unknown): TimerSchedule {
  const refusal = new StartError(
    `Function "${name}": its schedule must be six fields (second minute hour day month weekday) such as "0 */5 * * * *".`,
  );
  if (typeof schedule !== 'string' || !isWellFormed(schedule)) throw refusal;
  let cron: Cron;
  try {
    // Where both a day of the month and a weekday are given, NCRONTAB wants both. By its name, UTC would have Node load all time zones first.
    cron = new Cron(schedule.trim(), { mode: '6-part', domAndDow: true, utcOffset: 0, protect: true });
  } catch {
    throw refusal;
  }
  return {
    start: (run) => void cron.schedule(run),
    stop: () => cron.stop(),
    next: () => cron.nextRun() ?? undefined,
    isMonitored: () => {
      const [first, second] = cron.nextRuns(2);
      return first === undefined || second === undefined || second.getTime() - first.getTime() >= MINUTE_MS;
    },
  };
}
