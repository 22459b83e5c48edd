import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UNDOCUMENTED } from './undocumented.ts';

/** As much of JSON Schema as Telnyx's document uses. */
export interface Schema {
  type?: string | string[];
  enum?: unknown[];
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
}

interface Content {
  content?: Record<string, { schema: Schema }>;
}

interface Operation {
  parameters?: { name: string; schema: Schema }[];
  requestBody?: Content;
  responses?: Record<string, Content>;
}

interface Extract {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

/** The file with every `$ref` replaced by what it points to. */
function readExtract(): Extract {
  const extract = JSON.parse(readFileSync(join(import.meta.dirname, 'telnyx-operations.json'), 'utf8')) as Extract;
  const { schemas } = extract.components;
  const resolve = (node: object): void => {
    for (const [name, value] of Object.entries(node) as [string, { $ref?: string } | null][]) {
      if (typeof value !== 'object' || value === null) continue;
      if (typeof value.$ref === 'string') Reflect.set(node, name, schemas[value.$ref.split('/').at(-1) ?? '']);
      else resolve(value);
    }
  };
  resolve(extract);
  return extract;
}

let extract: Extract | undefined;

const undocumented: Readonly<Record<string, Operation>> = UNDOCUMENTED;

/**
 * An operation of Telnyx's document by `METHOD /path/template`, or one that the document lacks. The file is read when the first one is asked
 * for.
 */
function operationOf(name: string): Operation {
  extract ??= readExtract();
  const [method = '', path = ''] = name.split(' ');
  return extract.paths[path]?.[method.toLowerCase()] ?? undocumented[name] ?? {};
}

export const bodySchema = (operation: string): Schema => operationOf(operation).requestBody?.content?.['application/json']?.schema ?? {};

/** The schema of a query parameter, or of a member of it. */
export function querySchema(operation: string, name: string, member?: string): Schema | undefined {
  const schema = operationOf(operation).parameters?.find((one) => one.name === name)?.schema;
  return member === undefined ? schema : schema?.properties?.[member];
}

/** One thing that the document says against a value. */
export interface Issue {
  /** Telnyx's code for it. */
  readonly code: string;
  readonly path: readonly (string | number)[];
  readonly detail: string;
}

/** A check that JSON Schema has no keyword for. */
export interface Format {
  readonly fits: (value: unknown) => boolean;
  readonly code: string;
  readonly detail: string;
}

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** The formats of the document itself. */
const FORMATS: Readonly<Record<string, Format>> = {
  'date-time': {
    fits: (value) => ISO_TIME.test(String(value)) && !Number.isNaN(Date.parse(String(value))),
    code: '10015',
    detail: 'Invalid ISO datetime',
  },
  uuid: { fits: (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(String(value)), code: '10015', detail: 'Invalid UUID' },
};

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : value === undefined ? 'undefined' : typeof value;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeOf(value) === 'object';

const propertiesOf = ({ properties, allOf = [] }: Schema): Record<string, Schema> =>
  Object.assign({}, ...allOf.map(propertiesOf), properties) as Record<string, Schema>;

/** How a value is compared with schemas. */
export interface Check {
  readonly formats?: Readonly<Record<string, Format>>;
  /**
   * What the document says in prose alone, as more keywords: by the names on the way to the member, joined with dots. A `type` replaces the
   * document's own type and choices; an empty one leaves all to the other keywords.
   */
  readonly prose?: Readonly<Record<string, Schema>>;
  /** Whether names that a schema does not list are issues. */
  readonly closed?: boolean;
}

/**
 * Compares a value with a schema. `oneOf` is read as `anyOf`, since some choices of the document overlap; where no choice fits, the one with
 * the fewest issues is reported.
 */
export function issuesIn(value: unknown, whole: Schema, check: Check, path: readonly (string | number)[] = []): Issue[] {
  const prose = check.prose?.[path.filter((part) => typeof part === 'string').join('.')];
  const schema = prose && typeof path.at(-1) === 'string' ? { ...whole, ...prose } : whole;
  const issue = (code: string, detail: string): Issue => ({ code, path, detail });
  const choices = prose?.type ? undefined : (schema.oneOf ?? schema.anyOf);
  if (choices) {
    const found = choices.map((choice) => issuesIn(value, choice, check, path));
    const [closest = []] = found.sort((a, b) => a.length - b.length);
    // Where a value names none of the choices, what else the closest one misses says nothing.
    const unnamed = closest.filter(({ code }) => code === '10032');
    return unnamed.length > 0 ? unnamed : closest;
  }
  const type = typeOf(value);
  const types = schema.type === undefined ? undefined : [schema.type].flat();
  if (types?.length && !schema.enum && !types.includes(type) && !(type === 'integer' && types.includes('number')))
    return [issue('10026', `Invalid input: expected ${types.join(' or ')}, received ${type}`)];
  if (value === null && types?.includes('null')) return [];
  return [
    ...valueIssues(value, schema, check.formats ?? {}).map(([code, detail]) => issue(code, detail)),
    ...(schema.allOf ?? []).flatMap((part) => issuesIn(value, part, { ...check, closed: false }, path)),
    ...(Array.isArray(value) ? value.flatMap((item, index) => issuesIn(item, schema.items ?? {}, check, [...path, index])) : []),
    ...(isObject(value) ? memberIssues(value, schema, check, path) : []),
  ];
}

/** A body may have names such as "constructor". */
const memberOf = (properties: Readonly<Record<string, Schema>> = {}, name: string): Schema | undefined =>
  Object.hasOwn(properties, name) ? properties[name] : undefined;

function memberIssues(value: Readonly<Record<string, unknown>>, schema: Schema, check: Check, path: Issue['path']): Issue[] {
  const properties = propertiesOf(schema);
  const { required = [], additionalProperties: others } = schema;
  const missing = required.filter((name) => value[name] === undefined).map((name) => missingMember([...path, name]));
  const open = Object.keys(properties).length === 0 || others !== undefined;
  const wrong = Object.entries(value).flatMap(([name, member]) => {
    const own = memberOf(schema.properties, name) ?? (typeof others === 'object' ? others : undefined);
    if (own) return member === undefined ? [] : issuesIn(member, own, check, [...path, name]);
    return check.closed && !open && !memberOf(properties, name)
      ? [{ code: '10015', path: [...path, name], detail: 'Not in the document' }]
      : [];
  });
  return [...missing, ...wrong];
}

/** A member that must be there and is not. */
export const missingMember = (path: Issue['path']): Issue => ({
  code: '10004',
  path,
  detail: `The '${path.join('.')}' parameter is required and cannot be blank.`,
});

/** Pairs of code and detail. */
function valueIssues(value: unknown, schema: Schema, own: Readonly<Record<string, Format>>): (readonly [string, string])[] {
  const { pattern, enum: words } = schema;
  const format = own[schema.format ?? ''] ?? FORMATS[schema.format ?? ''];
  const isText = typeof value === 'string';
  const size = typeof value === 'number' ? value : isText || Array.isArray(value) ? value.length : undefined;
  const least = typeof value === 'number' ? schema.minimum : isText ? schema.minLength : schema.minItems;
  const most = typeof value === 'number' ? schema.maximum : isText ? schema.maxLength : schema.maxItems;
  const found: (readonly [wrong: boolean, code: string, detail: string])[] = [
    [words?.includes(value) === false, '10032', `The value must be one of: ${words?.join(', ') ?? ''}.`],
    [size !== undefined && size < (least ?? size), '10033', `Too small: the least is ${least ?? ''}`],
    [size !== undefined && size > (most ?? size), '10033', `Too big: the most is ${most ?? ''}`],
    [pattern !== undefined && isText && !new RegExp(pattern).test(value), '10015', `Invalid string: must match pattern /${pattern ?? ''}/`],
    [format?.fits(value) === false, format?.code ?? '', format?.detail ?? ''],
  ];
  return found.flatMap(([wrong, code, detail]) => (wrong ? [[code, detail] as const] : []));
}

/** The value without names that the schema does not list, as Telnyx ignores them. */
export function knownPart(value: unknown, schema: Schema): unknown {
  if (Array.isArray(value)) return schema.items ? value.map((item) => knownPart(item, schema.items ?? {})) : value;
  const properties = propertiesOf(schema);
  if (!isObject(value) || Object.keys(properties).length === 0 || schema.additionalProperties !== undefined) return value;
  const known = Object.entries(value).flatMap(([name, member]) => {
    const own = memberOf(properties, name);
    return own ? [[name, knownPart(member, own)]] : [];
  });
  return Object.fromEntries(known);
}

/** What the document says against an answer; a name that it does not list is a issue, so a misspelled one cannot hide. */
export function answerIssues(operation: string, status: number, body: unknown): string[] {
  const { responses = {} } = operationOf(operation);
  const declared = responses[status] ?? responses[`${String(status).charAt(0)}XX`] ?? responses['default'];
  const schema = declared?.content?.['application/json']?.schema;
  if (!schema) return declared && body === null ? [] : [`${operation} declares no ${status}`];
  return issuesIn(body, schema, { closed: true }).map(({ path, detail }) => `/${path.join('/')}: ${detail}`);
}
