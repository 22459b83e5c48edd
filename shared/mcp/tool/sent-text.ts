import { z } from 'zod';
import { visibleText } from '../../platform/index.ts';

/** A text that a person or an assistant gets to read or hear: what leaves is what can be seen of it. Bounds of its length come after this. */
export const SentText = z.string().overwrite(visibleText);

/** The same for every text in JSON of any shape, names of members included. */
export function visibleMembers<Value>(value: Value): Value;
export function visibleMembers(value: unknown): unknown {
  if (typeof value === 'string') return visibleText(value);
  if (Array.isArray(value)) return value.map((item: unknown) => visibleMembers(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [visibleText(name), visibleMembers(member)]));
}
