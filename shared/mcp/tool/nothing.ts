import { z } from 'zod';
import { isRecord } from '../json.ts';

/** A text that no schema of ids, numbers, dates, URLs or listed values accepts. */
const SOME_WORDS = 'Some words, nothing else.';

/**
 * Leaves out optional arguments that say "nothing" in another way than by being absent, as some models and clients write them: null, "" where
 * only an id, a listed value or the like can stand, [] where the list must hold something. Looks inside objects and lists, too.
 *
 * @param reads the tool only reads: there "" stands for no filter, in free text as well
 */
export function withoutNothing(schema: z.core.$ZodType, given: unknown, reads: boolean): unknown {
  // What zod makes is one of these; its own types do not say so.
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'nullable':
      return withoutNothing(def.innerType, given, reads);
    case 'pipe':
      return withoutNothing(schemaOf(def), given, reads);
    case 'array':
      return Array.isArray(given) ? given.map((item) => withoutNothing(def.element, item, reads)) : given;
    case 'object':
      return isRecord(given) ? withoutNothingInside(def.shape, given, reads) : given;
    default:
      return given;
  }
}

/** What `z.preprocess` makes has the schema of the value behind it. */
const schemaOf = (pipe: z.core.$ZodPipeDef): z.core.$ZodType =>
  (pipe.in as z.core.$ZodTypes)._zod.def.type === 'transform' ? pipe.out : pipe.in;

function isOptional(schema: z.core.$ZodType): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type === 'pipe' ? isOptional(schemaOf(def)) : schema._zod.optin !== undefined;
}

function withoutNothingInside(shape: Readonly<Record<string, z.core.$ZodType>>, given: Readonly<Record<string, unknown>>, reads: boolean) {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      const schema = Object.hasOwn(shape, name) ? shape[name] : undefined;
      if (schema === undefined) return [[name, value]];
      if (isOptional(schema) && saysNothing(schema, value, reads)) return [];
      return [[name, withoutNothing(schema, value, reads)]];
    }),
  );
}

function saysNothing(schema: z.core.$ZodType, value: unknown, reads: boolean): boolean {
  if (value === null) return !accepts(schema, null);
  if (value === '') return !accepts(schema, '') && (reads || !accepts(schema, SOME_WORDS));
  return Array.isArray(value) && value.length === 0 && !accepts(schema, value);
}

const accepts = (schema: z.core.$ZodType, value: unknown): boolean => z.safeParse(schema, value).success;
