import { z } from 'zod';
import { asListed, isRecord, visibleText } from '../../platform/index.ts';

/** A text that no schema of ids, names, numbers, dates, URLs or listed values accepts: they have at most 256 characters. */
const SOME_WORDS = 'Some words, nothing else. '.repeat(12);

/**
 * Arguments as they were meant, with the two liberties that some models and clients take. Optional ones are left out that say "nothing" in
 * another way than by being absent: null, "" where only an id, a name, a listed value or the like can stand, [] where the list must hold
 * something. And a listed value is spelled as it is listed: "MMS" for "mms". Looks inside objects and lists, too.
 *
 * @param reads the tool only reads: there "" stands for no filter, in free text as well
 */
export function asMeant(schema: z.core.$ZodType, given: unknown, reads: boolean): unknown {
  // What zod makes is one of these; its own types do not say so.
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'nullable':
      return asMeant(def.innerType, given, reads);
    case 'pipe':
      return asMeant(schemaOf(def), withoutUnset(schema, given), reads);
    case 'array':
      return Array.isArray(given) ? given.map((item) => asMeant(def.element, item, reads)) : given;
    case 'object':
      return isRecord(given) ? membersAsMeant(def.shape, given, reads) : given;
    case 'union': {
      const named = variantNamed(schema, given);
      return named ? asMeant(named, given, reads) : asSomeVariant(def, given, reads);
    }
    case 'lazy':
      return asMeant(def.getter(), given, reads);
    case 'enum':
      return typeof given === 'string' ? asListed(Object.values(def.entries), given) : given;
    default:
      return given;
  }
}

/** As the variant that is meant takes it: the one of its discriminator, else the first one that accepts it. */
function asSomeVariant({ options }: z.core.$ZodUnionDef, given: unknown, reads: boolean): unknown {
  for (const option of options) {
    const named = variantNamed(option, given);
    // Not tried, because it may hold such unions itself.
    if (named) return asMeant(named, given, reads);
    const meant = asMeant(option, given, reads);
    if (accepts(option, meant)) return meant;
  }
  return given;
}

/** @returns undefined where the schema is no union, or nothing names a variant */
function variantNamed(schema: z.core.$ZodType, given: unknown): z.core.$ZodType | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const discriminator = 'discriminator' in def && typeof def.discriminator === 'string' ? def.discriminator : undefined;
  if (def.type !== 'union' || discriminator === undefined || !isRecord(given)) return undefined;
  return def.options.find((option) => {
    const variant = (option as z.core.$ZodTypes)._zod.def;
    const named = variant.type === 'object' ? variant.shape[discriminator] : undefined;
    return named !== undefined && accepts(named, given[discriminator]);
  });
}

/**
 * An open object without null for a member that the tool list shows. Clients in a strict mode know these alone, and write null for what they do
 * not set. Any other null is a value: such an object is given back to Telnyx as an answer showed it.
 */
function withoutUnset(schema: z.core.$ZodType, given: unknown): unknown {
  const shown = z.globalRegistry.get(schema)?.['shownProperties'];
  if (!isRecord(shown) || !isRecord(given)) return given;
  return Object.fromEntries(Object.entries(given).filter(([name, value]) => value !== null || !Object.hasOwn(shown, name)));
}

/** What `z.preprocess` makes has the schema of the value behind it. */
const schemaOf = (pipe: z.core.$ZodPipeDef): z.core.$ZodType =>
  (pipe.in as z.core.$ZodTypes)._zod.def.type === 'transform' ? pipe.out : pipe.in;

function isOptional(schema: z.core.$ZodType): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type === 'pipe' ? isOptional(schemaOf(def)) : schema._zod.optin !== undefined;
}

function membersAsMeant(shape: Readonly<Record<string, z.core.$ZodType>>, given: Readonly<Record<string, unknown>>, reads: boolean) {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      const schema = Object.hasOwn(shape, name) ? shape[name] : undefined;
      if (schema === undefined) return [[name, value]];
      const meant = asMeant(schema, value, reads);
      if (isOptional(schema) && (saysNothing(schema, value, reads) || hasNothingLeft(value, meant))) return [];
      return [[name, meant]];
    }),
  );
}

function saysNothing(schema: z.core.$ZodType, value: unknown, reads: boolean): boolean {
  if (value === null) return !accepts(schema, null);
  if (value === '') return !accepts(schema, '') && (reads || !accepts(schema, SOME_WORDS));
  return Array.isArray(value) && value.length === 0 && !accepts(schema, value);
}

/** An object of which each member says nothing would replace settings with nothing. */
const hasNothingLeft = (given: unknown, meant: unknown): boolean =>
  isRecord(given) && Object.keys(given).length > 0 && isRecord(meant) && Object.keys(meant).length === 0;

const accepts = (schema: z.core.$ZodType, value: unknown): boolean => z.safeParse(schema, value).success;

/**
 * Tells whether a text that is not empty shows nothing: spaces and invisible characters alone. In the open parts of objects, Telnyx knows what a
 * space means, unless the member's name says that somebody reads it.
 */
export function holdsBlank(schema: z.core.$ZodType, given: unknown): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'nullable':
      return holdsBlank(def.innerType, given);
    case 'pipe':
      return holdsBlank(schemaOf(def), given);
    case 'string':
      return isBlank(given);
    case 'array':
      return Array.isArray(given) && given.some((item) => holdsBlank(def.element, item));
    case 'object':
      return (
        isRecord(given) &&
        Object.entries(given).some(([name, value]) => {
          const known = Object.hasOwn(def.shape, name) ? def.shape[name] : undefined;
          return known ? holdsBlank(known, value) : holdsUnseen(value, name);
        })
      );
    default:
      return holdsUnseen(given);
  }
}

const isBlank = (given: unknown): boolean => typeof given === 'string' && given !== '' && visibleText(given).trim() === '';

/** Members with words that a person or an assistant reads or hears. */
const WORDS = /(?:^|_)(?:content|description|greeting|instructions|message|name|payload|prompt|subject|text|title)$/;

function holdsUnseen(value: unknown, name = ''): boolean {
  if (typeof value === 'string') return WORDS.test(name) ? isBlank(value) : value !== '' && visibleText(value) === '';
  if (Array.isArray(value)) return value.some((item) => holdsUnseen(item, name));
  return isRecord(value) && Object.entries(value).some(([member, inner]) => holdsUnseen(inner, member));
}
