/** Spaces, dots, hyphens, parentheses: how people write numbers. */
const SEPARATORS = /[\s().\u2010-\u2015-]/g;

/** Characters. What is longer is no number, however it is written, and is not worth millions of replacements. */
export const LONGEST_WRITTEN_NUMBER = 100;

/** Drops what only makes a number readable. What is too long for a number comes back unchanged. */
export const withoutSeparators = (value: string): string => (value.length > LONGEST_WRITTEN_NUMBER ? value : value.replace(SEPARATORS, ''));
