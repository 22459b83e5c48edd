import { createStock } from './stock.ts';

/** How long things take on the simulator's clock, in milliseconds after they were accepted. */
export const PACE = { sentMs: 500, deliveredMs: 1500, orderedMs: 1000, answeredMs: 2000 } as const;

/**
 * What all accounts of one simulator share: the numbers for sale, numeric ids above 2^53, which survive only as strings, and the outside
 * numbers whose phone somebody holds.
 */
export function createWorld() {
  let next = 1293384261075731499n;
  return { stock: createStock(), attended: new Set<string>(), nextNumericId: () => String(next++) };
}

export type World = ReturnType<typeof createWorld>;
