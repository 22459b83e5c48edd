import { isRecord } from '../../platform/index.ts';
import { argumentsOf } from './arguments.ts';
import type { Operations } from './load.ts';
import { nestedArguments } from './nested.ts';
import type { Operation } from './operation.ts';
import { inputOf } from './zod-of.ts';

type Members = Readonly<Record<string, unknown>>;
type Entry = readonly [name: string, value: unknown];

/** The arguments of an operation. */
interface Known {
  has(name: string): boolean;
  /** Names by their letters. */
  readonly names: Spelled;
  readonly inPage: readonly string[];
  readonly inFilter: Spelled;
}

type Spelled = ReadonlyMap<string, readonly string[]>;

/**
 * Arguments under their own names and in their places: without what is put around them (`body`, `params`), in the operation's spelling (`queueName`
 * is `queue_name`), and, in a list, pages and filters where this list has them. What may mean two things stays, and is then unknown.
 *
 * @param args not checked yet
 */
export function placedArguments(operation: Operation, operations: Operations, args: Members): Members {
  const known = knownIn(operation, operations);
  const unwrapped = entriesIn(args, known);
  const isList = operation.method === 'GET';
  const placed = unwrapped.flatMap(([name, value]): readonly Entry[] => {
    const paged = isList ? pagesIn(name, value, known) : undefined;
    return paged ?? [[known.has(name) ? name : (ownName(name, known) ?? (isList ? filterOf(name, known) : undefined) ?? name), value]];
  });
  // Nothing is lost: where two become one, all stay as they were.
  return nestedArguments(inputOf(operation, operations), Object.fromEntries(isDistinct(placed) ? placed : unwrapped));
}

function knownIn(operation: Operation, operations: Operations): Known {
  const all = new Map(argumentsOf(operation, operations).map(({ name, schema }) => [name, schema]));
  const inside = (name: string) => Object.keys(operations.resolve(all.get(name) ?? {}).properties ?? {});
  return { has: (name) => all.has(name), names: spelled([...all.keys()]), inPage: inside('page'), inFilter: spelled(inside('filter')) };
}

const isDistinct = (entries: readonly Entry[]): boolean => new Set(entries.map(([name]) => name)).size === entries.length;

/** What models put around the arguments of a request. */
const AROUND = new Set(['arguments', 'params', 'parameters', 'path', 'path_params', 'query', 'query_params', 'body', 'data', 'json']);

function entriesIn(args: Members, known: Known): readonly Entry[] {
  const flat = Object.entries(args).flatMap(([name, value]): Entry[] =>
    AROUND.has(name) && !known.has(name) && isRecord(value) ? Object.entries(value) : [[name, value]],
  );
  return isDistinct(flat) ? flat : Object.entries(args);
}

const letters = (name: string): string => name.toLowerCase().replaceAll(/[^a-z\d]/g, '');

const spelled = (names: readonly string[]): Spelled => Map.groupBy(names, letters);

/** @returns the one name that has the letters of another */
function nameLike(given: string, names: Spelled): string | undefined {
  const [name, ...others] = names.get(letters(given)) ?? [];
  return others.length === 0 ? name : undefined;
}

/** @returns the name that an unknown one is another spelling of; with dots, in brackets */
function ownName(given: string, known: Known): string | undefined {
  const [first = '', ...inside] = given.split('.');
  if (inside.length > 0)
    return known.has(first) && !given.includes('[') ? `${first}${inside.map((each) => `[${each}]`).join('')}` : undefined;
  return given.includes('[') ? undefined : nameLike(given, known.names);
}

function filterOf(given: string, known: Known): string | undefined {
  const name = nameLike(given, known.inFilter);
  return name === undefined ? undefined : `filter[${name}]`;
}

interface Paging {
  /** The letters of what is said. */
  readonly said: ReadonlySet<string>;
  /** Its name inside of `page`. */
  readonly inside: string;
  /** Its names beside others. */
  readonly names: readonly string[];
}

const PAGING: readonly Paging[] = [
  {
    said: new Set(['pagesize', 'perpage', 'recordsperpage', 'limit']),
    inside: 'size',
    names: ['page_size', 'per_page', 'recordsPerPage', 'PageSize', 'limit'],
  },
  { said: new Set(['pagenumber', 'page']), inside: 'number', names: ['page_number', 'page', 'Page'] },
];

const IN_BRACKETS = /^\w+\[\w+\]$/;

/** @returns undefined for what is said about no page, or as this list has it */
function pagesIn(name: string, value: unknown, known: Known): readonly Entry[] | undefined {
  const isNested = known.inPage.length > 0;
  if (name === 'page' && isRecord(value)) {
    if (isNested) return undefined;
    const inside = Object.entries(value).map(([member, each]): Entry => [pageName(`page${letters(member)}`, known) ?? '', each]);
    return inside.some(([place]) => place === '') ? undefined : inside;
  }
  if (known.has(name) && !(name === 'page' && isNested)) return undefined;
  const place = IN_BRACKETS.test(name) || !name.includes('[') ? pageName(letters(name), known) : undefined;
  return place === undefined ? undefined : [[place, value]];
}

function pageName(said: string, known: Known): string | undefined {
  const paging = PAGING.find((each) => each.said.has(said));
  if (!paging) return undefined;
  if (known.inPage.length === 0) return paging.names.find((each) => known.has(each));
  return known.inPage.includes(paging.inside) ? `page[${paging.inside}]` : undefined;
}
