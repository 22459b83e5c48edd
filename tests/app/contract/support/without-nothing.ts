import { z } from 'zod';

const Shown = z.looseObject({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
  items: z.unknown().optional(),
  enum: z.array(z.unknown()).default([]),
});

/**
 * Arguments as a schema shows them that its tool takes in more forms than that: leaves out optional members that say nothing, spells listed
 * values as they are listed, and writes an object as names and values where the schema shows these.
 *
 * @param schema what clients see
 */
export function withoutNothing(schema: unknown, value: unknown): unknown {
  const { properties, required, items, enum: listed } = Shown.parse(schema ?? {});
  if (typeof value === 'string') return asListed(listed, value);
  if (Array.isArray(value)) return value.map((item) => withoutNothing(items, item));
  if (typeof value !== 'object' || value === null) return value;
  if (items !== undefined) return Object.entries(value).map(([name, member]: [string, unknown]) => ({ name, value: member }));
  const members = Object.entries(value).filter(
    ([name, member]) => required.includes(name) || !Object.hasOwn(properties, name) || !saysNothing(member),
  );
  return Object.fromEntries(
    members.map(([name, member]) => [name, withoutNothing(Object.hasOwn(properties, name) ? properties[name] : undefined, member)]),
  );
}

/** A text that differs from a listed one only in case, spaces around it and what stands between its words. */
function asListed(listed: readonly unknown[], given: string): string {
  const bare = (text: unknown) =>
    String(text)
      .trim()
      .toLowerCase()
      .replaceAll(/\b[ _-]+\b|_+/g, '-');
  const meant = listed.filter((one) => typeof one === 'string' && bare(one) === bare(given));
  return listed.includes(given) || meant.length !== 1 ? given : String(meant[0]);
}

const saysNothing = (value: unknown) => value === null || value === '' || (Array.isArray(value) && value.length === 0);
