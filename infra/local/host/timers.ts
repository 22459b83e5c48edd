/** The app's timer functions: on their schedule, at the start, and when somebody asks for one. */
import { randomUUID } from 'node:crypto';
import type { RegisteredFunction } from './core-types.ts';
import type { Running } from './drain.ts';
import type { Invoke } from './invocation.ts';
import { writeFailure } from './log.ts';
import { triggerOf } from './router.ts';
import { parseSchedule } from './timer-schedule.ts';
import type { TimerSchedule } from './timer-schedule.ts';

export interface Timers {
  /** Runs the function of that name now; names compare without case, as in the real host. False where no timer has it. */
  run(name: string): boolean;
  start(): void;
  /** No more occurrences; what runs goes on. */
  stop(): void;
}

interface Timer {
  readonly name: string;
  readonly schedule: TimerSchedule;
  readonly runOnStartup: boolean;
  /** Neither rejects: what fails is logged. */
  readonly run: () => Promise<void>;
  readonly occur: () => Promise<void>;
}

/** What .NET says where nothing has happened yet. */
const NEVER = new Date('0001-01-01T00:00:00Z');

function toTimer(candidate: RegisteredFunction, invoke: Invoke, running: Running): Timer {
  const { name } = candidate.metadata;
  const { name: triggerName = '', binding = {} } = triggerOf(candidate) ?? {};
  const schedule = parseSchedule(name, binding.schedule);
  let record = { Last: NEVER, LastUpdated: NEVER, Next: schedule.next() ?? NEVER };

  async function invokeIt(): Promise<void> {
    // In the host's own spelling: the library turns the names into camelCase.
    const timer = { Schedule: { AdjustForDST: true }, ScheduleStatus: schedule.isMonitored() ? record : null, IsPastDue: false };
    const data = { json: JSON.stringify(timer) };
    try {
      await invoke({ id: randomUUID(), target: { ...candidate, triggerName }, data, metadata: {}, headers: new Map() });
    } catch (error) {
      writeFailure(name, error);
    }
  }

  function run(): Promise<void> {
    const work = invokeIt();
    running.add(work);
    return work;
  }

  return {
    name,
    schedule,
    runOnStartup: binding.runOnStartup === true,
    run,
    occur: async () => {
      const occurrence = new Date();
      await run();
      // A run out of turn leaves no trace here, as in the real host.
      record = { Last: occurrence, LastUpdated: new Date(), Next: schedule.next() ?? NEVER };
    },
  };
}

/** In: timer functions. Throws a StartError for a schedule that the real host would refuse. */
export function createTimers(functions: readonly RegisteredFunction[], invoke: Invoke, running: Running): Timers {
  const timers = functions.map((candidate) => toTimer(candidate, invoke, running));
  return {
    run: (name) => {
      const timer = timers.find((each) => each.name.toLowerCase() === name.toLowerCase());
      void timer?.run();
      return timer !== undefined;
    },
    start: () => {
      for (const { schedule, runOnStartup, run, occur } of timers) {
        schedule.start(occur);
        if (runOnStartup) void run();
      }
    },
    stop: () => {
      for (const { schedule } of timers) schedule.stop();
    },
  };
}
