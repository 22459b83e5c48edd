import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { tools } from '../../../tools/index.ts';

/**
 * What providers of models take as the schema of a function, as their documentation states it. A client hands them our schemas as they are, and
 * one that a provider rejects costs the person every tool.
 */

/** The names of functions and properties that all take. */
const NAME = /^[a-zA-Z0-9_-]{1,64}$/;

const Text = z.string().min(1);

/** @see https://ai.google.dev/api/caching#Schema and https://cloud.google.com/vertex-ai/docs/reference/rest/v1/Schema: what both have */
const Gemini: z.ZodType = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('string'), enum: z.array(Text).min(1).optional(), ...GEMINI_COMMON }),
    z.strictObject({
      type: z.enum(['number', 'integer']),
      minimum: z.number().optional(),
      maximum: z.number().optional(),
      ...GEMINI_COMMON,
    }),
    z.strictObject({ type: z.literal('boolean'), ...GEMINI_COMMON }),
    z.strictObject({
      type: z.literal('array'),
      items: Gemini,
      minItems: z.number().optional(),
      maxItems: z.number().optional(),
      ...GEMINI_COMMON,
    }),
    z.strictObject({ type: z.literal('object'), ...GEMINI_MEMBERS, ...GEMINI_COMMON }),
  ]),
);
const GEMINI_COMMON = { description: Text.optional(), default: z.unknown().optional() };
const GEMINI_MEMBERS = {
  properties: z
    .record(z.string().regex(NAME), Gemini)
    .refine((members) => Object.keys(members).length > 0, 'An OBJECT needs properties (should be non-empty for OBJECT type).'),
  required: z.array(z.string()).optional(),
};

/** The parameters of a function may be an object without any. */
const GeminiParameters = z.strictObject({
  type: z.literal('object'),
  ...GEMINI_MEMBERS,
  properties: z.record(z.string().regex(NAME), Gemini),
});

/**
 * The subset of strict mode, into which clients turn a schema: every object closed, every member required, an optional one or null.
 *
 * @see https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
 */
const Strict: z.ZodType = z.lazy(() =>
  z.union([
    z.strictObject({ anyOf: z.array(Strict).length(2), description: Text.optional() }),
    z.strictObject({ type: z.literal('null') }),
    z.strictObject({ type: z.literal('string'), enum: z.array(z.string()).min(1).max(1_000).optional(), description: Text.optional() }),
    z.strictObject({
      type: z.enum(['number', 'integer']),
      minimum: z.number().optional(),
      maximum: z.number().optional(),
      description: Text.optional(),
    }),
    z.strictObject({ type: z.literal('boolean'), description: Text.optional() }),
    z.strictObject({
      type: z.literal('array'),
      items: Strict,
      minItems: z.number().optional(),
      maxItems: z.number().optional(),
      description: Text.optional(),
    }),
    z
      .strictObject({
        type: z.literal('object'),
        properties: z.record(z.string().regex(NAME), Strict),
        required: z.array(z.string()),
        additionalProperties: z.literal(false),
        description: Text.optional(),
      })
      .refine(({ properties, required }) => required.length === Object.keys(properties).length, 'Every member must be required.'),
  ]),
);

const Part = z.looseObject({
  type: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  items: z.unknown().optional(),
});

/** Makes a schema strict as clients do: they leave defaults out, which strict mode does not know. */
function strict(schema: unknown): unknown {
  const { type, properties, required, items, ...rest } = Part.parse(schema);
  const { default: _, ...words } = rest;
  if (type === 'array') return { type, items: strict(items), ...words };
  if (type !== 'object') return { type, ...words };
  // An object that says nothing of its members could only be empty.
  if (properties === undefined) throw new Error('An object without properties.');
  const members = Object.entries(properties).map(([name, member]) => {
    const inside = strict(member);
    return [name, required.includes(name) ? inside : { anyOf: [inside, { type: 'null' }] }];
  });
  return { ...words, type, properties: Object.fromEntries(members), required: Object.keys(properties), additionalProperties: false };
}

/** Levels of objects and lists in strict mode. */
const DEEPEST = 10;
const depthOf = (schema: unknown): number => {
  const { properties = {}, items } = Part.parse(schema);
  return 1 + Math.max(0, ...[...Object.values(properties), ...(items === undefined ? [] : [items])].map(depthOf));
};

/** @see https://docs.claude.com/en/docs/agents-and-tools/tool-use: names and the root of a schema; a description tells a model most. */
const Anthropic = z.object({
  name: z.string().regex(NAME),
  description: z.string().min(1).max(1_024),
  inputSchema: z.looseObject({
    type: z.literal('object'),
    properties: z.record(z.string().regex(NAME), z.unknown()),
    oneOf: z.undefined().optional(),
    allOf: z.undefined().optional(),
    anyOf: z.undefined().optional(),
  }),
});

const problems = (schema: z.ZodType, value: unknown) => (schema.safeParse(value).error?.issues ?? []).map((issue) => JSON.stringify(issue));

describe.each(tools.map((tool) => [tool.name, tool] as const))('%s', (_name, tool) => {
  test('Ajv takes both schemas in its strict mode, without further formats', () => {
    const ajv = new Ajv2020({ strict: true, strictRequired: true, allErrors: true });
    for (const schema of [tool.inputSchema, tool.outputSchema]) expect(() => ajv.compile(schema)).not.toThrow();
  });

  test('Gemini and Vertex AI take it as a function declaration', () => {
    expect(problems(GeminiParameters, tool.inputSchema)).toEqual([]);
  });

  test('OpenAI takes it in strict mode', () => {
    expect(problems(Strict, strict(tool.inputSchema))).toEqual([]);
    expect(depthOf(tool.inputSchema)).toBeLessThanOrEqual(DEEPEST);
  });

  test('Anthropic takes it', () => {
    expect(problems(Anthropic, tool)).toEqual([]);
  });

  test('no argument has more than one description, and none an empty one', () => {
    const descriptions = (schema: unknown): unknown[] => {
      const { properties = {}, items, ...rest } = Part.parse(schema);
      return [rest['description'], ...Object.values(properties).flatMap(descriptions), ...(items === undefined ? [] : descriptions(items))];
    };
    for (const argument of Object.values(Part.parse(tool.inputSchema).properties ?? {})) {
      const { items, description } = z
        .looseObject({ items: z.unknown().optional(), description: z.string().min(1).optional() })
        .parse(argument);
      const inItems = items === undefined ? undefined : descriptions(items)[0];
      expect([description, inItems].filter((text) => text !== undefined).length).toBeLessThanOrEqual(1);
    }
  });
});

test('the rules of the providers reject what they are known to reject', () => {
  const nothing = { type: 'object', properties: {}, required: [] };
  const withArgument = (argument: object) => ({ ...nothing, properties: { a: argument } });
  for (const argument of [
    { type: 'string', format: 'uuid' },
    { type: 'string', const: 'a' },
    { type: 'boolean', const: true },
    { type: 'object' },
    { type: 'object', properties: {} },
    { type: 'object', properties: { b: { type: 'object' } } },
    { type: 'string', enum: [''] },
    { type: ['string', 'null'] },
    { oneOf: [{ type: 'string' }] },
    {},
  ]) {
    expect(problems(GeminiParameters, withArgument(argument))).not.toEqual([]);
  }
  expect(problems(GeminiParameters, nothing)).toEqual([]);
  expect(problems(GeminiParameters, { ...nothing, additionalProperties: false })).not.toEqual([]);
  expect(problems(Strict, withArgument({ type: 'string' }))).not.toEqual([]);
  expect(problems(Strict, strict(withArgument({ type: 'string', format: 'uuid' })))).not.toEqual([]);
  expect(() => strict(withArgument({ type: 'object' }))).toThrow('An object without properties.');
});
