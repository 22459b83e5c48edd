/** Runs the app's timer functions: on schedule, at start-up, and on request. */
import { randomUUID } from 'node:crypto';
import type { RegisteredFunction } from './core-types.ts';
import type { Running } from './drain.ts';
import type { Invoke } from './invocation.ts';
import { writeError } from './log.ts';
import { triggerOf } from './router.ts';
import { parseSchedule } from './timer-schedule.ts';
import type { TimerSchedule } from './timer-schedule.ts';

export interface Timers {
  /**
   * Runs the function now.
   * @param name compared without case, as in the real host
   * @returns false for an unknown name
   */
  run(name: string): boolean;
  start(): void;
  /** Cancels future runs. Current ones continue. */
  stop(): void;
}

interface Timer {
  readonly name: string;
  readonly schedule: TimerSchedule;
  readonly runOnStartup: boolean;
  /** Never rejects: errors are logged. */
  readonly run: () => Promise<void>;
  /** Runs and records the occurrence. */
  readonly runOnSchedule: () => Promise<void>;
}

/** .NET's DateTime.MinValue: no run yet. */
const NEVER = new Date('0001-01-01T00:00:00Z');

function toTimer(candidate: RegisteredFunction, invoke: Invoke, running: Running): Timer {
  const { name } = candidate.metadata;
  const { name: triggerName = '', binding = {} } = triggerOf(candidate) ?? {};
  const schedule = parseSchedule(name, binding.schedule);
  let record = { Last: NEVER, LastUpdated: NEVER, Next: schedule.next() ?? NEVER };

  async function invokeTimer(): Promise<void> {
    // The host's spelling: the library converts the names to camelCase.
    const timer = { Schedule: { AdjustForDST: true }, ScheduleStatus: schedule.isMonitored() ? record : null, IsPastDue: false };
    const data = { json: JSON.stringify(timer) };
    try {
      await invoke({ id: randomUUID(), target: { ...candidate, triggerName }, data, metadata: {}, headers: new Map() });
    } catch (error) {
      writeError(name, error);
    }
  }

  function run(): Promise<void> {
    const work = invokeTimer();
    running.add(work);
    return work;
  }

  return {
    name,
    schedule,
    runOnStartup: binding.runOnStartup === true,
    run,
    runOnSchedule: async () => {
      const occurrence = new Date();
      await run();
      // Runs on request are not recorded, as in the real host.
      record = { Last: occurrence, LastUpdated: new Date(), Next: schedule.next() ?? NEVER };
    },
  };
}

/** @throws StartError for a schedule that the real host rejects */
export function createTimers(functions: readonly RegisteredFunction[], invoke: Invoke, running: Running): Timers {
  const timers = functions.map((candidate) => toTimer(candidate, invoke, running));
  return {
    run: (name) => {
      const timer = timers.find((each) => each.name.toLowerCase() === name.toLowerCase());
      void timer?.run();
      return timer !== undefined;
    },
    start: () => {
      for (const { schedule, runOnStartup, run, runOnSchedule } of timers) {
        schedule.start(runOnSchedule);
        if (runOnStartup) void run();
      }
    },
    stop: () => {
      for (const { schedule } of timers) schedule.stop();
    },
  };
}
