import { refuse } from './errors.ts';

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
  readonly filters: readonly Filter[];
}

const FILTER = /^filter\[([^\]]+)\](?:\[([^\]]*)\])?$/;
const EMPTY: Query = { get: () => undefined, filters: [] };

/** Parses what stands after the question mark ("" for none). The last of repeated keys wins, except in filters, where all count. */
export function parseQuery(raw: string): Query {
  if (raw === '') return EMPTY;
  const values = new Map<string, string>();
  const filters: Filter[] = [];
  for (const [key, value] of new URLSearchParams(raw)) {
    values.set(key, value);
    const match = FILTER.exec(key);
    if (match) filters.push({ key, field: match[1] ?? '', operator: match[2] === undefined || match[2] === '' ? 'eq' : match[2], value });
  }
  return { get: (name) => values.get(name), filters };
}

/** Values of a filter that takes a list: comma-joined, repeated, or both. Undefined where the filter is absent. */
export function filterList(query: Query, field: string): string[] | undefined {
  const found = query.filters.filter((filter) => filter.field === field);
  return found.length === 0 ? undefined : found.flatMap((filter) => filter.value.split(',')).filter((value) => value !== '');
}

/** A boolean filter; anything but true and false is a 400. */
export function filterFlag(query: Query, field: string): boolean {
  const filter = query.filters.find((candidate) => candidate.field === field);
  if (!filter) return false;
  if (filter.value !== 'true' && filter.value !== 'false')
    throw refuse(400, '10015', filter.key, `The '${filter.key}' parameter must be true or false.`);
  return filter.value === 'true';
}

/** A whole number of decimal digits within [min, max]; anything else is a 400 that names the parameter. */
export function positiveInteger(query: Query, name: string, usual: number, max: number): number {
  const raw = query.get(name);
  if (raw === undefined) return usual;
  const value = /^\d{1,9}$/.test(raw) ? Number(raw) : 0;
  if (value < 1 || value > max) throw refuse(400, '10015', name, `The '${name}' parameter must be a whole number between 1 and ${max}.`);
  return value;
}
