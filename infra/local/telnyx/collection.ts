import { refuse } from './errors.ts';
import type { Call, Reply } from './operation.ts';
import type { Filter } from './query.ts';
import { positiveInteger } from './query.ts';

/** How one list may be filtered, sorted and paged. */
export interface Collection<T> {
  /** Per field: whether the item passes. Fields that are not named here are ignored, as Telnyx does. */
  readonly filters: Readonly<Record<string, (item: T, filter: Filter) => boolean>>;
  /** Per sort key: what is compared. */
  readonly sorts: Readonly<Record<string, (item: T) => string | number>>;
  /** Sort key used when the request names none; a leading minus is descending. */
  readonly usualSort: string;
  /** Largest page size. */
  readonly maxPageSize: number;
}

/** Operators that compare one attribute with the filter's text. Numbers are compared as numbers. */
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

const DECIMAL = /^-?\d+(\.\d+)?$/;

function compare(actual: string | number, wanted: string | number): number {
  if (typeof actual === 'number' && typeof wanted === 'number') return actual - wanted;
  const [a, b] = [String(actual), String(wanted)];
  if (DECIMAL.test(a) && DECIMAL.test(b)) return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Applies the filter's operator to an attribute; an unknown operator is a 400. An attribute that is null never passes. */
export function passes(actual: string | null | undefined, filter: Filter): boolean {
  const operator = Object.hasOwn(OPERATORS, filter.operator) ? OPERATORS[filter.operator] : undefined;
  if (!operator) throw refuse(400, '10015', filter.key, `The operator '${filter.operator}' is not supported.`);
  return actual !== null && actual !== undefined && operator(actual, filter.value);
}

function order<T>(items: T[], collection: Collection<T>, wanted: string): T[] {
  const descending = wanted.startsWith('-');
  const name = descending ? wanted.slice(1) : wanted;
  const key = Object.hasOwn(collection.sorts, name) ? collection.sorts[name] : undefined;
  if (!key) throw refuse(400, '10015', '/sort', 'The value provided for sorting is not valid. Check the value used and try again.');
  const sign = descending ? -1 : 1;
  return items.sort((a, b) => sign * compare(key(a), key(b)));
}

/** `200 {"data": […], "meta": {page_number, page_size, total_pages, total_results}}` after filter, sort and page. */
export function listReply<T>(call: Call, items: Iterable<T>, collection: Collection<T>, wire: (item: T) => unknown): Reply {
  const { query } = call;
  const tests = query.filters.flatMap((filter) => {
    const test = Object.hasOwn(collection.filters, filter.field) ? collection.filters[filter.field] : undefined;
    return test ? [(item: T) => test(item, filter)] : [];
  });
  const number = positiveInteger(query, 'page[number]', 1, 1_000_000);
  const size = positiveInteger(query, 'page[size]', 20, collection.maxPageSize);
  const all = order(
    Array.from(items).filter((item) => tests.every((test) => test(item))),
    collection,
    query.get('sort') ?? collection.usualSort,
  );
  const page = all.slice((number - 1) * size, number * size);
  const meta = { page_number: number, page_size: size, total_pages: Math.ceil(all.length / size), total_results: all.length };
  return { status: 200, body: { data: page.map(wire), meta } };
}
