/**
 * @param patterns names, divided by spaces; `*` stands for any characters, none too
 * @returns whether a name is one of them, in time that grows with its length alone
 */
export function namedLike(patterns: string): (name: string) => boolean {
  const listed = patterns.split(/\s+/).filter((pattern) => pattern !== '');
  const whole = new Set(listed.filter((pattern) => !pattern.includes('*')));
  const wild = listed.filter((pattern) => pattern.includes('*')).map((pattern) => pattern.split('*'));
  return (name) => whole.has(name) || wild.some((parts) => fits(parts, name));
}

/** The first place that fits leaves the most room for what follows. */
function fits(parts: readonly string[], name: string): boolean {
  const [first = ''] = parts;
  const last = parts.at(-1) ?? '';
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  const end = name.length - last.length;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** @returns whether a value is more than nothing */
export const isSaid = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
