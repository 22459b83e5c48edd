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
  /** Runs of the official server's code tool, over each of its transports. */
  readonly officialCalls: number;
  /** How often each wide message is sent. */
  readonly wideMessages: number;
}

export const FULL: Effort = {
  coldStarts: 9,
  loadRounds: 4,
  requests: { 1: 250, 10: 600, 50: 800 },
  inProcess: 2000,
  inProcessRounds: 5,
  roundTrips: 800,
  exchanges: 500,
  officialCalls: 9,
  wideMessages: 5,
};
export const QUICK: Effort = {
  coldStarts: 3,
  loadRounds: 1,
  requests: { 1: 60, 10: 120, 50: 180 },
  inProcess: 600,
  inProcessRounds: 1,
  roundTrips: 200,
  exchanges: 210,
  officialCalls: 2,
  wideMessages: 2,
};

export const WIDTHS = [1, 10, 50] as const;

/** The aims of the project: most are ratios, since only those carry over to another machine. */
export const AIMS = {
  coldStartMs: 250,
  listOverBare: 4,
  callOverSdk: 0.5,
  startOverOfficial: 0.6,
  tripOverOfficial: 0.01,
  memoryOverOfficial: 1,
  roundTripMs: 2,
  failures: 0,
  grantCheckMs: 0.02,
  stallMs: 50,
  visibleTokens: 8600,
} as const;

/** The least Functions app: what the host costs by itself. */
export const TRIVIAL_ROOT = join(import.meta.dirname, 'trivial-app');
