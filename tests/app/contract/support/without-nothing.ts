import { z } from 'zod';

const Shown = z.looseObject({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
  items: z.unknown().optional(),
});

/**
 * Arguments as a schema shows them that its tool takes in more forms than that: leaves out optional members that say nothing, and writes an
 * object as names and values where the schema shows these.
 *
 * @param schema what clients see
 */
export function withoutNothing(schema: unknown, value: unknown): unknown {
  const { properties, required, items } = Shown.parse(schema ?? {});
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

const saysNothing = (value: unknown) => value === null || value === '' || (Array.isArray(value) && value.length === 0);
