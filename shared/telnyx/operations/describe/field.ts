import type { Operations } from '../load.ts';
import type { Schema } from '../operation.ts';
import { variantsOf } from './variants.ts';

/** Where a path of names ends. */
export interface UnknownField {
  readonly unknown: string;
  /** What there is instead. */
  readonly known: readonly string[];
}

type FieldAt = { readonly schema: Schema } | UnknownField;

/**
 * Follows a path such as `tools.0.webhook.url` through objects, lists (whose numbers may be left out), maps (whose names may be any) and unions
 * (whose variants need not be named for a member that only one of them has).
 */
export function fieldAt(schema: Schema, steps: readonly string[], operations: Pick<Operations, 'resolve'>): FieldAt {
  const [step, ...rest] = steps;
  if (step === undefined) return { schema };
  const whole = operations.resolve(schema);
  const variants = variantsOf(whole, operations);
  if (variants) {
    const named = variants.named.get(step);
    const inNamed = named && fieldAt(named, rest, operations);
    if (inNamed && 'schema' in inNamed) return inNamed;
    const found = [...variants.named.values()].map((variant) => fieldAt(variant, steps, operations)).find((at) => 'schema' in at);
    return found ?? inNamed ?? { unknown: step, known: [...variants.named.keys()] };
  }
  if (whole.items) return fieldAt(whole.items, /^\d*$/.test(step) ? rest : steps, operations);
  const { properties = {}, additionalProperties: others } = whole;
  // Some names have dots.
  for (let length = steps.length; length > 0; length--) {
    const name = steps.slice(0, length).join('.');
    const member = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (member) return fieldAt(member, steps.slice(length), operations);
  }
  if (others) return fieldAt(others, rest, operations);
  return { unknown: step, known: Object.keys(properties) };
}
