/** What people and clients type for an address of another name. */
const ALIASES: Readonly<Record<string, string>> = {
  '/auth': '/test-auth',
  '/login': '/test-auth',
  '/signin': '/test-auth',
  '/sign-in': '/test-auth',
  '/health': '/health/ready',
  '/ready': '/health/ready',
  '/status': '/health/ready',
  '/access': '/tokens',
  '/activity': '/audit',
  '/messages': '/conversations',
  '/sse': '/mcp/stream',
};

/** Longer ones are no slip of the finger, and comparing takes their length times that of each known address. */
const LONGEST = 40;

/** One slip for each so many characters. */
const CHARACTERS_PER_SLIP = 5;

/**
 * @param path of a URL, as sent
 * @param known the addresses to choose from
 * @returns the known address that was probably meant; undefined for a path that is like none
 */
export function nearestAddress(path: string, known: readonly string[]): string | undefined {
  if (path.length > LONGEST) return undefined;
  const sent = path.toLowerCase().replace(/\/$/, '');
  const alias = Object.hasOwn(ALIASES, sent) ? ALIASES[sent] : undefined;
  if (alias !== undefined && known.includes(alias)) return alias;
  const [nearest] = known
    .map((address) => ({ address, slips: slipsBetween(sent, address) }))
    .filter(({ address, slips }) => slips <= address.length / CHARACTERS_PER_SLIP)
    .sort((one, other) => one.slips - other.slips);
  return nearest?.address;
}

/** Characters to add, drop or change (Levenshtein distance). */
function slipsBetween(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, character] of Array.from(one).entries()) {
    const current = [row + 1];
    for (const [column, wanted] of Array.from(other).entries()) {
      const change = (above[column] ?? 0) + (character === wanted ? 0 : 1);
      current.push(Math.min(change, (above[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    above = current;
  }
  return above.at(-1) ?? 0;
}
