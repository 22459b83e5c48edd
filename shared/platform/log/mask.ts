/** A secret, and what stands in its place. */
type Mask = readonly [pattern: RegExp, replacement: string | ((match: string) => string)];

/**
 * Every pattern takes linear time: it starts at a literal, or only where a run of its characters starts, and each character of a run matches
 * in one way only.
 */
const MASKS: readonly Mask[] = [
  // A JSON Web Token, or a part of one: whatever follows "eyJ" in words joined by dots.
  [/(?<![\w-])[\w-]+(?:\.[\w-]*)+/g, (words) => (words.includes('eyJ') ? `${words.slice(0, words.indexOf('eyJ'))}[token]` : words)],
  [/\bbearer\s+[\w.~+/-]+=*/gi, 'Bearer [token]'],
  // A setting has such a name as well.
  [/\bKEY(?!_VAULT_URL\b)[\w-]{8,}/g, '[key]'],
  [/\bsips?:[^\s"'<>]+/gi, 'sip:***'],
  // With a plus, in front or percent-encoded: any spelling, and any length from five digits on.
  [/(?:\+|%2b)[ (]?\d(?:[ ().\-/]{0,3}\d){4,}/gi, masked],
  // As North Americans write them.
  [/(?<![\w-])(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w-])/g, masked],
  // Bare digits. Ids of Telnyx have 19, hashes letters; digits inside of a UUID or a word belong to it.
  [/(?<![\w.+-])\d{10,15}(?![\w-]|\.\d)/g, (digits) => (isTime(digits) ? digits : masked(digits))],
];

/** Seconds or milliseconds since 1970: no number has a country code 1 and 13 digits, none an area code that starts with 1. */
const isTime = (digits: string) => digits.startsWith('1') && (digits.length === 10 || digits.length === 13);

/** Country and area stay visible, the subscriber does not. */
function masked(number: string): string {
  const digits = number.replace(/^%2b/i, '').replace(/\D/g, '');
  return `${/^(?:\+|%2b)/i.test(number) ? '+' : ''}${digits.slice(0, 3)}***${digits.slice(-2)}`;
}

/**
 * The last line of defence: secrets and numbers should not reach the log in the first place.
 *
 * @param text One value of a line.
 * @returns The same with tokens, keys, SIP addresses and telephone numbers masked; ids, hashes and times stay as they are.
 */
export function mask(text: string): string {
  return MASKS.reduce(
    (rest, [pattern, replacement]) =>
      typeof replacement === 'string' ? rest.replace(pattern, replacement) : rest.replace(pattern, replacement),
    text,
  );
}
