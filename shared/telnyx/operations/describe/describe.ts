import { isRecord } from '../../../platform/index.ts';
import { argumentsOf } from '../arguments.ts';
import type { Operations } from '../load.ts';
import type { Operation, Schema } from '../operation.ts';
import { fieldAt, type UnknownField } from './field.ts';
import { notationOf, ONE_OF, REQUIRED, type Detail } from './notation.ts';

/** Tried one after the other, until the arguments of an operation fit. */
const DETAILS: readonly [Detail, ...Detail[]] = [
  { depth: 4, values: Number.POSITIVE_INFINITY, limits: true },
  { depth: 3, values: 12, limits: true },
  { depth: 2, values: 8, limits: true },
  { depth: 1, values: 12, limits: true },
  { depth: 1, values: 4, limits: false },
  { depth: 1, values: 0, limits: false },
];

/** Characters of JSON, which are at most 1,300 tokens even of short codes. Whatever else is said of an operation takes less than 200. */
const MOST_CHARACTERS = 3_300;

/** @returns all arguments of an operation, as one object schema */
function schemaOf(operation: Operation, operations: Operations): Schema {
  const all = argumentsOf(operation, operations);
  return {
    type: 'object',
    properties: Object.fromEntries(all.map(({ name, schema }) => [name, schema])),
    required: all.filter(({ required }) => required).map(({ name }) => name),
  };
}

/** What is shown of arguments. */
export interface Shown {
  /** By the names of arguments, or by the path that was asked for. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** What the names in it raise a call to. */
  readonly raises: Readonly<Record<string, string>>;
}

/** What a field of this name raises a call to. `depth` is 1 for an argument itself. */
export type RaisedBy = (name: string, depth: number) => string | undefined;

const nothing: RaisedBy = () => undefined;

/** @returns the arguments of an operation, as a model reads them, with as many details as fit */
export const describeArguments = (operation: Operation, operations: Operations, raisedBy = nothing): Shown =>
  fitting(schemaOf(operation, operations), operations, (shown) => ({
    arguments: isRecord(shown) ? shown : {},
    raises: Object.fromEntries(raising(mayRaise(operation, shown), 1, raisedBy)),
  }));

/**
 * Describes what is cut in the arguments of an operation.
 *
 * @param field a path such as `tools.0.webhook`
 */
export function describeField(operation: Operation, field: string, operations: Operations, raisedBy = nothing): Shown | UnknownField {
  const steps = field.split(/[.[\]]/).filter((step) => step !== '');
  const found = fieldAt(schemaOf(operation, operations), steps, operations);
  if ('unknown' in found) return found;
  const name = steps.findLast((step) => !/^\d+$/.test(step)) ?? '';
  return fitting(found.schema, operations, (shown) => ({
    arguments: { [field]: shown },
    raises: isListing(operation, steps[0]) ? {} : Object.fromEntries(raising({ [name]: shown }, steps.length, raisedBy)),
  }));
}

function fitting(schema: Schema, operations: Operations, make: (shown: unknown) => Shown): Shown {
  const [first, ...others] = DETAILS;
  let made = make(notationOf(schema, first, operations));
  for (const detail of others) {
    if (JSON.stringify(made).length <= MOST_CHARACTERS) break;
    made = make(notationOf(schema, detail, operations));
  }
  return made;
}

/** Arguments of a query that find and divide what is listed. */
const LISTING = new Set(['filter', 'sort', 'page']);

/** Whether an argument only names or lists something: that raises nothing. */
const isListing = ({ method, path, query }: Operation, name = ''): boolean =>
  path.includes(`{${name}}`) || (Object.hasOwn(query?.properties ?? {}, name) && (method === 'GET' || LISTING.has(name)));

const mayRaise = (operation: Operation, shown: unknown): unknown =>
  isRecord(shown) ? Object.fromEntries(Object.entries(shown).filter(([name]) => !isListing(operation, name))) : shown;

/** @returns what the names in a notation raise, at any depth */
function raising(shown: unknown, depth: number, raisedBy: RaisedBy): [name: string, effect: string][] {
  if (Array.isArray(shown)) return shown.flatMap((item) => raising(item, depth, raisedBy));
  if (!isRecord(shown)) return [];
  return Object.entries(shown).flatMap(([name, inner]) => {
    // The names in a union are those of its variants.
    if (name.startsWith(ONE_OF)) return isRecord(inner) ? Object.values(inner).flatMap((each) => raising(each, depth, raisedBy)) : [];
    if (name === REQUIRED) return [];
    const effect = raisedBy(name, depth);
    const below = raising(inner, depth + 1, raisedBy);
    return effect === undefined ? below : [[name, effect], ...below];
  });
}
