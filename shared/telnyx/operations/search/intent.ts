import type { OperationClass } from '../classes.ts';
import type { Operation } from '../operation.ts';
import { stemOf } from './words.ts';

/** What somebody wants: to learn something, or to have something done. Undefined where the words do not say. */
export type Intent = 'learn' | 'do';

const stems = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(stemOf));

/** Words that begin a question, or an order to show something. */
const ASKS = stems(
  'which what who whom whose when where why how is are was were am do does did can could may will would has have had show list see view read ' +
    'get find look search check tell display count compare inspect status welche welcher was wer wie wann wo zeige zeig',
);
/** Words that begin an order. */
const ORDERS = stems(
  'send text mail fax write call ring dial phone buy order purchase set change update edit rename move put assign attach add create make new ' +
    'open start begin stop end cancel delete remove erase drop release kill terminate disable enable activate deactivate switch turn block forbid ' +
    'allow forward transfer connect bridge mute unmute hold record play speak say register submit hand appeal contest reject accept approve port ' +
    'upload import export schedule limit cap reserve renew rotate throw clone copy restart retry resend verify confirm kick invite let give take summarize tag label whitelist store join request apply reset test generate transcribe ' +
    'kaufe kaufen sende senden losche loschen andere andern',
);
/** They stand before the word that counts. */
const BEFORE = new Set(
  'please pls can could would will you we i us want wanna like need to let me lets the kindly bitte hey hi hello and then now'.split(' '),
);
/** "Can you send …" is an order, "can this number …" a question. */
const POLITE = /^\s*(?:please\s+)?(?:can|could|would|will)\s+you\b/i;

/** @returns what the first words of a request tell about it */
export function intentOf(query: string): Intent | undefined {
  const words = query.toLowerCase().match(/\p{L}+/gu) ?? [];
  const [first = ''] = words;
  const isQuestion = ASKS.has(stemOf(first)) || query.trimEnd().endsWith('?');
  if (isQuestion && !POLITE.test(query)) return 'learn';
  const verb = words.find((word) => !BEFORE.has(word)) ?? '';
  if (ORDERS.has(stemOf(verb))) return 'do';
  return isQuestion || ASKS.has(stemOf(verb)) ? 'learn' : undefined;
}

/** A mere name such as "audit log" rather asks to see it, and never to delete it. */
const LEAN = { read: 1.1, delete: 0.85, other: 1 } as const;
/** What Telnyx keeps for those who use it already. */
const OLD = 0.6;
const READS: ReadonlySet<OperationClass> = new Set(['read', 'paid_read']);

/** @returns by how much the wish lifts or lowers an operation */
export function liftOf(
  intent: Intent | undefined,
  { class: kind, path, deprecated }: Pick<Operation, 'class' | 'path' | 'deprecated'>,
): number {
  const isRead = READS.has(kind);
  const age = path.startsWith('/legacy/') || deprecated ? OLD : 1;
  if (intent === undefined) return age * LEAN[isRead ? 'read' : kind === 'delete' ? 'delete' : 'other'];
  return age * (isRead === (intent === 'learn') ? 1.2 : 0.8);
}
