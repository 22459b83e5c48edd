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
  /** Events per load of one round, by connections. */
  readonly events: Readonly<Record<1 | 10 | 50, number>>;
  readonly eventRounds: number;
  /**
   * Messages of the conversation that is read, ascending. Azurite looks at every row of a table for each question, where Azure looks at those it
   * returns: with 100,000 messages it would answer after the app's time limit. What is asked for tells more than the time.
   */
  readonly threads: readonly number[];
  /** How often each is read. */
  readonly threadReads: number;
  /** Milliseconds for which the CPU of those who wait is looked at. */
  readonly waitMs: number;
  /** How many there are of each kind while what a request costs is measured, ascending from one. */
  readonly sizes: readonly number[];
  /** Turns of each request beside each of them: three requests each. */
  readonly growthTurns: number;
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
  events: { 1: 100, 10: 200, 50: 300 },
  eventRounds: 3,
  threads: [10, 1_000, 5_000],
  threadReads: 7,
  waitMs: 10_000,
  sizes: [1, 100, 1_000, 10_000],
  growthTurns: 4,
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
  events: { 1: 40, 10: 80, 50: 100 },
  eventRounds: 1,
  threads: [10, 300],
  threadReads: 5,
  waitMs: 3_000,
  sizes: [1, 100],
  growthTurns: 2,
};

export const WIDTHS = [1, 10, 50] as const;

/** The aims of the project: ratios, since only those carry over to another machine, and what a round trip may take longer. */
export const AIMS = {
  startOverOfficial: 0.6,
  loadOverTrivial: 3,
  listOverBare: 3,
  callOverSdk: 0.5,
  roundTripMs: 2.5,
  overHostMs: 1,
  tripOverOfficial: 0.01,
  memoryOverOfficial: 1,
  loadedOverSdk: 1.2,
  growth: 1.3,
  rowGrowth: 1,
  failures: 0,
} as const;

/** The least Functions app: what the host costs by itself. */
export const TRIVIAL_ROOT = join(import.meta.dirname, 'trivial-app');
