import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { asListed } from '../../platform/index.ts';
import { argumentsOf, takesOthers } from './arguments.ts';
import type { OperationClass } from './classes.ts';
import type { Operations } from './load.ts';
import type { Operation, Schema } from './operation.ts';
import { IS_LISTED, whyNoVariant } from './variant-error.ts';

/** Here a listed value may cost money or reach somebody, so no other one passes. Elsewhere Telnyx may know more values than its document. */
const CLOSED: ReadonlySet<OperationClass> = new Set(['outbound', 'purchase', 'credential', 'delete']);

/** Schemas of the operations that were used last: zod's own take much more memory than those of the index. */
const made = new LRUCache<Operation, z.ZodObject>({ max: 50 });

/** @returns what checks the arguments of an operation: a strict object of {@link argumentsOf} */
export function inputOf(operation: Operation, operations: Operations): z.ZodObject {
  const known = made.get(operation);
  if (known) return known;
  const making = { resolve: (schema: Schema) => operations.resolve(schema), isClosed: CLOSED.has(operation.class) };
  const inText = maker({ ...making, isText: true });
  const inBody = maker({ ...making, isText: false });
  const shape = argumentsOf(operation, operations).map(({ name, schema, required, places }) => {
    const value = places.includes('body') ? inBody(schema) : inText(name === PAGE ? withCursor(schema) : schema);
    return [name, required ? value : value.optional()] as const;
  });
  const input = takesOthers(operation, operations) ? z.looseObject(Object.fromEntries(shape)) : z.strictObject(Object.fromEntries(shape));
  made.set(operation, input);
  return input;
}

const PAGE = 'page';

/** Some lists answer with a cursor and are described without one. */
const withCursor = (schema: Schema): Schema =>
  schema.type === 'object' ? { ...schema, properties: { after: { type: 'string' }, ...schema.properties } } : schema;

interface Making extends Pick<Operations, 'resolve'> {
  readonly isClosed: boolean;
  /** It goes into the URL, where everything is a text: `5` and `"5"` are the same. */
  readonly isText: boolean;
}

type Make = (schema: Schema) => z.ZodType;

function maker(making: Making): Make {
  const byName = new Map<string, z.ZodType>();
  const open = new Set<string>();
  const make: Make = (schema) => {
    const name = schema.$ref;
    if (name === undefined) return valueOf(schema, making, make);
    const known = byName.get(name);
    if (known) return known;
    // It holds itself.
    if (open.has(name)) return z.lazy(() => byName.get(name) ?? z.unknown());
    open.add(name);
    const value = valueOf(making.resolve(schema), making, make);
    open.delete(name);
    byName.set(name, value);
    return value;
  };
  return make;
}

function valueOf(schema: Schema, making: Making, make: Make): z.ZodType {
  const value = schema.anyOf ? unionOf(schema, schema.anyOf, making, make) : plainOf(schema, making, make);
  return schema.nullable ? value.nullable() : value;
}

function plainOf(schema: Schema, making: Making, make: Make): z.ZodType {
  if (schema.enum) return listedOf(schema, schema.enum, making);
  const { isText } = making;
  switch (schema.type) {
    case 'string':
      return isText
        ? z.preprocess(schema.format === 'digits' ? asDigits : asText, stringOf({ minLength: 1, ...schema }))
        : stringOf(schema);
    case 'number':
    case 'integer':
      return isText ? z.preprocess(asNumber, numberOf(schema)) : numberOf(schema);
    case 'boolean':
      return isText ? z.preprocess(asBoolean, z.boolean()) : z.boolean();
    case 'array': {
      const list = listOf(schema, make);
      return isText ? z.preprocess(asList, list) : list;
    }
    case 'object':
      return objectOf(schema, make);
    default:
      return schema.properties ? objectOf(schema, make) : z.unknown();
  }
}

/** Longer than any id, time, number or address. */
const LONGEST_WORD = 256;

const isUrl = (format: string | undefined) => format === 'uri' || format === 'url';

/** Formats are not checked, because Telnyx does, but "" has none. */
function stringOf({ format, minLength, maxLength }: Schema): z.ZodType {
  if (isUrl(format))
    return z
      .string()
      .regex(/^\S+$/, 'Expected a URL.')
      .max(maxLength ?? 2_048);
  const most = maxLength ?? (format === undefined || format === 'binary' || format === 'byte' ? undefined : LONGEST_WORD);
  const least = format === undefined ? minLength : Math.max(1, minLength ?? 0);
  const text = least === undefined ? z.string() : z.string().min(least);
  return most === undefined ? text : text.max(most);
}

function numberOf({ type, minimum, maximum }: Schema): z.ZodType {
  const number = type === 'integer' ? z.int() : z.number();
  const atLeast = minimum === undefined ? number : number.min(minimum);
  return maximum === undefined ? atLeast : atLeast.max(maximum);
}

function listOf({ items, minItems, maxItems }: Schema, make: Make) {
  const list = z.array(items ? make(items) : z.unknown());
  const atLeast = minItems === undefined ? list : list.min(minItems);
  return maxItems === undefined ? atLeast : atLeast.max(maxItems);
}

function objectOf({ properties = {}, required = [], additionalProperties: more }: Schema, make: Make, isOneOf?: string): z.ZodType {
  const obligatory = new Set(required);
  const shape = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      // What tells variants apart is closed: see `unionOf`.
      const value = name === isOneOf && schema.enum ? z.literal([...schema.enum]) : make(schema);
      return [name, obligatory.has(name) ? value : value.optional()];
    }),
  );
  if (more && Object.keys(more).length > 0) return z.object(shape).catchall(make(more));
  // The document says nothing of its members.
  const isOpen = more !== undefined || Object.keys(shape).length === 0;
  return isOpen ? z.looseObject(shape) : z.strictObject(shape);
}

/** Lengths of values that no list has yet. */
const UNLISTED = { minLength: 1, maxLength: 200 };

function listedOf(schema: Schema, listed: readonly (string | number | boolean)[], { isClosed, isText }: Making): z.ZodType {
  const texts = listed.filter((value) => typeof value === 'string');
  const isOfTexts = texts.length === listed.length;
  const read = (given: unknown) => {
    const value = !isText ? given : isOfTexts ? asText(given) : asNumber(asBoolean(given));
    return typeof value === 'string' ? asListed(listed, value) : value;
  };
  if (isClosed) return isOfTexts && !isText ? z.enum(texts) : z.preprocess(read, z.literal([...listed]));
  if (isOfTexts) return z.preprocess(read, texts.includes('') ? z.string() : stringOf(UNLISTED));
  const { enum: _, ...unlisted } = schema;
  return z.preprocess(
    read,
    plainOf(unlisted, { isClosed, isText: false, resolve: (same) => same }, () => z.unknown()),
  );
}

const isNothing = ({ nullable, ...rest }: Schema) => nullable === true && Object.keys(rest).length === 0;

function unionOf({ discriminator }: Schema, all: readonly Schema[], making: Making, make: Make): z.ZodType {
  const variants = all.filter((variant) => !isNothing(variant));
  const union = discriminatedOf(discriminator, variants, making, make) ?? simpleUnion(variants.map(make));
  return variants.length < all.length ? union.nullable() : union;
}

function simpleUnion(options: readonly z.ZodType[]): z.ZodType {
  const [only, ...others] = options;
  return only && others.length === 0 ? only : z.union(options, { error: whyNoVariant });
}

/** @returns undefined where no member tells all variants apart */
function discriminatedOf(
  named: string | undefined,
  variants: readonly Schema[],
  { resolve, isClosed }: Making,
  make: Make,
): z.ZodType | undefined {
  const objects = variants.map(resolve);
  // The document does not always name it.
  const names = named === undefined ? Object.keys(objects[0]?.properties ?? {}) : [named];
  const name = names.find((each) => tellsApart(each, objects));
  if (name === undefined || objects.length < 2) return undefined;
  const listed = objects.flatMap(({ properties }) => properties?.[name]?.enum ?? []);
  // What `objectOf` makes of properties.
  const options = objects.map((each) => objectOf(each, make, name)) as unknown as readonly [z.ZodObject, ...z.ZodObject[]];
  const known = z.discriminatedUnion(name, options);
  if (isClosed) return known;
  const isNew = (value: unknown) => typeof value === 'string' && value !== '' && !listed.includes(asListed(listed, value));
  const unlisted = z.looseObject({ [name]: z.string().refine(isNew, { error: IS_LISTED, abort: true }) });
  return z.union([known, unlisted], { error: whyNoVariant });
}

function tellsApart(name: string, objects: readonly Schema[]): boolean {
  const values = objects.map(({ properties, required }) => (required?.includes(name) ? (properties?.[name]?.enum ?? []) : []));
  const listed = values.flat();
  return values.every((each) => each.length > 0) && new Set(listed).size === listed.length;
}

/** A number that has lost digits stays one, and is rejected. */
function asText(given: unknown): unknown {
  if (typeof given === 'boolean') return String(given);
  return typeof given === 'number' && Number.isFinite(given) && (Number.isSafeInteger(given) || !Number.isInteger(given))
    ? String(given)
    : given;
}

/** A phone number in any form, where its digits alone find it. */
function asDigits(given: unknown): unknown {
  const text = asText(given);
  return typeof text === 'string' && /^\+?[\d\s().-]+$/.test(text) ? text.replaceAll(/\D/g, '') : text;
}

const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;

const asNumber = (given: unknown): unknown => (typeof given === 'string' && NUMBER.test(given) ? Number(given) : given);
const asBoolean = (given: unknown): unknown => (given === 'true' || given === 'false' ? given === 'true' : given);

/** One value, or several with commas: the same in a URL. */
function asList(given: unknown): unknown {
  if (typeof given === 'string') return given.split(',').map((one) => one.trim());
  return typeof given === 'number' || typeof given === 'boolean' ? [given] : given;
}
