interface Entry {
  readonly at: number;
  readonly happen: (at: number) => void;
}

/** Rings once the clock gets to a time; setting it anew forgets the time before, and without a time it is off. */
export type Alarm = (at: number | undefined) => void;

/** The longest that a timer of Node waits. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Alarms on the simulator's clock. They keep no process alive, and none rings after `signal` aborts. With a clock that stands still they ring
 * too early, which does no harm: nothing is due then.
 */
export const createAlarms =
  (now: () => number, signal: AbortSignal) =>
  (ring: () => void): Alarm => {
    let timer: NodeJS.Timeout | undefined;
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    return (at) => {
      clearTimeout(timer);
      timer = at === undefined || signal.aborted ? undefined : setTimeout(ring, Math.min(Math.max(0, at - now()), MAX_TIMER_MS)).unref();
    };
  };

/**
 * What is going to happen in an account, by the simulator's clock. It runs when it is told to, and by itself at the time of its first entry.
 *
 * @param alarmFor makes the alarm that a function is called by
 */
export function createTimeline(now: () => number, alarmFor: (ring: () => void) => Alarm) {
  const entries: Entry[] = [];
  const alarm = alarmFor(() => run(now()));

  /** Where an entry of that time belongs: behind those of the same time. */
  function place(at: number): number {
    let [low, high] = [0, entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((entries[middle]?.at ?? Infinity) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Lets everything happen that is due, in order of time; what happens may schedule more. */
  function run(until: number): void {
    for (let next = entries[0]; next && next.at <= until; next = entries[0]) {
      entries.shift();
      next.happen(next.at);
    }
    alarm(entries[0]?.at);
  }

  return {
    /** Calls `happen` with `at` once the clock gets there; it checks itself whether it still applies. */
    schedule: (at: number, happen: Entry['happen']) => {
      const index = place(at);
      entries.splice(index, 0, { at, happen });
      if (index === 0) alarm(at);
    },
    run,
  };
}

export type Timeline = ReturnType<typeof createTimeline>;
