import { visibleText } from './visible-text.ts';

/** Spaces, dots, dashes of every length, the minus sign: how people write numbers. */
const SEPARATORS = /[\s.\u00b7\u2212\u2043\p{Pd}]/gu;

/** Plus, digits and separators as wide as a Chinese character. */
const FULL_WIDTH = /[\uff08\uff09\uff0b\uff0d\uff0e\uff10-\uff19]/g;

/** Nobody writes these: where they are, the text stays odd and is rejected. */
const NO_CONTROLS = /\P{Cc}+/gu;

/** Characters. A longer text is not a number, however it is written, and not worth millions of replacements. */
export const LONGEST_WRITTEN_NUMBER = 100;

/**
 * The country codes of numbers that never begin with 0, but have one in front inside the country: `020 7946 0958` is `+44 20 7946 0958`.
 *
 * @see ITU-T E.164 and the annex "Dialling procedures" of the ITU Operational Bulletin
 */
const TRUNK_ZERO =
  /^\+(?:2[07]|3[123]|4[013469]|5[145]|6[0-46]|8[1246]|9[0-58]|21[238]|23[34]|249|25[1456]|26[03]|35[3589]|37[34]|38[012567]|389|421|59[35]|85[56]|880|886|96[1-467]|97[127]|977|99[456])(?=[0(])/;

/** @returns a number's country code, such as `+44`, if a 0 after it can only be the one that is dialled inside the country. */
export const beforeTrunkZero = (number: string): string | undefined => TRUNK_ZERO.exec(number)?.[0];

/**
 * Writes a telephone number without its separators, as Telnyx takes it and as it is compared. Drops what does not belong to the number: invisible
 * characters, `tel:`, and the `(0)` after a country code where it can mean nothing else. Where it can, `(0)` stays, so that no number is made of it.
 *
 * @returns the number; for what is none, some text that is none. A text too long for a number comes back unchanged.
 * @see ITU-T E.123 section 7.2, RFC 3966
 */
export function withoutSeparators(value: string): string {
  if (value.length > LONGEST_WRITTEN_NUMBER) return value;
  const visible = value.replace(NO_CONTROLS, visibleText).replace(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
  const written = visible.replace(SEPARATORS, '').replace(/^tel:/i, '');
  const [before = '', ...after] = written.split('(0)');
  const number = withoutBrackets(before);
  const isTrunk = beforeTrunkZero(`${number}(`) === number;
  return number + after.map((part, at) => (isTrunk && at === 0 ? '' : '(0)') + withoutBrackets(part)).join('');
}

const withoutBrackets = (text: string) => text.replace(/[()]/g, '');

/**
 * The sender of a message: a number, or the name of an alphanumeric sender.
 *
 * @returns the number as {@link withoutSeparators} writes it; a name without the spaces around it
 */
export function canonicalSender(written: string): string {
  const number = withoutSeparators(written);
  return /[A-Za-z]/.test(number) && !number.startsWith('+') ? written.trim() : number;
}
