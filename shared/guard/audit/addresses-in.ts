import { withoutSeparators } from '../../platform/index.ts';
import { partiesOf } from '../parties.ts';
import { isIdName, isNumberId } from './fields.ts';

/**
 * Where a value comes from. A text with a plus or `sip:` is an address everywhere; in a query and an answer, digits alone can be one, and in a
 * query also a part of a number.
 */
export type Source = 'settings' | 'query' | 'answer';

const PART_OF_NUMBER: ReadonlySet<string> = new Set(['from', 'to', 'phone_number']);
const NUMBER_MEMBERS: ReadonlySet<string> = new Set(['from', 'to', 'phone_number', 'cli', 'cld']);
/** Members with words, contents or tones. What looks like a number there may be a code that was sent to somebody. */
const WORDS: ReadonlySet<string> = new Set([
  'text',
  'payload',
  'message',
  'say',
  'content',
  'content_base64',
  'base64',
  'instructions',
  'greeting',
  'digits',
]);

/** Where a list goes on: a time in milliseconds has as many digits as a number. */
const CURSORS: ReadonlySet<string> = new Set(['before', 'after']);
/** Lines of a conversation: numbers are outside quotation marks, words of people inside. */
const LINES = 'lines';
const NUMBER_IN_LINE = /(?<![\w+])\+\d{7,15}(?!\w)/g;

const WITH_PLUS = /^\+[\d()]{4,60}$/;
const SIP = /^\s*sips?:\S{1,500}\s*$/i;
const DIGITS = /^\d{7,15}$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/**
 * Finds numbers and SIP URIs anywhere in a value, whatever its members are called: transfer targets in the settings of an assistant, filters of a
 * search, numbers in an answer.
 *
 * @param value accepted arguments, or an answer
 * @returns each address once, in its canonical form
 */
export function addressesIn(value: unknown, source: Source): readonly string[] {
  return partiesOf({ to: 'all' }, { all: [...found('', value, source, 0)] }).to;
}

/** The depth limit of a message. An answer of Telnyx could be deeper. */
const DEEPEST = 64;
/** Characters of the longest SIP URI. */
const LONGEST = 512;

function* found(name: string, value: unknown, source: Source, depth: number): Generator<string> {
  if (typeof value === 'string') {
    if (name === LINES && source === 'answer') yield* numbersOf(value.slice(0, LONGEST));
    else if (value.length <= LONGEST) yield* foundInText(name, value, source);
  } else if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
  else if (Array.isArray(value)) for (const each of value) yield* found(name, each, source, depth + 1);
  else for (const [member, inner] of Object.entries(value)) if (!WORDS.has(member)) yield* found(member, inner, source, depth + 1);
}

function* foundInText(name: string, text: string, source: Source): Generator<string> {
  if (isNumber(text) || SIP.test(text)) yield text;
  else if (isNumberId(text) || CURSORS.has(name)) return;
  else if (source === 'query' && PART_OF_NUMBER.has(name)) yield withPlus(text);
  else if (source === 'query' && !isIdName(name) && !DATE.test(text)) yield* digitsOf(text);
  else if (source === 'answer' && NUMBER_MEMBERS.has(name)) yield* digitsOf(text);
}

function numbersOf(line: string): readonly string[] {
  const [first = '', ...quoted] = line.split('“');
  const ours = [first, ...quoted.map((part) => part.split('”').slice(1).join(' '))];
  return ours.flatMap((part) => part.match(NUMBER_IN_LINE) ?? []);
}

function* digitsOf(text: string): Generator<string> {
  const digits = bare(text);
  if (DIGITS.test(digits)) yield withPlus(digits);
}

/** Digits after a comma are dialled after the answer. */
const isNumber = (text: string) => WITH_PLUS.test(withoutSeparators(text.split(',', 1)[0] ?? ''));

const bare = (text: string) => (text.length > 60 ? '' : withoutSeparators(text));

/** Eleven or more digits include the country code. With the plus added, a number has the same hash however it is written. */
const withPlus = (text: string) => (/^\d{11,15}$/.test(bare(text)) ? `+${bare(text)}` : text);
