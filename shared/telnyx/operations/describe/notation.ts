import { isRecord } from '../../../platform/index.ts';
import type { Operations } from '../load.ts';
import type { Schema } from '../operation.ts';
import { variantsOf, type Variants } from './variants.ts';

/** How much is shown. */
export interface Detail {
  /** Objects inside each other. What lies deeper reads `{more: n}`. */
  readonly depth: number;
  /** Of the values that a text may have. */
  readonly values: number;
  /** Limits and defaults. */
  readonly limits: boolean;
}

/** Shown beside the members of an object. No argument is named so. */
export const REQUIRED = '(required)';
/** Begins what stands for the variants of a union. */
export const ONE_OF = 'one of';

type Resolver = Pick<Operations, 'resolve'>;

/**
 * A schema as a model reads it: JSON in the shape of the argument itself, in which texts tell what a value is. A list shows its item, a map
 * `<name>`, a union each of its variants by name.
 */
export function notationOf(schema: Schema, detail: Detail, operations: Resolver): unknown {
  const whole = operations.resolve(schema);
  const variants = variantsOf(whole, operations);
  if (variants) return unionOf(variants, detail, operations);
  if (whole.items) {
    const size = detail.limits ? rangeOf(whole.minItems, whole.maxItems) : undefined;
    return [notationOf(whole.items, detail, operations), ...(size === undefined ? [] : [`(${size} items)`])];
  }
  return isObject(whole) ? objectOf(whole, detail, operations) : leafOf(whole, detail);
}

/** Where variants are cut, their names stay. */
function unionOf({ by, named }: Variants, detail: Detail, operations: Resolver): unknown {
  const shown = [...named].map(([name, variant]) => [name, notationOf(variant, detail, operations)] as const);
  if (shown.every(([, text]) => typeof text === 'string')) return [...new Set(shown.map(([, text]) => text))].join(' or ');
  const key = by === undefined ? ONE_OF : `${ONE_OF}, by ${by}`;
  if (detail.depth === 0 && shown.some(([, each]) => isRecord(each))) return { [key]: [...named.keys()], more: named.size };
  return { [key]: Object.fromEntries(shown) };
}

const isObject = ({ properties, additionalProperties }: Schema): boolean =>
  Object.keys(properties ?? {}).length > 0 || Object.keys(additionalProperties ?? {}).length > 0;

function objectOf({ properties = {}, required = [], additionalProperties: others }: Schema, detail: Detail, operations: Resolver): unknown {
  const members: [string, Schema][] = [...Object.entries(properties), ...(others ? [['<name>', others] satisfies [string, Schema]] : [])];
  if (detail.depth === 0) return { more: members.length };
  const inside = { ...detail, depth: detail.depth - 1 };
  return {
    ...(required.length > 0 && { [REQUIRED]: required.join(', ') }),
    ...Object.fromEntries(members.map(([name, member]) => [name, notationOf(member, inside, operations)])),
  };
}

/** Formats that say more than the type does, as people name them. */
const FORMATS: Readonly<Record<string, string>> = {
  e164: '+E.164 number',
  digits: 'digits alone, no +',
  uuid: 'UUID',
  uri: 'URL',
  url: 'URL',
  email: 'e-mail address',
  date: 'date, YYYY-MM-DD',
  'date-time': 'time, ISO 8601',
  time: 'time of day',
  byte: 'base64',
  binary: 'file',
};

function leafOf(schema: Schema, { values, limits }: Detail): string {
  const { type, format = '', enum: listed, nullable, default: standard } = schema;
  const isListed = listed !== undefined && values > 0;
  const what = isListed ? listedOf(listed, values) : (FORMATS[format] ?? type ?? 'anything');
  const range = limits && !isListed ? rangeOf(schema.minimum, schema.maximum) : undefined;
  const length = limits && !isListed ? rangeOf(schema.minLength, schema.maxLength) : undefined;
  return [
    [what, range].filter(Boolean).join(' '),
    ...(length === undefined ? [] : [`${length} characters`]),
    ...(nullable ? ['or null'] : []),
    ...(limits && standard !== undefined && standard !== '' ? [`default ${standard}`] : []),
  ].join(', ');
}

function listedOf(listed: readonly unknown[], most: number): string {
  const cut = listed.length - most;
  // "2 more" would be no shorter than the two.
  return cut > 2 ? `${listed.slice(0, most).join(' | ')} | … ${cut} more` : listed.join(' | ');
}

function rangeOf(least = 0, most?: number): string | undefined {
  if (most === undefined || most >= 2 ** 31 - 1) return least > 1 ? `≥ ${least}` : undefined;
  return least > 0 ? (least === most ? `${most}` : `${least}–${most}`) : `≤ ${most}`;
}
