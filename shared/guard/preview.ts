import type { Price, Recipient } from './facts/index.ts';

/** What a call may still do under one limit. */
export interface Left {
  /** The name of its setting, and of whom and in what time: `LIMIT_MESSAGES, one person, a day`. */
  readonly limit: string;
  readonly left: number;
  readonly of: number;
  /** When it begins anew: milliseconds since the epoch. */
  readonly until: number;
}

/**
 * What would come of a call:
 * `read` changes nothing, so that nothing is asked or counted · `send` goes ahead · `ask` waits for a person · `refuse` does not go, whoever
 * agrees · `already_done` gets the receipt of an identical call · `under_way` waits for it.
 */
export type Would = 'read' | 'send' | 'ask' | 'refuse' | 'already_done' | 'under_way';

/** What the guard would decide about a call now. No row was written, and other calls may come before it. */
export interface Forecast {
  readonly would: Would;
  /** Why a person would be asked, or since when an identical call stands. */
  readonly reasons: readonly string[];
  /** What a model would read instead of a receipt. */
  readonly refusal?: string | undefined;
  readonly recipients: readonly Pick<Recipient, 'address' | 'country' | 'type'>[];
  /** Of an order. */
  readonly price?: Price | undefined;
  /** The limits that it counts under. */
  readonly left: readonly Left[];
}
