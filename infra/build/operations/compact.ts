/** Makes the index's schemas from the document's: names, types, limits and listed values, without any text of Telnyx. */
import { z } from 'zod';
import type { Schema } from '../../../shared/telnyx/operations/operation.ts';
import { resolved, type Document } from './document.ts';

const Given = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  nullable: z.boolean().optional(),
  readOnly: z.boolean().optional(),
  format: z.string().optional(),
  example: z.unknown().optional(),
  description: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  default: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  allOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  discriminator: z.looseObject({ propertyName: z.string() }).optional(),
});
type Given = z.output<typeof Given>;

const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array'] as const;
const Scalar = z.union([z.string(), z.number(), z.boolean()]);
const COMPONENT = '#/components/schemas/';

/** Schemas that operations share, by name; filled while they are met. */
export type Shared = Map<string, Schema>;

/**
 * @param shared gets what `$ref`s name
 * @param isQuery what Telnyx alone writes can still be looked for
 * @returns a schema without texts, examples and members that Telnyx alone writes
 */
export function compact(document: Document, part: unknown, shared: Shared, isQuery = false): Schema {
  const ref = z.looseObject({ $ref: z.string() }).safeParse(part);
  if (ref.success && ref.data.$ref.startsWith(COMPONENT)) {
    const name = ref.data.$ref.slice(COMPONENT.length);
    if (!shared.has(name)) {
      shared.set(name, {});
      shared.set(name, compact(document, resolved(document, part), shared));
    }
    const made = shared.get(name) ?? {};
    // What is no object is as short as its name.
    return isObjectLike(made) || Object.keys(made).length === 0 ? { $ref: name } : made;
  }
  const given = merged(document, Given.parse(resolved(document, part) ?? {}));
  const variants = given.oneOf ?? given.anyOf;
  return {
    ...typeOf(given),
    ...limitsOf(given),
    ...(variants && !given.properties && variantsOf(document, variants, given, shared)),
    ...(given.items !== undefined && { items: compact(document, given.items, shared) }),
    ...objectOf(document, given, shared, isQuery),
  };
}

const isObjectLike = ({ type, properties, anyOf, items }: Schema) =>
  type === 'object' || properties !== undefined || anyOf !== undefined || items !== undefined;

/** One schema of all parts of `allOf`, and of an object whose `anyOf` only lists what is required. */
function merged(document: Document, given: Given): Given {
  const parts = (given.allOf ?? []).map((part) => merged(document, Given.parse(resolved(document, part) ?? {})));
  return parts.reduce<Given>(
    (whole, part) => ({
      ...part,
      ...whole,
      ...((whole.properties ?? part.properties) && { properties: { ...part.properties, ...whole.properties } }),
      ...((whole.required ?? part.required) && { required: [...(part.required ?? []), ...(whole.required ?? [])] }),
    }),
    { ...given, allOf: undefined },
  );
}

function variantsOf(document: Document, variants: readonly unknown[], given: Given, shared: Shared): Partial<Schema> {
  const made = variants.map((variant) => compact(document, variant, shared));
  const kept = made.filter((variant) => Object.keys(variant).length > 0);
  const [only, ...others] = kept;
  const nullable = kept.length < made.length || isNullable(given) ? { nullable: true as const } : {};
  if (only && others.length === 0) return { ...only, ...nullable };
  if (!only) return nullable;
  return { anyOf: kept, ...nullable, ...(given.discriminator && { discriminator: given.discriminator.propertyName }) };
}

const typesIn = ({ type }: Given) => [type ?? []].flat();
const isNullable = (given: Given) => given.nullable === true || typesIn(given).includes('null');

function typeOf(given: Given): Partial<Schema> {
  const [type] = typesIn(given).flatMap((name) => TYPES.find((each) => each === name) ?? []);
  const listed = [...(given.enum ?? []), ...(given.const === undefined ? [] : [given.const])].flatMap((value) => {
    const scalar = Scalar.safeParse(value);
    return scalar.success ? [scalar.data] : [];
  });
  const standard = Scalar.safeParse(given.default);
  const format = formatOf(given, type);
  return {
    ...(type && { type }),
    ...(isNullable(given) && { nullable: true }),
    ...(format !== undefined && { format }),
    ...(listed.length > 0 && { enum: listed }),
    // Words are Telnyx's own text.
    ...(standard.success && /^\S{1,40}$/.test(String(standard.data)) && { default: standard.data }),
  };
}

/** What an example shows, where no format is named. */
const SHOWN: readonly (readonly [format: string, example: RegExp])[] = [
  ['e164', /^\+[1-9]\d{7,14}$/],
  ['date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d/],
];
/** A filter that finds nothing for "+1 312". */
const DIGITS_ALONE = /non-numerical characters will result in no values/i;

function formatOf({ format, example, description = '' }: Given, type: Schema['type']): string | undefined {
  if (format !== undefined || type !== 'string') return format;
  if (DIGITS_ALONE.test(description)) return 'digits';
  return typeof example === 'string' ? SHOWN.find(([, shape]) => shape.test(example))?.[0] : undefined;
}

const LIMITS = ['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'] as const;

const limitsOf = (given: Given): Partial<Schema> =>
  Object.fromEntries(LIMITS.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])));

function objectOf(document: Document, given: Given, shared: Shared, isQuery: boolean): Partial<Schema> {
  const { properties, additionalProperties: more } = given;
  const members = Object.entries(properties ?? {}).filter(([, member]) => isQuery || !isReadOnly(document, member));
  const names = new Set(members.map(([name]) => name));
  const required = [...new Set(given.required ?? [])].filter((name) => names.has(name));
  const isMap = typeof more === 'object' && more !== null && Object.keys(more).length > 0;
  return {
    ...(properties && {
      type: 'object',
      properties: Object.fromEntries(members.map(([name, member]) => [name, anyAddress(name, compact(document, member, shared))])),
    }),
    ...(required.length > 0 && { required }),
    ...(isMap ? { additionalProperties: compact(document, more, shared) } : properties && isOpen(more) && { additionalProperties: {} }),
  };
}

/** Members whose example shows a number, where an e-mail address or a URL may be as well. */
const ADDRESSES: ReadonlySet<string> = new Set(['channel_destination', 'destination', 'value']);

function anyAddress(name: string, schema: Schema): Schema {
  if (schema.format !== 'e164' || !ADDRESSES.has(name)) return schema;
  const { format: _format, ...rest } = schema;
  return rest;
}

const isOpen = (more: unknown) => more === true || (typeof more === 'object' && more !== null);

function isReadOnly(document: Document, member: unknown): boolean {
  return Given.safeParse(resolved(document, member)).data?.readOnly === true;
}
