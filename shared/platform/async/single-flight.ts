/** Shares work between callers that ask for the same thing at the same time. */
export interface SingleFlight<Key, Value> {
  /** Joins the work that is already running for this key, or starts it. */
  run(key: Key, work: () => Promise<Value>): Promise<Value>;
  has(key: Key): boolean;
  /** The keys whose work is running. */
  keys(): Iterable<Key>;
  readonly size: number;
}

/** Remembers nothing once the work has settled: it is not a cache. */
export function createSingleFlight<Key, Value>(): SingleFlight<Key, Value> {
  const flights = new Map<Key, Promise<Value>>();
  return {
    run(key, work) {
      const running = flights.get(key);
      if (running) return running;
      const flight = work().finally(() => flights.delete(key));
      flights.set(key, flight);
      return flight;
    },
    has: (key) => flights.has(key),
    keys: () => flights.keys(),
    get size() {
      return flights.size;
    },
  };
}
