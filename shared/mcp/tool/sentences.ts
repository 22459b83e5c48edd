/** @returns whether any text in JSON holds several words. Ids, numbers, URLs and words of a list, such as a status, hold one. */
export function holdsSentence(value: unknown): boolean {
  if (typeof value === 'string') return /\s/.test(value.trim()) && /\p{L}/u.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsSentence);
}
