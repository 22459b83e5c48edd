import { isRecord, withoutSeparators } from '../../platform/index.ts';
import { namedLike } from './names.ts';
import type { Operation } from './operation.ts';
import { REACH_TABLE, type OperationKind, type ReachRow } from './reach-table.ts';
import { isUrl } from './receivers.ts';
import { readTexml } from './texml.ts';
import { pathOf, walk } from './walk.ts';

/** What must be known of an operation before it is carried out. */
export interface OperationReach {
  readonly counts: OperationKind;
  /** Arguments, or members inside of them (`sms_fallback.from`); or why there are none. */
  readonly parties: Readonly<Partial<Record<'to' | 'from' | 'bought', readonly string[]>>> | { readonly nobody: string };
  /** Arguments with the words that people read or hear. */
  readonly words: readonly string[];
  /** Arguments that change neither what is sent nor what is done. */
  readonly aside: readonly string[];
  /** Milliseconds in which an identical call gets the receipt of the first one. 0: all are carried out. */
  readonly windowMs: number;
  /** It takes a request key. */
  readonly keyed: boolean;
}

const ASIDE =
  'client_state target_leg_client_state command_id webhook_url webhook_failover_url webhook_url_method webhook_urls webhook_urls_method ' +
  'use_profile_webhooks encoding auto_detect customer_reference tags idempotency_key StatusCallback StatusCallbackEvent ' +
  'StatusCallbackMethod ConversationCallback ConversationCallbackMethod';

export function reachOf(operation: Pick<Operation, 'id' | 'class'>): OperationReach {
  const { counts, to, from, bought, nobody, words = [], windowMs } = rowOf(operation);
  return {
    counts,
    parties: nobody === undefined ? { ...(to && { to }), ...(from && { from }), ...(bought && { bought }) } : { nobody },
    words,
    aside: windowMs === 0 ? [] : ASIDE.split(' '),
    windowMs,
    keyed: operation.class === 'outbound' || operation.class === 'purchase',
  };
}

function rowOf({ id, class: kind }: Pick<Operation, 'id' | 'class'>): ReachRow {
  const row = Object.hasOwn(REACH_TABLE, id) ? REACH_TABLE[id] : undefined;
  if (row) return row;
  const counts = kind === 'paid_read' ? 'lookups' : 'changes';
  return {
    counts,
    nobody: counts === 'lookups' ? 'A lookup reaches nobody.' : 'A change of settings reaches nobody by itself.',
    windowMs: 0,
  };
}

/** Whom a call reaches, as its arguments have them: neither checked nor canonical. Each once. */
export interface ReachedBy {
  readonly to: readonly string[];
  readonly from: readonly string[];
  readonly bought: readonly string[];
  /** How many are bought, looked up or reached; at least 1. */
  readonly amount: number;
}

/**
 * Finds numbers and SIP addresses in the arguments: where the table says so, in settings that forward, transfer or invite, and in instructions
 * for a call.
 */
export function reachedBy(operation: Pick<Operation, 'id' | 'class'>, args: Readonly<Record<string, unknown>>): ReachedBy {
  const row = rowOf(operation);
  const at = (paths: readonly string[] = []) => paths.flatMap((path) => textsIn(valuesAt(args, path.split('.'))));
  const inside = inSettings(args);
  const to = unique([...at(row.to), ...inside.to]);
  return {
    to,
    from: unique([...at(row.from), ...inside.from]),
    bought: unique(at(row.bought)),
    amount: Math.max(1, amountOf(row, args) ?? to.length),
  };
}

function amountOf({ quantity, each, bought, mailed }: ReachRow, args: Readonly<Record<string, unknown>>): number | undefined {
  if (quantity !== undefined) {
    const given = valuesAt(args, quantity.split('.')).map(Number);
    return given.reduce((sum, count) => sum + (Number.isFinite(count) && count > 0 ? Math.ceil(count) : 1), 0);
  }
  if (mailed) return mailed.flatMap((path) => valuesAt(args, path.split('.'))).reduce<number>((sum, one) => sum + addressesIn(one), 0);
  if (each !== undefined) return valuesAt(args, [each]).length;
  return bought && 1;
}

/** A text may hold several, with commas or semicolons between them. */
const addressesIn = (value: unknown): number =>
  typeof value === 'string' ? value.split(/[,;]/).filter((one) => one.includes('@')).length || 1 : 1;

/** Each value at the end of a way, lists opened. */
function valuesAt(root: unknown, way: readonly string[]): unknown[] {
  const opened = Array.isArray(root) ? root : [root];
  const [name, ...rest] = way;
  if (name === undefined) return opened.filter((value) => value !== undefined && value !== null);
  return opened.flatMap((value: unknown) => (isRecord(value) && Object.hasOwn(value, name) ? valuesAt(value[name], rest) : []));
}

const textsIn = (values: readonly unknown[]): string[] =>
  values.flatMap((value) => (typeof value === 'string' && value.trim() !== '' ? [value.trim()] : []));

/** Settings that bring people on a call, or send them something, once they are stored. */
const reaches = namedLike(
  'call_forwarding forwards_to translated_number transfer invite refer sip_address destination_uri channel_destination',
);
/** Of these, the value itself is dialled, whatever it looks like; but no e-mail address is. */
const isDialled = namedLike('forwards_to translated_number sip_address channel_destination');
const SIP = /^(?:sips?|tel):/i;
const NUMBER = /^[+*#]{0,3}\p{Nd}{3,20}$/u;
/** Digits with separators: longer than any number, and shorter than a text. */
const LONGEST = 100;

const isNumber = (name: string, text: string): boolean =>
  SIP.test(text) ||
  (text.length <= LONGEST && NUMBER.test(withoutSeparators(text))) ||
  (isDialled(name) && !text.includes('@') && !isUrl(text));

/** In a setting that reaches people, what a later call fills in could be any number. */
const isFilledIn = namedLike('to phone_number number destination forwards_to translated_number sip_address destination_uri');

/** @returns the way to each template that stands in place of a number */
export function templatesReached(args: Readonly<Record<string, unknown>>): readonly string[] {
  const found: string[] = [];
  walk(args, false, (member, isInside: boolean) => {
    const { name, value, isItem } = member;
    const isReaching = isInside || (!isItem && reaches(name));
    if (isReaching && typeof value === 'string' && value.includes('{{') && isFilledIn(name)) found.push(pathOf(member));
    return isReaching;
  });
  return found;
}

function inSettings(args: Readonly<Record<string, unknown>>): Record<'to' | 'from', readonly string[]> {
  const found = { to: [] as string[], from: [] as string[] };
  walk(args, false, ({ name, value, depth, isItem }, isInside: boolean) => {
    const isReaching = isInside || (!isItem && reaches(name));
    if (typeof value !== 'string') return isReaching;
    if (isReaching && value.trim() !== '' && isNumber(name, value.trim())) (name === 'from' ? found.from : found.to).push(value.trim());
    if (depth === 1 && name === 'Texml') {
      const { to = [], from = [] } = readTexml(value) ?? {};
      found.to.push(...to);
      found.from.push(...from);
    }
    return isReaching;
  });
  return found;
}

/** Members with words, in messages that are objects: not their types, ids and links. */
const isWords = namedLike('text *_text body *_body caption title subtitle description message content payload subject name header footer');

/** @returns the words that people would read or hear, with the way to them: `whatsapp_message.text.body` */
export function wordsIn(
  operation: Pick<Operation, 'id' | 'class'>,
  args: Readonly<Record<string, unknown>>,
): readonly { readonly name: string; readonly text: string }[] {
  const { words = [] } = rowOf(operation);
  const found: { readonly name: string; readonly text: string }[] = [];
  walk(args, false, (member, isInside: boolean) => {
    const { name, value, depth } = member;
    const isArgument = depth === 1 && words.includes(name);
    if (typeof value === 'string' && value.trim() !== '' && (isArgument || (isInside && (isWords(name) || /\s/.test(value.trim()))))) {
      found.push({ name: pathOf(member), text: value });
    }
    return isInside || isArgument;
  });
  return found;
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
