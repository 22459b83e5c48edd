import { z } from 'zod';

/**
 * Fields of answers. Telnyx may leave out, null or change any of them, and the result of a call that took effect must never fail for that:
 * a value of another type is left out.
 */
const lenient = <Value extends z.ZodType>(value: Value) => value.optional().catch(undefined);
export const text = () => lenient(z.string());
export const flag = () => lenient(z.boolean());
export const count = () => lenient(z.number());
export const texts = () => lenient(z.array(z.string()));
export const list = <Item extends z.ZodType>(item: Item) => lenient(z.array(item));
export const object = <Shape extends z.ZodRawShape>(shape: Shape) => lenient(z.object(shape));

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

const envelopes = new WeakMap<z.ZodType, z.ZodType>();

/**
 * Unwraps Telnyx's usual envelope `{data: …}`.
 *
 * @returns the same schema for the same `inside`: tools ask in each call, and zod compiles a schema on first use, which would cost more than
 *   all other checks of the call
 */
export function data<Inside>(inside: z.ZodType<Inside>): z.ZodType<Inside> {
  // The value was made from its key.
  const known = envelopes.get(inside) as z.ZodType<Inside> | undefined;
  if (known) return known;
  const made = z.object({ data: inside }).transform((envelope) => envelope.data);
  envelopes.set(inside, made);
  return made;
}

/** Ids are UUIDs, or integers above 2^53, which must stay strings. */
export const Uuid = z.guid('Expected a UUID.');
export const NumericId = z.string().regex(/^\d{1,20}$/, 'Expected an id of digits, as a string.');

export const CountryCode = z.string().regex(/^[A-Z]{2}$/, 'Expected an ISO 3166-1 alpha-2 code in capitals, such as US.');

export const DecimalUsd = z.string().regex(/^\d+(\.\d+)?$/, 'Expected a decimal amount as a string, such as "20.00".');

export const Timestamp = z.iso.datetime({
  offset: true,
  error: 'Expected an ISO 8601 time with zone, such as 2026-01-31T12:00:00Z.',
});
