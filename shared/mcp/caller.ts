import { cutText, isRecord } from '../platform/index.ts';
import type { Message } from './read.ts';
import { SKILL_METHODS } from './skill-methods.ts';

/** What a message says about its sender and its trace. The client may write anything there. */
export interface Caller {
  /** `clientInfo.name`, which every message of 2026-07-28 has, and before only `initialize`. */
  readonly clientName: string | undefined;
  /** `traceparent` of `_meta` (SEP-414), not checked. */
  readonly traceparent: unknown;
}

const LONGEST_NAME = 40;
/** Keeps the names of all products, but no addresses and control characters. */
const NOT_IN_NAMES = /[^\p{L}\p{N} ._/()-]+/gu;
/** Telephone numbers have more digits in a row than versions of products. */
const LONG_DIGITS = /\d{5,}/g;

export function callerOf(message: Message): Caller {
  const params = membersOf(message['params']);
  const meta = membersOf(params['_meta']);
  const info = membersOf(meta['io.modelcontextprotocol/clientInfo'] ?? params['clientInfo']);
  return { clientName: cleanClientName(info['name']), traceparent: meta['traceparent'] };
}

/** @returns a short name that is safe to log; undefined if nothing is left of it. */
function cleanClientName(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined;
  const clean = cutText(name, 200).replace(NOT_IN_NAMES, ' ').replace(LONG_DIGITS, '#').replace(/ +/g, ' ').trim();
  return clean === '' ? undefined : Array.from(clean).slice(0, LONGEST_NAME).join('');
}

const METHODS: ReadonlySet<string> = new Set([
  ...['initialize', 'notifications/initialized', 'ping', 'server/discover', 'tools/list', 'tools/call'],
  ...SKILL_METHODS,
]);

/** @returns the method of a message if this server has it, else `other`: the client may write anything there. */
export const servedMethod = ({ method }: Message): string => (typeof method === 'string' && METHODS.has(method) ? method : 'other');

const membersOf = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});
