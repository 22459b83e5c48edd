import type { Counters } from '../ledger/index.ts';

/** Nothing was counted yet. */
export const NO_COUNTERS: Counters = { at: 0, minute: 0, day: 0, counts: {}, cents: 0, permissions: [], asked: [] };
