import { createRateLimit, type RateLimit } from '../platform/index.ts';
import type { Reach } from './tool/index.ts';

/** What one person may send to this instance in a minute, with all grants together. Keys are the subjects of verified tokens. */
export interface Limits {
  /** All JSON-RPC messages. */
  readonly messages: RateLimit;
  /** Tool calls that reach a person or cost money. */
  readonly sends: RateLimit;
  /** Tool calls that buy. */
  readonly purchases: RateLimit;
}

type PerMinute = Readonly<Record<keyof Limits, number>>;

export const createLimits = ({ messages, sends, purchases }: PerMinute): Limits => ({
  messages: createRateLimit({ perMinute: messages }),
  sends: createRateLimit({ perMinute: sends }),
  purchases: createRateLimit({ perMinute: purchases }),
});

const LIMIT_OF_RISK: Partial<Record<Reach['risk'], keyof Limits>> = { outbound: 'sends', purchase: 'purchases' };

/** @returns the smaller limit that a call also counts against. Calls with invalid arguments count, too. */
export const smallerLimitOf = ({ risk, paid }: Pick<Reach, 'risk' | 'paid'>): keyof Limits | undefined =>
  LIMIT_OF_RISK[risk] ?? (paid ? 'sends' : undefined);

const WHAT: Readonly<Record<keyof Limits, string>> = {
  messages: 'tool calls',
  sends: 'tool calls that reach people or cost money',
  purchases: 'tool calls that buy',
};

const secondsOf = (seconds: number) => `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;

/** The text for a model whose tool call is beyond a limit. */
export const tooManyCalls = (limit: keyof Limits, seconds: number): string =>
  `Too many ${WHAT[limit]} in one minute. Nothing was done. Wait ${secondsOf(seconds)}, then call again.`;

/** The text for a client whose other message is beyond the limit. */
export const tooManyMessages = (seconds: number): string => `Too many messages in one minute. Wait ${secondsOf(seconds)}, then send again.`;
