import { z } from 'zod';
import { beforeTrunkZero, canonicalSender, codePointName, LONGEST_WRITTEN_NUMBER, withoutSeparators } from '../../platform/index.ts';
import { isServiceNumber, NO_SERVICE_NUMBER } from './service-number.ts';

const EXPECTED = 'Expected +E.164, such as +13125550100.';

/** @see ITU-T E.164: at most 15 digits */
const E164 = /^\+[1-9]\d{6,14}$/;
/** Area code and exchange begin with 2 to 9 (North American Numbering Plan). */
const NORTH_AMERICAN = /^\+1[2-9]\d{2}[2-9]\d{6}$/;
const SHORT_CODE = /^[1-9]\d{3,7}$/;
/** An alphanumeric sender. */
const SENDER_NAME = /^[\d ]*[A-Za-z][A-Za-z\d ]*$/;

/**
 * A full telephone number: E.164 with its plus. Drops written separators, rejects emergency numbers, never makes another number of what is
 * written: it proposes one.
 */
export const PhoneNumber = z
  .string()
  .overwrite(withoutSeparators)
  .superRefine(rejecting((number) => numberError(number)));

/** Three or more digits of a number, wherever they are in it. */
export const PartOfNumber = z
  .string()
  .overwrite((written) => withoutSeparators(written).replace(/^\+/, ''))
  .regex(/^\d{3,15}$/, 'Expected 3 to 15 digits.');

/** The recipient of a message: a telephone number, or a short code of 4 to 8 digits. */
export const MessageRecipient = z
  .string()
  .overwrite(withoutSeparators)
  .superRefine(rejecting((number) => (isShortCode(number) ? undefined : numberError(number, 'Short codes have 4 to 8 digits.'))));

/** The sender of a message: a number or short code of the account, or an alphanumeric sender of at most 11 characters. */
export const MessageSender = z.string().overwrite(canonicalSender).superRefine(rejecting(senderError));

/** The id of an RCS agent: longer than any sender of letters. */
const AGENT = /^(?=.*[a-z])[a-z\d]{12,64}$/i;

/** Our end of a conversation: a sender, or an RCS agent, which is no sender of texts. */
export const OwnEnd = z
  .string()
  .overwrite((end) => (AGENT.test(end) ? end : canonicalSender(end)))
  .superRefine(rejecting((end) => (AGENT.test(end) ? undefined : senderError(end))));

function senderError(sender: string): string | undefined {
  if (SENDER_NAME.test(sender)) return sender.length > 11 ? 'An alphanumeric sender has at most 11 characters.' : undefined;
  return isShortCode(sender) ? undefined : numberError(sender, 'Or a short code, or 1 to 11 letters, digits and spaces.');
}

function rejecting(errorOf: (text: string) => string | undefined) {
  return (text: string, context: z.RefinementCtx): void => {
    const error = errorOf(text);
    if (error !== undefined) context.addIssue(error);
  };
}

const isShortCode = (digits: string) => SHORT_CODE.test(digits) && !isServiceNumber(digits);

/** Why a text is no telephone number. */
interface Mistake {
  readonly reason: string;
  /** The number that was probably meant. */
  readonly meant?: string | undefined;
  /** What must hold for that. */
  readonly condition?: string | undefined;
}

/**
 * @param number what {@link withoutSeparators} made of a text
 * @param others which other values the argument takes
 * @returns why it is no number and what was probably meant; undefined for a number
 */
function numberError(number: string, others = ''): string | undefined {
  if (number.length > LONGEST_WRITTEN_NUMBER) return EXPECTED;
  if (isServiceNumber(withAsciiDigits(number))) return NO_SERVICE_NUMBER;
  const mistake = mistakeIn(number);
  if (mistake === undefined) return undefined;
  const { reason, meant, condition } = mistake;
  if (meant === undefined) return [reason, EXPECTED, others].filter((sentence) => sentence !== '').join(' ');
  return `${reason} Did you mean ${meant}${condition === undefined ? '' : `, ${condition}`}?`;
}

function mistakeIn(number: string): Mistake | undefined {
  for (const rule of RULES) {
    const mistake = rule(number);
    if (mistake !== undefined) return mistake;
  }
  return undefined;
}

/** The number that a text most likely stands for, if there is one. */
function meantBy(number: string): Pick<Mistake, 'meant' | 'condition'> {
  if (isServiceNumber(number)) return {};
  const mistake = mistakeIn(number);
  if (mistake === undefined) return { meant: number };
  return { meant: mistake.meant, condition: mistake.condition };
}

/** In this order: what is not even digits, what lacks its country code, what the country does not have. */
const RULES: readonly ((number: string) => Mistake | undefined)[] = [
  hasExtension,
  hasTrunkZeroInBrackets,
  hasLetters,
  hasOddCharacter,
  hasPlusInside,
  hasExitCode,
  hasNoPlus,
  isNotNorthAmerican,
  hasTrunkPrefix,
  hasOddLength,
];

const EXTENSION = /^(\+?\d{7,15})(?=\D)[;,#]*(?:ext(?:ension|n)?|poste|x|p|w)?[=:]*(\d{1,11})$/i;

/**
 * Takes apart a number with an extension, such as `+1 312 555 0100 ext. 12`, `;ext=12`, `x12`.
 *
 * @returns the number without separators; undefined if there is none with an extension
 */
export function withoutExtension(written: string): { readonly number: string; readonly extension: string } | undefined {
  const [, front, extension] = EXTENSION.exec(withoutSeparators(written)) ?? [];
  const number = front === undefined ? undefined : meantBy(front).meant;
  return number === undefined || extension === undefined ? undefined : { number, extension };
}

function hasExtension(number: string): Mistake | undefined {
  const parts = withoutExtension(number);
  return parts && { reason: `A number has no extension (${parts.extension}).`, ...meantBy(parts.number) };
}

/** Italy and San Marino: the 0 of a landline belongs to its number. */
const ITALIAN_LANDLINE = /^\+(?:39|37[89])\(0\)(?!3)/;
/** Countries of which only some numbers begin with 0. Behind 3, Italy has landlines and mobiles. */
const SOME_ZEROS = /^\+(?:39\(0\)3|22[5-79]|24[12]|250)/;

function hasTrunkZeroInBrackets(number: string): Mistake | undefined {
  if (!number.includes('(0)')) return undefined;
  const reason = 'It is not certain whether "(0)" belongs to this number.';
  if (SOME_ZEROS.test(number)) return { reason };
  return { reason, ...meantBy(number.replaceAll('(0)', ITALIAN_LANDLINE.test(number) ? '0' : '')) };
}

/** The letters of a keypad, from 2 to 9. @see ITU-T E.161 */
const KEYS = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];
const keyOf = (letter: string) => String(KEYS.findIndex((letters) => letters.includes(letter.toLowerCase())) + 2);

/** Letters that are written by mistake for digits. */
const LIKE_DIGITS = /^[oil]+$/i;

function hasLetters(number: string): Mistake | undefined {
  if (!/[A-Za-z]/.test(number)) return undefined;
  const reason = 'A number has no letters.';
  const words = number.match(/[A-Za-z]{3,}/g) ?? [];
  if (/^\+?\d{3}[A-Za-z\d]+$/.test(number) && words.some((word) => !LIKE_DIGITS.test(word))) {
    return { reason, ...meantBy(number.replaceAll(/[A-Za-z]/g, keyOf)) };
  }
  const [only, ...more] = number.match(/\+\d{7,15}/g) ?? [];
  return only === undefined || more.length > 0 || /\d/.test(number.replace(only, '')) ? { reason } : { reason, ...meantBy(only) };
}

/** Characters that may stand between two numbers. */
const BETWEEN_NUMBERS = /[/,;|&]/;

function hasOddCharacter(number: string): Mistake | undefined {
  const [odd] = /[^\d+]/u.exec(number) ?? [];
  if (odd === undefined) return undefined;
  const name = /[!-~]/.test(odd) ? `"${odd}"` : codePointName(odd);
  if (BETWEEN_NUMBERS.test(number)) return { reason: `Write one number, without ${name}.` };
  return { reason: `A number has no ${name}.`, ...meantBy(withAsciiDigits(number).replaceAll(/[^\d+]/g, '')) };
}

function hasPlusInside(number: string): Mistake | undefined {
  if (number.lastIndexOf('+') <= 0) return undefined;
  const reason = 'A number has one plus, in front.';
  return /^\++\d+$/.test(number) ? { reason, ...meantBy(number.replace(/^\++/, '+')) } : { reason };
}

/** `00` and `011` are dialled before a country code, `011` in North America. Fewer digits behind them may be a number of one country. */
const EXIT_CODE = /^\+?(00|011)(?=[1-9]\d{9})/;

function hasExitCode(number: string): Mistake | undefined {
  const [, code] = EXIT_CODE.exec(number) ?? [];
  return code === undefined ? undefined : { reason: `Write a plus instead of ${code}.`, ...meantBy(number.replace(EXIT_CODE, '+')) };
}

function hasNoPlus(number: string): Mistake | undefined {
  if (number.startsWith('+')) return number.startsWith('+0') ? { reason: 'No country code begins with 0.' } : undefined;
  if (number === '') return { reason: 'There are no digits.' };
  if (NORTH_AMERICAN.test(`+${number}`)) return { reason: 'The plus is missing.', ...meantBy(`+${number}`) };
  if (NORTH_AMERICAN.test(`+1${number}`)) {
    return { reason: 'The country code is missing.', ...meantBy(`+1${number}`), condition: 'a number of the US or Canada' };
  }
  if (number.startsWith('0')) return { reason: 'Write the country code instead of the 0 in front.' };
  if (number.length < 11) return { reason: 'Plus and country code are missing.' };
  return { reason: 'The plus is missing.', ...meantBy(`+${number}`), condition: 'which begins with its country code' };
}

/** Digits behind +1. */
const NORTH_AMERICAN_DIGITS = 10;

function isNotNorthAmerican(number: string): Mistake | undefined {
  if (!number.startsWith('+1') || NORTH_AMERICAN.test(number)) return undefined;
  const digits = number.slice(2);
  if (digits.length === NORTH_AMERICAN_DIGITS) return { reason: 'Behind +1, area code and exchange each begin with 2 to 9.' };
  const reason = `A number has ten digits behind +1, this one ${digits.length}.`;
  return /^[01]\d{10}$/.test(digits) ? { reason, ...meantBy(`+1${digits.slice(1)}`) } : { reason };
}

/** Hungary's 06 and the 8 of Russia and Kazakhstan. */
const LONGER_TRUNK_PREFIX = /^(\+36)06|^(\+7)8(?=\d{10}$)/;

function hasTrunkPrefix(number: string): Mistake | undefined {
  const zero = beforeTrunkZero(number);
  const meant = zero === undefined ? number.replace(LONGER_TRUNK_PREFIX, '$1$2') : `${zero}${number.slice(zero.length + 1)}`;
  if (meant === number) return undefined;
  return { reason: 'The prefix behind the country code is dialled inside the country only.', ...meantBy(meant) };
}

function hasOddLength(number: string): Mistake | undefined {
  if (E164.test(number)) return undefined;
  return { reason: `A number has 7 to 15 digits, this one ${number.length - 1}.` };
}

const DIGIT = /\p{Nd}/u;

/** Digits of all scripts come in tens, in the order of their values. */
function valueOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
}

const withAsciiDigits = (text: string): string => text.replaceAll(/\p{Nd}/gu, valueOf);
