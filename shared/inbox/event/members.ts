import { canonicalSender, cutText, isRecord, oneLine } from '../../platform/index.ts';

/** Reads what others wrote, item by item: what is missing or of another kind is undefined, and the rest still counts. */

/** UTF-16 units. No id, name or word of a list is longer; a part that is too long is cut. */
const LONGEST_WORD = 200;

/** @returns the value of the first of these members that has one. Only members of the object itself count. */
export function member(value: unknown, ...names: readonly string[]): unknown {
  if (!isRecord(value)) return undefined;
  const name = names.find((one) => Object.hasOwn(value, one) && value[one] !== null && value[one] !== '');
  return name === undefined ? undefined : value[name];
}

/** @returns a text or number as text, with half characters replaced; undefined for "" and everything else */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return plainNumber(value);
  return typeof value === 'string' && value !== '' ? value.toWellFormed() : undefined;
}

/** The same for ids, states, causes and names: one line of at most {@link LONGEST_WORD} units. */
export function wordOf(value: unknown): string | undefined {
  const text = textOf(typeof value === 'string' ? value.slice(0, LONGEST_WORD) : value);
  return text === undefined ? undefined : oneLine(text) || undefined;
}

/** The same for a sentence that somebody wrote. */
export function sentenceOf(value: unknown, most = 300): string | undefined {
  const text = textOf(typeof value === 'string' ? cutText(value, most) : value);
  return text === undefined ? undefined : oneLine(text) || undefined;
}

/** `1e-7` would not be understood as an amount of money. */
const plainNumber = (value: number): string => (String(value).includes('e-') ? value.toFixed(12).replace(/0{1,12}$/, '') : String(value));

/** @returns a number, also one that is written as text */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}(?:\.\d{1,15})?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** @returns the items of a list without nulls; anything else is a list of itself */
export function listOf(value: unknown): readonly unknown[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.filter((item) => item !== null && item !== undefined);
}

const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(\.\d{1,12})? ?(Z|[+-]\d\d:?\d\d)?$/;
/** As in RFC 2822 section 3.3, which TeXML callbacks are documented to use. */
const MAIL = /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:[+-]\d{4}|GMT|UTC)$/;
const DIGITS = /^\d{9,17}$/;

/** Year 2286. Keys of rows have room for as many digits. */
const LATEST = 9_999_999_999_999;

/** @returns milliseconds since the epoch, from ISO 8601 (UTC where no zone is named), RFC 2822, or a count of seconds, milliseconds or microseconds */
function timeOf(value: unknown): number | undefined {
  const ms = typeof value === 'string' ? timeOfText(value.trim()) : typeof value === 'number' ? timeOfCount(value) : NaN;
  return ms >= 0 && ms <= LATEST ? Math.floor(ms) : undefined;
}

function timeOfText(text: string): number {
  if (text.length > 50) return NaN;
  if (DIGITS.test(text)) return timeOfCount(Number(text));
  if (MAIL.test(text)) return Date.parse(text);
  const [, day, time, fraction = '', zone = 'Z'] = ISO.exec(text) ?? [];
  // Only milliseconds are the same in every engine.
  return day === undefined || time === undefined
    ? NaN
    : Date.parse(`${day}T${time}${time.length === 5 ? ':00' : ''}${fraction.slice(0, 4)}${zone}`);
}

const timeOfCount = (count: number): number => (count < 1e11 ? count * 1000 : count < 1e14 ? count : count / 1000);

/** The time of the first of these members that can be read. */
export const firstTime = (value: unknown, ...names: readonly string[]): number | undefined =>
  names.map((name) => timeOf(member(value, name))).find((time) => time !== undefined);

/** @returns one end of a conversation or call: a number, a short code, a name, an agent, a SIP address */
export function partyOf(value: unknown): string | undefined {
  const one: unknown = Array.isArray(value) ? listOf(value)[0] : value;
  const written = isRecord(one) ? member(one, 'phone_number', 'agent_id', 'number', 'address', 'sip_address', 'id') : one;
  // A number in JSON has lost its plus; short codes have at most eight digits.
  if (typeof written === 'number') return written > 99_999_999 ? `+${written}` : textOf(written);
  const word = wordOf(written);
  if (word === undefined) return undefined;
  return word.includes('@') ? word : canonicalSender(word) || undefined;
}

/** @returns the ends that a list names, each once; undefined ones are left out */
export const partiesOf = (value: unknown): readonly string[] => [...new Set(listOf(value).flatMap((item) => partyOf(item) ?? []))];

/** @returns an amount of money, where the amount is a decimal number */
export function costOf(amount: unknown, currency: unknown): { readonly amount: string; readonly currency: string } | undefined {
  const text = textOf(amount);
  return text !== undefined && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? { amount: text, currency: wordOf(currency) ?? 'USD' } : undefined;
}
