import { createRateLimit, type RateLimit } from '../platform/index.ts';
import type { Reach } from './tool/index.ts';

/** How much one person may ask of this instance in a minute, with however many grants. Keys are subjects of verified tokens. */
export interface Limits {
  /** Every JSON-RPC message, whatever it asks for. */
  readonly messages: RateLimit;
  /** Calls that reach a person or cost money by themselves. */
  readonly sends: RateLimit;
  /** Calls that buy. */
  readonly purchases: RateLimit;
}

type PerMinute = Readonly<Record<keyof Limits, number>>;

export const createLimits = ({ messages, sends, purchases }: PerMinute): Limits => ({
  messages: createRateLimit({ perMinute: messages }),
  sends: createRateLimit({ perMinute: sends }),
  purchases: createRateLimit({ perMinute: purchases }),
});

const LIMIT_OF_RISK: Partial<Record<Reach['risk'], keyof Limits>> = { outbound: 'sends', purchase: 'purchases' };

/** Which smaller limit a call counts against as well. Attempts count, whether their arguments are good or not. */
export const smallerLimitOf = ({ risk, paid }: Pick<Reach, 'risk' | 'paid'>): keyof Limits | undefined =>
  LIMIT_OF_RISK[risk] ?? (paid ? 'sends' : undefined);

const WHAT: Readonly<Record<keyof Limits, string>> = {
  messages: 'tool calls',
  sends: 'tool calls that reach people or cost money',
  purchases: 'tool calls that buy',
};

const secondsOf = (seconds: number) => `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;

/** What a model is told of a tool call beyond a limit. */
export const tooManyCalls = (limit: keyof Limits, seconds: number): string =>
  `Too many ${WHAT[limit]} in one minute. Nothing was done. Wait ${secondsOf(seconds)}, then call again.`;

/** What a client is told of any other message beyond the limit. */
export const tooManyMessages = (seconds: number): string => `Too many messages in one minute. Wait ${secondsOf(seconds)}, then send again.`;
