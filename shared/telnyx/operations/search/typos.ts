/** Shorter words with another letter are mostly other words. */
const LEAST = 5;

/** @returns whether a word is another one with one letter more, less or changed, or with two letters swapped; not the first one */
export function isTypoOf(given: string, word: string): boolean {
  if (Math.abs(given.length - word.length) > 1) return false;
  let start = 0;
  while (start < given.length && given[start] === word[start]) start++;
  let cut = 0;
  while (cut < Math.min(given.length, word.length) - start && given.at(-1 - cut) === word.at(-1 - cut)) cut++;
  const [one, other] = [given.slice(start, given.length - cut), word.slice(start, word.length - cut)];
  if (start === 0) return false;
  return (
    (given.length >= LEAST && one.length <= 1 && other.length <= 1) ||
    (one.length === 2 && other.length === 2 && one === other.slice(1) + other.slice(0, 1))
  );
}
