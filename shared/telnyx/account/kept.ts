import { createSingleFlight } from '../../platform/index.ts';

/** How long what was read is good. */
const KEPT_MS = 10 * 60_000;
/** Nobody makes this server read more often, whatever they ask for. */
const SOONEST_MS = 3_000;

/** A value that takes a while to read, and is read once for all who need it at the same time. */
export interface Kept<Value> {
  get(): Promise<Value>;
  /** For what is missing in the value: reads it anew, unless it has just been read. */
  renewed(): Promise<Value>;
}

/** Keeps nothing of an attempt that failed. */
export function keep<Value>(read: () => Promise<Value>, clock: () => number): Kept<Value> {
  const flight = createSingleFlight<'', Value>();
  let kept: { readonly value: Value; readonly at: number } | undefined;
  const load = () =>
    flight.run('', async () => {
      const at = clock();
      const value = await read();
      kept = { value, at };
      return value;
    });
  const youngerThan = (ms: number) => (kept && clock() - kept.at < ms ? Promise.resolve(kept.value) : load());
  return { get: () => youngerThan(KEPT_MS), renewed: () => youngerThan(SOONEST_MS) };
}
