import { isRecord } from '../../platform/index.ts';
import { PathSegmentError, pathOf, type RequestBody, type TelnyxRequest } from '../rest/index.ts';
import { argumentsOf, takesOthers, WHOLE_BODY, type Argument } from './arguments.ts';
import { fileRefusal } from './files.ts';
import type { Operations } from './load.ts';
import type { Operation } from './operation.ts';

/** What `TelnyxClient.send` sends. */
export interface OperationRequest extends TelnyxRequest {
  /** The operation takes an idempotency key. */
  readonly keyed: boolean;
}

type Arguments = Readonly<Record<string, unknown>>;
type Pair = readonly [name: string, value: string];

/**
 * Makes the request of a call.
 *
 * @param args what the operation's `inputOf` accepted
 * @throws PathSegmentError for a value that no path can hold, and for a file
 */
export function requestOf(operation: Operation, args: Arguments, operations: Operations): OperationRequest {
  const { method, path, answers, keyed } = operation;
  const file = fileRefusal(operation, args, operations);
  if (file) throw new PathSegmentError(file.why);
  const all = argumentsOf(operation, operations).filter(({ name }) => Object.hasOwn(args, name) && args[name] !== undefined);
  const query = all.filter(({ places }) => places.includes('query')).flatMap(({ name }) => pairsOf(name, args[name], true));
  const body = bodyOf(operation, all, args, operations);
  const accept = acceptOf(answers);
  return {
    method,
    path: pathOf(BELOW_BASE(path), (name) => textOf(args[name])),
    query: [...query, ...formatOf(operation, args)],
    ...(body && { body }),
    ...(accept !== undefined && { accept }),
    keyed: keyed === true,
  };
}

/** The base URL ends in `/v2`, and some paths begin with it: it is sent once. */
const BELOW_BASE = (path: string): string => path.replace(/^\/v2(?=\/)/, '');

const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');
const scalarText = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** JSON where an operation also has reports of another kind. */
const formatOf = ({ query }: Operation, { format }: Arguments): readonly Pair[] =>
  format === undefined && query?.properties?.['format']?.enum?.includes('json') ? [['format', 'json']] : [];

const acceptOf = (types: readonly string[] | undefined): string | undefined =>
  types
    ?.map((type) => (type === '*' ? '*/*' : type))
    .concat(types.includes('*') ? [] : 'application/json;q=0.5')
    .join(', ');

/**
 * A value as pairs: objects with brackets, lists by repeating the name, or with commas inside an object.
 *
 * @param isOutermost no object is around it
 */
function pairsOf(name: string, value: unknown, isOutermost: boolean): Pair[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (items.some((item) => typeof item === 'object' && item !== null)) {
      return items.flatMap((item, at) => pairsOf(`${name}[${at}]`, item, false));
    }
    const texts = items.map(scalarText);
    return isOutermost ? texts.map((text) => [name, text]) : texts.length === 0 ? [] : [[name, texts.join(',')]];
  }
  if (isRecord(value)) return Object.entries(value).flatMap(([member, inner]) => pairsOf(`${name}[${member}]`, inner, false));
  return [[name, scalarText(value)]];
}

function bodyOf(operation: Operation, given: readonly Argument[], args: Arguments, operations: Operations): RequestBody | undefined {
  const { body: schema, bodyType = 'json', method } = operation;
  if (!schema) return undefined;
  const others = takesOthers(operation, operations) ? unnamedIn(args, given) : [];
  const named = given.filter(({ places }) => places.includes('body')).map(({ name, bodyName = name }) => [bodyName, args[name]] as const);
  const members = [...named, ...others];
  const isWhole = operations.resolve(schema).properties === undefined;
  const pairs = () => members.flatMap(([name, value]) => pairsOf(name, value, true));
  switch (bodyType) {
    case 'raw':
      return members.length === 0 ? undefined : { type: 'raw', text: textOf(args[WHOLE_BODY]) };
    case 'form':
      return { type: 'form', pairs: pairs() };
    case 'upload':
      return { type: 'multipart', pairs: pairs() };
    case 'json':
      if (isWhole) return members.length === 0 ? undefined : { type: 'json', value: args[WHOLE_BODY] };
      // A DELETE has no body unless it says something.
      return members.length === 0 && method === 'DELETE' ? undefined : { type: 'json', value: Object.fromEntries(members) };
  }
}

/** Of a body that takes more than the document names. */
const unnamedIn = (args: Arguments, named: readonly Argument[]): (readonly [string, unknown])[] =>
  Object.entries(args).filter(([name, value]) => value !== undefined && !named.some((each) => each.name === name));
