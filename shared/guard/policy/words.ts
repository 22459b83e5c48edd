import type { Kind } from '../call.ts';
import { NOTHING, type Refusal } from '../facts/index.ts';
import { clock, date, opening } from './time.ts';

/** How to say "do it all the same". */
const AGAIN: Readonly<Record<Kind, string>> = {
  messages: 'send',
  calls: 'call',
  numbers: 'buy',
  changes: 'do it',
  lookups: 'look it up',
};

/** Whoever is refused must not look for another way. */
const NO_WAY_AROUND = 'Do not split or reword.';

export const keyConflict = (kind: Kind, at: number): Refusal => ({
  code: 'request_key_conflict',
  text: `This request_key was used at ${clock(at)} for other arguments. ${NOTHING[kind]}. Another call needs another request_key.`,
});

interface CutOff {
  readonly at: number;
  readonly until: number;
  readonly howToCheck: string;
  /** The tool takes a request key. */
  readonly keyed: boolean;
}

export function outcomeUnknown(kind: Kind, { at, until, howToCheck, keyed }: CutOff, now: number): Refusal {
  const onPurpose = keyed ? 'give a new request_key' : `call again ${opening(until, now)}`;
  return {
    code: 'outcome_unknown',
    text:
      `An identical call was cut off at ${clock(at)}; whether it went out is UNKNOWN. ${NOTHING[kind]} now. ${howToCheck} ` +
      `To ${AGAIN[kind]} all the same, ask the person, then ${onPurpose}.`,
  };
}

interface Stopped {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Our number that they wrote to; undefined: not known. */
  readonly own: string | undefined;
  /** Of the person; undefined where the call has no other recipient. */
  readonly address: string | undefined;
}

export function optedOut(kind: Kind, { at, own, address }: Stopped): Refusal {
  const who = address === undefined ? 'This person' : `The person at ${address}`;
  const [to, start] = own === undefined ? ['', 'START'] : [` to ${own}`, `START to ${own}`];
  return {
    code: 'opted_out',
    text:
      `${who} answered STOP${to} on ${date(at)} at ${clock(at)}. Only they can lift it: by sending ${start}. ` +
      `${NOTHING[kind]}. No other wording or number gets round it.`,
  };
}

interface Exceeded {
  /** `10 messages a minute for one person (LIMIT_MESSAGES)` */
  readonly limit: string;
  /** What is left is less than the call needs. */
  readonly left: string | undefined;
  /** Undefined: the call alone is more than the limit. */
  readonly freeAt: number | undefined;
  /** What the call alone is. */
  readonly wanted: string;
}

export function limitReached(kind: Kind, { limit, left, freeAt, wanted }: Exceeded, now: number): Refusal {
  const when = freeAt === undefined ? `This call alone is ${wanted}.` : `Free again ${opening(freeAt, now)}.`;
  const rest = left === undefined || freeAt === undefined ? '' : ` Left until then: ${left}.`;
  return { code: 'limit_reached', text: `Limit reached: ${limit}. ${NOTHING[kind]}. ${when}${rest} ${NO_WAY_AROUND}` };
}

export const denied = (kind: Kind): Refusal => ({
  code: 'denied',
  text: `The person said no. ${NOTHING[kind]}. Do not reword or retry; ask what they want.`,
});

export const manyWaiting = (kind: Kind, waiting: number, page: string): Refusal => ({
  code: 'too_many_requests',
  text: `${waiting} requests already wait for the person. ${NOTHING[kind]}. ` + `Ask them to decide at ${page}, then call again.`,
});

export const manyAsked = (kind: Kind, asked: number, freeAt: number, now: number, page: string): Refusal => ({
  code: 'too_many_requests',
  text:
    `The person was asked ${asked} times within an hour. ${NOTHING[kind]}. Free again ${opening(freeAt, now)}. ` +
    `What they have not decided is at ${page}.`,
});
