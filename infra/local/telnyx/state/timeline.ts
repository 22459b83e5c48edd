interface Entry {
  readonly at: number;
  readonly happen: (at: number) => void;
}

/** What is going to happen in an account, by the simulator's clock. */
export function createTimeline() {
  const entries: Entry[] = [];

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

  return {
    /** Calls `happen` with `at` once the clock gets there; it checks itself whether it still applies. */
    schedule: (at: number, happen: Entry['happen']) => {
      entries.splice(place(at), 0, { at, happen });
    },
    /** Lets everything happen that is due, in order of time; what happens may schedule more. */
    run: (now: number) => {
      for (let next = entries[0]; next && next.at <= now; next = entries[0]) {
        entries.shift();
        next.happen(next.at);
      }
    },
  };
}

export type Timeline = ReturnType<typeof createTimeline>;
