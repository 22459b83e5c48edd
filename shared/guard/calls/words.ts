import type { GuardedCall, Kind } from '../call.ts';
import type { Refusal } from '../facts/index.ts';
import type { CallRow } from '../ledger/index.ts';

export const BUSY: Refusal = {
  code: 'guard_busy',
  text: 'Too many calls wait in line: nothing was done. Call again in a few seconds.',
};

export const TABLES_DOWN: Refusal = {
  code: 'guard_unavailable',
  text: "The guard's tables cannot be reached: nothing was done. Reading works. Call again in a minute.",
};

export const KEYS_DOWN: Refusal = {
  code: 'guard_unavailable',
  text: "The guard's keys cannot be read: nothing was done. Reading works. Call again in a minute.",
};

export const UNDER_WAY: Refusal = {
  code: 'under_way',
  text: 'The same call is being carried out. Call again shortly for its receipt.',
};

const DONE: Readonly<Record<Kind, string>> = {
  messages: 'Sent',
  calls: 'Called',
  numbers: 'Bought',
  changes: 'Done',
  lookups: 'Looked up',
};

/**
 * What a model is told with the receipt of an earlier call.
 *
 * @param now milliseconds since the epoch
 */
export function repeatNote({ tool }: GuardedCall, { at, until }: Pick<CallRow, 'at' | 'until'>, now: number): string {
  const { counts, keyed } = tool.rules;
  const again = keyed ? 'a new request_key' : `the same call after ${new Date(until).toISOString().slice(11, 19)} UTC`;
  return `${DONE[counts]} ${ago(now - at)}, not again. Only if the person wants it twice: ${again}.`;
}

function ago(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return inWords(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? inWords(minutes, 'minute') : inWords(Math.round(minutes / 60), 'hour');
}

const inWords = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'} ago`;
