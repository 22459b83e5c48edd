import { createHash } from 'node:crypto';
import {
  noteWords,
  outcomeWords,
  stateWords,
  type CallItem,
  type CallOutcome,
  type Conversation,
  type ThreadItem,
} from '../../inbox/index.ts';
import { excerpt, groupedNumber, html, numberOf, visibleText, visibly, type Html, type Icon, type Tone } from '../../platform/index.ts';

export const OUTCOME_TONES: Readonly<Record<CallOutcome, Tone>> = {
  ringing: 'care',
  'in progress': 'ok',
  answered: 'ok',
  busy: 'care',
  'no answer': 'care',
  declined: 'care',
  cancelled: 'care',
  'not in service': 'cost',
  'time limit': 'care',
  failed: 'cost',
  unknown: 'calm',
};

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** `They called: nobody answered` */
export function callWords(call: CallItem): string {
  const who = { incoming: 'They called', outgoing: 'We called' };
  return `${call.direction === undefined ? 'Call' : who[call.direction]}: ${outcomeWords(call)}`;
}

/** Of a message from us: `Delivered`, `Not delivered: 40008 Undeliverable`. */
export function textStateWords(item: Extract<ThreadItem, { kind: 'text' }>): string {
  const words = stateWords(item);
  return item.state?.stage === 'failed' && item.each.length === 0 ? words.replace(/^failed/, 'Not delivered') : capital(words);
}

/** What happened last, in one line. Words of people stand in quotation marks. */
export function lastLine(item: ThreadItem): Html {
  if (item.kind === 'call') return html`${callWords(item)}`;
  if (item.kind === 'note') return excerpt(item.text === '' ? noteWords(item) : item.text);
  const words = item.text ?? item.subject;
  const what = words === undefined || words === '' ? html`${filesWords(item.media.length)}` : html`“${excerpt(words)}”`;
  if (item.state?.stage === 'failed') return html`<span class="hint cost">Not delivered:</span> ${what}`;
  return html`${item.from === 'us' && 'We: '}${what}`;
}

export const filesWords = (files: number): string => (files === 0 ? 'No words' : files === 1 ? 'A file' : `${files} files`);

export const iconOf = ({ kind, others }: Pick<Conversation, 'kind' | 'others'>): Icon =>
  kind === 'topic' ? 'list' : kind === 'call' ? 'phone' : others.length > 1 ? 'people' : 'person';

/** Numbers for eyes: each whole, in groups of digits. */
export const numbersOf = (numbers: readonly string[]): Html =>
  html`${numbers.map((number, index) => html`${index > 0 && ', '}${numberOf(number)}`)}`;

/** A number for attributes. */
export const plainNumber = (number: string): string => visibleText(groupedNumber(number));

/** The name of a topic: that of its last event. */
export const topicName = (item: ThreadItem | undefined): Html => visibly(item?.kind === 'note' ? item.type : 'News of Telnyx');

/** A name that an element keeps while what it shows changes. */
export const elementId = (...parts: readonly (string | number | undefined)[]): string =>
  `e${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)}`;

/** `1 min 42 s` */
export function durationWords(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const parts = [hours > 0 && `${hours} h`, minutes > 0 && `${minutes} min`, (rest > 0 || seconds === 0) && `${rest} s`];
  return parts.filter((part) => part !== false).join(' ');
}

/** `1:42` */
export const durationClock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** `$0.014`, `0.014 EUR`. A decimal number stays as it is told, without zeros that say nothing. */
export function costWords({ amount, currency }: { readonly amount: string; readonly currency: string }): string {
  const [whole = '', fraction = ''] = visibleText(amount).split('.');
  let end = fraction.length;
  while (end > 2 && fraction.charAt(end - 1) === '0') end -= 1;
  const short = fraction === '' ? whole : `${whole}.${fraction.slice(0, end)}`;
  return currency === 'USD' ? `$${short}` : `${short} ${visibleText(currency)}`;
}
