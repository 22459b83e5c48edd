import { z } from 'zod';
import fc from '../../support/fast-check.ts';

/** As much of JSON Schema (2020-12) as the tools' schemas use. */
const Schema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  items: z.unknown().optional(),
  maxItems: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  anyOf: z.array(z.unknown()).optional(),
});

const UUID = '4000eba1-a0c0-4563-9925-b25e842a7cb6';
const FORMATS: Readonly<Record<string, readonly string[]>> = {
  uuid: [UUID],
  uri: ['https://hooks.example.com/a?b=1', 'https://media.example.org/a.png'],
  'date-time': ['2026-01-31T12:00:00Z', '2026-06-22T10:00:00+02:00'],
};
/** What the texts of tools commonly are: ids, numbers, names. */
const TEXTS = [
  'ops',
  UUID,
  '1293384261075731499',
  '+13125550100',
  '+13125550111',
  'US',
  '20.00',
  'docs-2026',
  'here/a',
  '2026-06-22',
  '1',
] as const;

/** @returns values that fit it. */
export function valuesOf(schema: unknown): fc.Arbitrary<unknown> {
  const {
    type,
    format = '',
    enum: choices,
    const: only,
    items,
    maxItems = 3,
    properties,
    required,
    minimum = 0,
    maximum = 250,
    anyOf,
  } = Schema.parse(schema);
  if (choices) return fc.constantFrom(...choices);
  if (only !== undefined) return fc.constant(only);
  if (anyOf) return fc.oneof(...anyOf.map(valuesOf));
  switch (Array.isArray(type) ? type[0] : type) {
    case 'string':
      return fc.constantFrom(...(FORMATS[format] ?? TEXTS));
    case 'integer':
      return fc.integer({ min: minimum, max: Math.min(maximum, minimum + 1_000) });
    case 'number':
      return fc.double({ min: minimum, max: maximum, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(items === undefined ? fc.constant('a') : valuesOf(items), { maxLength: Math.min(maxItems, 3) });
    case 'object':
      return membersOf(properties, required);
    default:
      return fc.constantFrom<unknown>('a', 1, true, null);
  }
}

function membersOf(properties: Readonly<Record<string, unknown>>, required: readonly string[]): fc.Arbitrary<unknown> {
  const members = Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, valuesOf(member)]));
  return fc.record(members, { requiredKeys: required.filter((name) => name in members) });
}
