/**
 * Makes a text from outside fit for a place with a limit. JSON parsers of others reject halves of surrogate pairs (RFC 8259 section 8.2).
 *
 * @param most length in UTF-16 units
 * @returns Its beginning, cut between two characters. A half of a pair that was there becomes U+FFFD.
 */
export function cutText(text: string, most: number): string {
  const cut = text.length > most && isLeadingHalf(text.charCodeAt(most - 1)) ? most - 1 : most;
  return text.slice(0, cut).toWellFormed();
}

const isLeadingHalf = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

/** @returns the text, or its first `most` characters with “…” after them */
export function abridged(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length > most ? `${characters.slice(0, most).join('').trim()}…` : text;
}
