/** More calls wait than the table can serve. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/** Milliseconds. Whoever waits longer is told to come back. */
const LONGEST_WAIT_MS = 5_000;

/**
 * @param longestWaitMs in line; 5 s by default
 * @returns a promise that rejects with {@link BusyError} after so long
 */
export type Line = <Result>(work: () => Promise<Result>, longestWaitMs?: number) => Promise<Result>;

/**
 * Lets one piece of work run at a time. All calls of a process change the same counters: one after another, none finds them changed meanwhile.
 */
export function createLine(): Line {
  let last: Promise<unknown> = Promise.resolve();
  return (work, longestWaitMs = LONGEST_WAIT_MS) => {
    const joinedAt = performance.now();
    const turn = last.then(() => {
      if (performance.now() - joinedAt > longestWaitMs) throw new BusyError();
      return work();
    });
    last = turn.catch(() => undefined);
    return turn;
  };
}
