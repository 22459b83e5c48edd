import { createNumericIds } from './ids.ts';
import type { Stock } from './stock.ts';
import { createStock } from './stock.ts';

/** How long things take on the simulator's clock, in milliseconds after they were accepted. */
export interface Pace {
  readonly sentAfterMs: number;
  readonly deliveredAfterMs: number;
  readonly orderedAfterMs: number;
  readonly callAnsweredAfterMs: number;
}

export const USUAL_PACE: Pace = { sentAfterMs: 500, deliveredAfterMs: 1500, orderedAfterMs: 1000, callAnsweredAfterMs: 2000 };

/** What all accounts of one simulator share: the numbers for sale and the source of numeric ids. */
export interface World {
  readonly pace: Pace;
  readonly stock: Stock;
  readonly nextNumericId: () => string;
}

export const createWorld = (pace: Pace): World => ({ pace, stock: createStock(), nextNumericId: createNumericIds() });
