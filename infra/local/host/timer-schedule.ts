/**
 * NCRONTAB schedules, as the Functions host parses them.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions
 */
import { Cron } from 'croner';
import { StartError } from './start-error.ts';

export interface TimerSchedule {
  /** Calls `run` at each occurrence, never while an earlier call runs. */
  start(run: () => Promise<void>): void;
  stop(): void;
  next(): Date | undefined;
  /** Whether the next occurrences are a minute or more apart: only then the host records them. */
  isMonitored(): boolean;
}

/** Values, ranges and steps. croner also accepts L, W, #, ? and +, which the real host rejects. */
const FIELD = /^(?:\*|\d{1,2}|[a-z]{3})(?:-(?:\d{1,2}|[a-z]{3}))?(?:\/\d{1,2})?$/i;
const MINUTE_MS = 60_000;

function isWellFormed(schedule: string): boolean {
  const fields = schedule.trim().split(/\s+/);
  // Sunday is 0; croner also accepts 7.
  return fields.length === 6 && fields.every((field) => field.split(',').every((part) => FIELD.test(part))) && !fields[5]?.includes('7');
}

/**
 * @param name the function's name, for the error message
 * @param schedule in UTC, as in Azure
 * @throws StartError for a schedule that the real host rejects
 */
export function parseSchedule(name: string, schedule: unknown): TimerSchedule {
  const invalid = new StartError(
    `Function "${name}": its schedule must be six fields (second minute hour day month weekday) such as "0 */5 * * * *".`,
  );
  if (typeof schedule !== 'string' || !isWellFormed(schedule)) throw invalid;
  let cron: Cron;
  try {
    // domAndDow: NCRONTAB requires both day and weekday to match. utcOffset: the name "UTC" would make Node load all time zones.
    cron = new Cron(schedule.trim(), { mode: '6-part', domAndDow: true, utcOffset: 0, protect: true });
  } catch {
    throw invalid;
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
