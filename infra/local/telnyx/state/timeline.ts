/** What is going to happen in an account, by the simulator's clock. */
export interface Timeline {
  /** Has `happen` called with `at` once the clock gets there; it looks itself whether it still applies. */
  readonly schedule: (at: number, happen: (at: number) => void) => void;
  /** Lets everything happen that is due, in order of time; what happens may schedule more. */
  readonly run: (now: number) => void;
}

interface Entry {
  readonly at: number;
  readonly happen: (at: number) => void;
}

export function createTimeline(): Timeline {
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
    schedule: (at, happen) => {
      entries.splice(place(at), 0, { at, happen });
    },
    run: (now) => {
      for (let next = entries[0]; next && next.at <= now; next = entries[0]) {
        entries.shift();
        next.happen(next.at);
      }
    },
  };
}
