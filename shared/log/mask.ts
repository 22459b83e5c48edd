/** What must never stand in a log, wherever it came from: a last line of defence behind not logging it at all. */
const MASKS: readonly (readonly [pattern: RegExp, replacement: string | ((match: string) => string)])[] = [
  [/\beyJ[\w-]+\.[\w-]*(?:\.[\w-]*){1,3}/g, '[token]'],
  [/\bbearer\s+[\w.~+/-]+=*/gi, 'Bearer [token]'],
  [/\bKEY[\w-]{8,}/g, '[key]'],
  // Telephone numbers: the country and area stay visible, the subscriber does not.
  [/\+\d{7,15}\b/g, (number) => `${number.slice(0, 4)}***${number.slice(-2)}`],
];

/** In: a line. Out: the same line with tokens, keys and telephone numbers masked. */
export function mask(line: string): string {
  return MASKS.reduce(
    (text, [pattern, replacement]) =>
      typeof replacement === 'string' ? text.replace(pattern, replacement) : text.replace(pattern, replacement),
    line,
  );
}
