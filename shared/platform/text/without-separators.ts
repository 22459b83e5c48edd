/** Spaces, dots, hyphens, parentheses: how people write numbers. */
const SEPARATORS = /[\s().\u2010-\u2015-]/g;

/** Characters. A longer text is not a number, however it is written, and not worth millions of replacements. */
export const LONGEST_WRITTEN_NUMBER = 100;

/** Drops the separators of a telephone number. A text too long for a number comes back unchanged. */
export const withoutSeparators = (value: string): string => (value.length > LONGEST_WRITTEN_NUMBER ? value : value.replace(SEPARATORS, ''));
