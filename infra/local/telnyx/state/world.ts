import type { Stock } from './stock.ts';
import { createStock } from './stock.ts';

/** How long things take on the simulator's clock, in milliseconds after they were accepted. */
export const PACE = { sentMs: 500, deliveredMs: 1500, orderedMs: 1000, answeredMs: 2000 } as const;

/** What all accounts of one simulator share: the numbers for sale and the source of numeric ids. */
export interface World {
  readonly stock: Stock;
  /** Ids of the second kind: integers above 2^53 that only survive as strings. */
  readonly nextNumericId: () => string;
}

export function createWorld(): World {
  let next = 1293384261075731499n;
  return { stock: createStock(), nextNumericId: () => String(next++) };
}
