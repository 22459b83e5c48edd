/** Tracks running work, so that a stopping host can let it finish. */
export interface Running {
  add(work: Promise<unknown>): void;
  /** Resolves when all work has settled, or after `limitMs` milliseconds. */
  settled(limitMs: number): Promise<void>;
}

/** Waits for `work`, at most `limitMs` milliseconds. */
export async function atMost(work: Promise<unknown>, limitMs: number): Promise<void> {
  const { promise: elapsed, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, limitMs, undefined);
  try {
    await Promise.race([work, elapsed]);
  } finally {
    clearTimeout(timer);
  }
}

export function createRunning(): Running {
  const running = new Set<Promise<unknown>>();
  return {
    add: (work) => {
      running.add(work);
      const remove = () => running.delete(work);
      work.then(remove, remove);
    },
    settled: (limitMs) => atMost(Promise.allSettled(running), limitMs),
  };
}
