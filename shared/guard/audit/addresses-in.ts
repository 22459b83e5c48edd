import { partiesOf } from '../parties.ts';
import { isIdName } from './fields.ts';

/** What makes a text a number: everywhere a plus or `sip:`; where something is read, digits alone, and any part of a number in these members. */
export type Where = 'settings' | 'query' | 'answer';

const PART_OF_NUMBER: ReadonlySet<string> = new Set(['from', 'to', 'phone_number']);
const NUMBER_MEMBERS: ReadonlySet<string> = new Set(['from', 'to', 'phone_number', 'cli', 'cld']);
/** Members with words, contents or tones: what looks like a number there may be a code that somebody was sent. */
const WORDS: ReadonlySet<string> = new Set([
  'text',
  'payload',
  'message',
  'content',
  'content_base64',
  'base64',
  'instructions',
  'greeting',
  'digits',
]);

const WITH_PLUS = /^\s*\+[\d\s().\u2010-\u2015-]{4,60}(,.{0,200})?$/;
const SIP = /^\s*sips?:\S{1,500}\s*$/i;
const DIGITS = /^\d{7,15}$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/**
 * The numbers and SIP URIs that stand anywhere in a value, whatever its members are called: transfer targets in the settings of an assistant,
 * filters of a search, the numbers of what was read.
 *
 * @param value Arguments that were accepted, or an answer.
 * @returns Each once, in its canonical form.
 */
export function addressesIn(value: unknown, where: Where): readonly string[] {
  return partiesOf({ to: 'all' }, { all: [...found('', value, where, 0)] }).to;
}

/** As deep as a message may be; what Telnyx answers could be deeper. */
const DEEPEST = 64;
/** The longest SIP URI. */
const LONGEST = 512;

function* found(name: string, value: unknown, where: Where, depth: number): Generator<string> {
  if (typeof value === 'string') {
    if (value.length <= LONGEST) yield* foundInText(name, value, where);
  } else if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
  else if (Array.isArray(value)) for (const each of value) yield* found(name, each, where, depth + 1);
  else for (const [member, inner] of Object.entries(value)) if (!WORDS.has(member)) yield* found(member, inner, where, depth + 1);
}

function* foundInText(name: string, text: string, where: Where): Generator<string> {
  if (WITH_PLUS.test(text) || SIP.test(text)) yield text;
  else if (where === 'query' && PART_OF_NUMBER.has(name)) yield withPlus(text);
  else if (where === 'query' && !isIdName(name) && !DATE.test(text)) yield* digitsOf(text);
  else if (where === 'answer' && NUMBER_MEMBERS.has(name)) yield* digitsOf(text);
}

function* digitsOf(text: string): Generator<string> {
  const digits = bare(text);
  if (DIGITS.test(digits)) yield withPlus(digits);
}

const bare = (text: string) => (text.length > 60 ? '' : text.replace(/[\s().-]/g, ''));

/** From eleven digits on, a number stands there with its country code: it has one hash, with its plus and without. */
const withPlus = (text: string) => (/^\d{11,15}$/.test(bare(text)) ? `+${bare(text)}` : text);
