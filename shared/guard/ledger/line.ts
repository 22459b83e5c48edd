/** More calls wait than the table can serve. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/** Milliseconds. Whoever waits longer is told to come back. */
const LONGEST_WAIT_MS = 5_000;

/** Lets one piece of work run at a time. */
export interface Line {
  /**
   * @param longestWaitMs in line; 5 s by default
   * @returns a promise that rejects with {@link BusyError} after so long
   */
  <Result>(work: () => Promise<Result>, longestWaitMs?: number): Promise<Result>;
  /** Nobody is in line. */
  readonly isFree: () => boolean;
}

/** All calls of a process change the same counters: one after another, none finds them changed meanwhile. */
export function createLine(): Line {
  let last: Promise<unknown> = Promise.resolve();
  let count = 0;
  const join = <Result>(work: () => Promise<Result>, longestWaitMs = LONGEST_WAIT_MS): Promise<Result> => {
    const joinedAt = performance.now();
    count++;
    const turn = last
      .then(() => {
        if (performance.now() - joinedAt > longestWaitMs) throw new BusyError();
        return work();
      })
      .finally(() => count--);
    last = turn.catch(() => undefined);
    return turn;
  };
  return Object.assign(join, { isFree: () => count === 0 });
}
