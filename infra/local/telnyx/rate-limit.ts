/** What one request may know of its limit: the three headers, and whether it is over. */
export interface RateDecision {
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until the window ends; also the Retry-After of a 429. */
  readonly resetSeconds: number;
  readonly exceeded: boolean;
}

const WINDOW_MS = 1000;

/** Fixed windows of one second on the simulator's clock, one per caller. `limit` is requests per second. */
export function createRateLimiter(limit: number): (caller: string, now: number) => RateDecision {
  const windows = new Map<string, { start: number; used: number }>();
  return (caller, now) => {
    let window = windows.get(caller);
    if (!window || now - window.start >= WINDOW_MS || now < window.start) {
      window = { start: now, used: 0 };
      windows.set(caller, window);
    }
    window.used += 1;
    const resetSeconds = Math.max(1, Math.ceil((window.start + WINDOW_MS - now) / 1000));
    return { limit, remaining: Math.max(0, limit - window.used), resetSeconds, exceeded: window.used > limit };
  };
}
