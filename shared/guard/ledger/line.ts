/** More calls wait than the table can serve. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/** Milliseconds. Whoever waits longer is told to come back. */
const LONGEST_WAIT_MS = 5_000;

/**
 * Lets one piece of work run at a time. All calls of a process change the same counters: one after another, none finds them changed meanwhile.
 *
 * @returns a function that rejects with {@link BusyError} after five seconds in line
 */
export function createLine(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(work: () => Promise<Result>) => {
    const joinedAt = performance.now();
    const turn = last.then(() => {
      if (performance.now() - joinedAt > LONGEST_WAIT_MS) throw new BusyError();
      return work();
    });
    last = turn.catch(() => undefined);
    return turn;
  };
}
