/** How often an event is tried, and after which answers again. Products of Telnyx differ. */
export interface RetryRules {
  /** At each URL. */
  readonly tries: number;
  /** Milliseconds before the second try at a URL, the third, …; none where it is at once. */
  readonly backoffMs: readonly number[];
  /** Whether an answer that is no 2xx is followed by another try, there or at the next URL. No answer always is. */
  readonly again: (status: number) => boolean;
}

/**
 * Telnyx names no figures for the backoff of messaging: a second and two are the simulator's. A redirect of voice is said to be followed, and
 * said to be an error: here it is one, and the last.
 */
export const RETRY_RULES = {
  messaging: { tries: 3, backoffMs: [1000, 2000], again: () => true },
  voice: { tries: 2, backoffMs: [], again: (status) => status === 408 || status === 429 || status >= 500 },
  none: { tries: 1, backoffMs: [], again: () => false },
} as const satisfies Readonly<Record<string, RetryRules>>;
