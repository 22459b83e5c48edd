import type { Schema } from './document.ts';
import { querySchema } from './document.ts';
import { refuse } from './errors.ts';
import type { Call, Reply } from './operation.ts';

/** `filter[field]=value` or `filter[field][operator]=value`; without an operator it is `eq`. */
export interface Filter {
  /** The key as it was sent, decoded: what an error names. */
  readonly key: string;
  readonly field: string;
  readonly operator: string;
  readonly value: string;
}

/** The query of a request: flat keys with brackets, which may arrive percent-encoded. */
export interface Query {
  readonly get: (name: string) => string | undefined;
  /** Every value of a repeated name, in order. */
  readonly all: (name: string) => string[];
  readonly filters: readonly Filter[];
}

const FILTER = /^filter\[([^\]]+)\](?:\[([^\]]*)\])?$/;

/** Parses what stands after the question mark ("" for none). `get` gives the last of repeated keys; of filters all count. */
export function parseQuery(raw: string): Query {
  const pairs = [...new URLSearchParams(raw)];
  const values = new Map(pairs);
  const filters = pairs.flatMap(([key, value]) => {
    const [, field, operator] = FILTER.exec(key) ?? [];
    return field === undefined ? [] : [{ key, field, operator: operator || 'eq', value }];
  });
  return { get: (name) => values.get(name), all: (name) => pairs.flatMap(([key, value]) => (key === name ? [value] : [])), filters };
}

/** A whole number of decimal digits within [1, max]; anything else is a 400 that names the parameter. */
export function positiveInteger(query: Query, name: string, usual: number, max: number): number {
  const raw = query.get(name);
  if (raw === undefined) return usual;
  const value = /^\d{1,9}$/.test(raw) ? Number(raw) : 0;
  if (value < 1 || value > max) throw refuse(400, '10015', name, `The '${name}' parameter must be a whole number between 1 and ${max}.`);
  return value;
}

const DECIMAL = /^-?\d+(\.\d+)?$/;
const ISO_TIME = /^\d{4}-\d\d-\d\dT/;

/** Times are compared as times, whatever zone the filter is written in, numbers as numbers. */
function compare(actual: string, wanted: string): number {
  if (DECIMAL.test(actual) && DECIMAL.test(wanted)) return Number(actual) - Number(wanted);
  const sameForm = actual.length === wanted.length && wanted.endsWith('Z');
  if (ISO_TIME.test(actual) && !sameForm) return Date.parse(actual) - Date.parse(wanted);
  return actual < wanted ? -1 : actual > wanted ? 1 : 0;
}

/** Operators that compare a member of a row with the filter's text. */
const OPERATORS: Readonly<Record<string, (actual: string, wanted: string) => boolean>> = {
  eq: (actual, wanted) => actual === wanted,
  contains: (actual, wanted) => actual.toLowerCase().includes(wanted.toLowerCase()),
  starts_with: (actual, wanted) => actual.startsWith(wanted),
  ends_with: (actual, wanted) => actual.endsWith(wanted),
  gt: (actual, wanted) => compare(actual, wanted) > 0,
  gte: (actual, wanted) => compare(actual, wanted) >= 0,
  lt: (actual, wanted) => compare(actual, wanted) < 0,
  lte: (actual, wanted) => compare(actual, wanted) <= 0,
};

/** A member as the text that filters and sorts compare; "a.b" is b inside a. Undefined for null and for what is not there. */
function textOf(row: object, name: string): string | undefined {
  const value = name
    .split('.')
    .reduce<unknown>((at, part) => (typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined), row);
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Applies the filter's operator to the member of that name. A member that is null never passes. */
export function passes(row: object, name: string, { operator, value }: Filter): boolean {
  const actual = textOf(row, name);
  return actual !== undefined && OPERATORS[operator]?.(actual, value) === true;
}

/** Filters whose text in the document allows more than their list: last_N_days. */
const OPEN_LISTS: readonly string[] = ['date_range'];

/** Refuses an unknown operator and a value that the document does not list (400), and for a list with times what is no time (422). */
function checkFilter({ key, field, operator, value }: Filter, { enum: words, properties }: Schema): void {
  if (!Object.hasOwn(OPERATORS, operator)) throw refuse(400, '10015', key, `The operator '${operator}' is not supported.`);
  if (properties?.['gte'] && Number.isNaN(Date.parse(value))) throw refuse(422, '10015', key, 'The value must be an ISO 8601 time.');
  const known = properties?.[operator]?.enum ?? words;
  if (known?.includes(value) === false && !OPEN_LISTS.includes(field))
    throw refuse(400, '10032', key, `The value must be one of: ${known.join(', ')}.`);
}

/** What filters do that is more than comparing the member of their name; a text is the name of another member, for sort keys too. */
export type Filters<R> = Readonly<Record<string, string | ((row: R, filter: Filter) => boolean)>>;

function sorted<R extends object>(rows: R[], { query, operation }: Call, usual: string, own: Filters<R>): R[] {
  const wanted = query.get('sort') ?? usual;
  const key = wanted.replace(/^-/, '');
  const alias = own[key];
  const name = typeof alias === 'string' ? alias : key;
  const schema = querySchema(operation, 'sort');
  const known = schema?.enum ? schema.enum.includes(key) : rows.length === 0 || rows.some((row) => name in row);
  if (!known && wanted !== usual)
    throw refuse(400, '10015', '/sort', 'The value provided for sorting is not valid. Check the value used and try again.');
  const sign = wanted.startsWith('-') ? -1 : 1;
  return rows.sort((a, b) => sign * compare(textOf(a, name) ?? '', textOf(b, name) ?? ''));
}

/**
 * `200 {"data": […], "meta": {page_number, page_size, total_pages, total_results}}` after filter, sort and page. The document says which
 * filters and sort keys there are and how large a page may be.
 *
 * @param usualSort the sort key where the request names none; a leading minus is descending
 */
export function listReply<R extends object>(call: Call, rows: Iterable<R>, usualSort: string, own: Filters<R> = {}) {
  const { query, operation } = call;
  const schema = querySchema(operation, 'filter');
  const tests = query.filters.flatMap((filter) => {
    const { field } = filter;
    const declared = schema?.properties?.[field];
    if (!declared && schema?.additionalProperties !== true)
      throw refuse(400, '10015', filter.key, `The filter '${field}' is not supported.`);
    checkFilter(filter, declared ?? {});
    const test = Object.hasOwn(own, field) ? own[field] : field;
    return [(row: R) => (typeof test === 'function' ? test(row, filter) : passes(row, test ?? field, filter))];
  });
  const number = positiveInteger(query, 'page[number]', 1, 1_000_000);
  const size = positiveInteger(query, 'page[size]', 20, querySchema(operation, 'page', 'size')?.maximum ?? 250);
  const all = sorted(
    Array.from(rows).filter((row) => tests.every((test) => test(row))),
    call,
    usualSort,
    own,
  );
  const page = all.slice((number - 1) * size, number * size);
  const meta = { page_number: number, page_size: size, total_pages: Math.ceil(all.length / size), total_results: all.length };
  return { status: 200, body: { data: page, meta } } satisfies Reply;
}
