import { z } from 'zod';

/** JSON Schema (2020-12) of an object. */
export type ObjectSchema = { readonly type: 'object' } & Readonly<Record<string, unknown>>;

/**
 * The schema that a client sees: only what all model providers take, and without what a model does not need: patterns, formats, lengths of texts,
 * limits that nobody reaches, empty defaults, that open objects are open. All of it is checked, and the error text explains it. Answers may hold
 * more than the output schema.
 *
 * The metadata `shownAs` of a schema replaces it: a JSON Schema of values that it also takes. `shownProperties` are the commonest members of an
 * open object.
 *
 * @param hidden names of optional members that are left out
 */
export function shownSchema(schema: z.ZodObject, io: 'input' | 'output', hidden: readonly string[] = []): ObjectSchema {
  const whole = z.toJSONSchema(schema, {
    io,
    reused: 'inline',
    override: ({ jsonSchema, path }) => simplify(jsonSchema, path.length === 0),
  });
  delete whole.$schema;
  for (const name of hidden) delete whole.properties?.[name];
  return { ...whole, type: 'object' };
}

type Part = z.core.JSONSchema.BaseSchema;

function simplify(part: Part, isRoot: boolean): void {
  const { shownAs, shownProperties } = Shown.parse(part);
  if (shownAs) {
    const { description } = part;
    for (const name of Object.keys(part)) Reflect.deleteProperty(part, name);
    Object.assign(part, shownAs, description !== undefined && { description });
    return;
  }
  delete part['shownProperties'];
  delete part.pattern;
  delete part.format;
  if (part.minItems === 1) delete part.minItems;
  if (part.maxItems !== undefined && part.maxItems >= 100) delete part.maxItems;
  delete part.maxProperties;
  delete part.minLength;
  delete part.propertyNames;
  delete part.maxLength;
  if (part.maximum !== undefined && part.maximum >= 1_000_000) delete part.maximum;
  if (part.default === undefined) delete part.default;
  if (part.const !== undefined) {
    // A single value says the same as a list of one, which all providers take; true and false have a type of their own.
    if (typeof part.const === 'string') part.enum = [part.const];
    delete part.const;
  }
  if (!isRoot && part.properties && Object.keys(part.properties).length === 0) delete part.properties;
  if (shownProperties) part.properties = shownProperties;
  // Gemini rejects a declaration with it, and a client that checks arguments would stop those that are hidden. The tool rejects unknown names.
  delete part.additionalProperties;
}

const Shown = z.object({
  shownAs: z.record(z.string(), z.unknown()).optional(),
  shownProperties: z.record(z.string(), z.custom<Part>()).optional(),
});
