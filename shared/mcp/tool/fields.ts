import { z } from 'zod';
import { isRecord } from '../../platform/index.ts';
import { complaintsOf } from '../../telnyx/index.ts';
import { lacking } from './incomplete.ts';

/**
 * Fields of answers. Telnyx may leave out, null or change any of them, and the result of a call that took effect must never fail for that:
 * what does not fit is left out, an odd item of a list by itself.
 */
const lenient = <Value extends z.ZodType>(value: Value) => value.optional().catch(undefined);

/** Also takes a number or boolean: Telnyx documents texts and sends these. */
const Text = z.preprocess((value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value), z.string());
const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;
const Count = z.preprocess((value) => (typeof value === 'string' && NUMBER.test(value) ? Number(value) : value), z.number());
const Flag = z.preprocess((value) => (value === 'true' || value === 'false' ? value === 'true' : value), z.boolean());

export const text = () => lenient(Text);
export const flag = () => lenient(Flag);
export const count = () => lenient(Count);
export const texts = () => lenient(items(Text));
export const list = <Item extends z.ZodType>(item: Item) => lenient(items(item));
export const object = <Shape extends z.ZodRawShape>(shape: Shape) => lenient(z.object(shape));

const ODD = Symbol('odd item');

/** A list without the items that do not fit. {@link lacking} notes how many these were. */
export const items = <Item extends z.ZodType>(item: Item) =>
  z.array(item.catch(ODD as never)).overwrite((read) => {
    const fitting = read.filter((value) => value !== ODD);
    return lacking(fitting, { leftOut: read.length - fitting.length });
  });

/**
 * Limits the number of names in an open object or a record, as `.max()` limits a list. Nothing inside a larger one is checked.
 *
 * @param most names; `maxProperties` in the JSON Schema
 */
export const atMost = <Value extends z.ZodType>(most: number, value: Value) =>
  z
    .preprocess((given, { issues }) => {
      if (typeof given !== 'object' || given === null || Object.keys(given).length <= most) return given;
      issues.push({ code: 'custom', input: given, message: `Expected at most ${most} names.` });
      return z.NEVER;
    }, value)
    .meta({ maxProperties: most });

const answers = new WeakMap<z.ZodType, Map<string, z.ZodType>>();

/**
 * Telnyx's answer about one thing: in its usual envelope `{data: …}`, or bare.
 *
 * @param needs the members without which it does not answer the request: an id, what was said
 * @returns the same schema for the same arguments: tools ask in each call, and zod compiles a schema on first use, which would cost more than
 *   all other checks of the call
 */
export function data<Inside extends object>(
  inside: z.ZodType<Inside>,
  ...needs: readonly [keyof Inside & string, ...(keyof Inside & string)[]]
): z.ZodType<Inside> {
  const bySchema = answers.get(inside) ?? new Map<string, z.ZodType>();
  answers.set(inside, bySchema);
  const key = needs.join();
  // The value was made from its key.
  const known = bySchema.get(key) as z.ZodType<Inside> | undefined;
  const made = known ?? answerOf(inside, needs);
  bySchema.set(key, made);
  return made;
}

const answerOf = <Inside extends object>(inside: z.ZodType<Inside>, needs: readonly (keyof Inside)[]): z.ZodType<Inside> =>
  z
    .unknown()
    .transform((answer) => (isRecord(answer) && isRecord(answer['data']) ? answer : { data: answer }))
    .pipe(z.object({ data: inside, errors: z.unknown().optional() }))
    .refine((envelope) => needs.every((name) => envelope.data[name] !== undefined && envelope.data[name] !== ''))
    .transform((envelope) => lacking(envelope.data, { said: complaintsOf(envelope.errors) }));

/** Names and values, such as the variables of an assistant. Models see a list of pairs, which every provider takes; an object does as well. */
export const variables = <Value extends z.ZodType>(value: Value) =>
  atMost(250, z.preprocess(fromPairs, z.record(z.string(), value))).meta({
    shownAs: {
      type: 'array',
      items: { type: 'object', properties: { name: { type: 'string' }, value: { type: 'string' } }, required: ['name', 'value'] },
    },
  });

const Pairs = z.array(z.strictObject({ name: z.string(), value: z.unknown().refine((value) => value !== undefined) })).max(250);

function fromPairs(given: unknown): unknown {
  const pairs = Pairs.safeParse(given).data;
  return pairs ? Object.fromEntries(pairs.map(({ name, value }) => [name, value])) : given;
}

/** Ids are UUIDs, or integers above 2^53, which must stay strings. */
export const Uuid = z.guid('Expected a UUID.');
export const NumericId = z.string().regex(/^\d{1,20}$/, 'Expected an id of digits, as a string.');

export const CountryCode = z
  .string()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, 'Expected an ISO 3166-1 alpha-2 code, such as US.');

export const DecimalUsd = z.string().regex(/^\d+(\.\d+)?$/, 'Expected a decimal amount as a string, such as "20.00".');

export const Timestamp = z.iso
  .datetime({ offset: true, error: 'Expected an ISO 8601 time with zone, such as 2026-01-31T12:00:00Z.' })
  .describe('ISO 8601 with zone');
