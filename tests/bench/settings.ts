import { join } from 'node:path';

/** How often what is done. */
export interface Effort {
  readonly coldStarts: number;
  readonly loadRounds: number;
  /** Requests per load of one round, by connections. */
  readonly requests: Readonly<Record<1 | 10 | 50, number>>;
  /** Requests of each kind in one round. */
  readonly inProcess: number;
  readonly inProcessRounds: number;
  readonly roundTrips: number;
  /** Codes exchanged for tokens. */
  readonly exchanges: number;
}

export const FULL: Effort = {
  coldStarts: 9,
  loadRounds: 4,
  requests: { 1: 250, 10: 600, 50: 800 },
  inProcess: 2000,
  inProcessRounds: 5,
  roundTrips: 800,
  exchanges: 500,
};
export const QUICK: Effort = {
  coldStarts: 7,
  loadRounds: 2,
  requests: { 1: 60, 10: 120, 50: 180 },
  inProcess: 1500,
  inProcessRounds: 1,
  roundTrips: 200,
  exchanges: 250,
};

export const WIDTHS = [1, 10, 50] as const;

/** The aims of the project. */
export const AIMS = { coldStartMs: 250, cpuRatio: 4, roundTripMs: 2, failures: 0, grantCheckMs: 0.02 } as const;

/** The least Functions app: what the host costs by itself. */
export const TRIVIAL_ROOT = join(import.meta.dirname, 'trivial-app');
