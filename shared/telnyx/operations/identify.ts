import type { Operations } from './load.ts';
import type { Operation } from './operation.ts';

/** Telnyx gave these ids to two operations each. */
const SHARED_IDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['listphonenumbers', ['GET /phone_numbers', 'GET /v2/whatsapp/phone_numbers']],
]);

/** In any case, with or without the version and the names of the values in a path. */
const spelling = (id: string): string =>
  id
    .trim()
    .toLowerCase()
    .replaceAll(/\{[^{}]*\}/g, '{}')
    .replace(/^([a-z]+) +/, '$1 ')
    .replace(/^([a-z]+ )?https:\/\/api\.telnyx\.com(?=\/)/, '$1')
    .replace(/^([a-z]+ )?\/v2(?=\/)/, '$1');

/** The letters and digits of an id: `get_user_balance` and "Get user balance" are `GetUserBalance`. */
const letters = (id: string): string => id.toLowerCase().replaceAll(/[\s_-]+/g, '');

/**
 * @param given the id of Telnyx's document, `METHOD /path` or a path, in any spelling
 * @returns the operations that it may mean: one if it is clear, none if nothing has this name
 */
export function identify(given: string, operations: Operations): readonly Operation[] {
  const exact = operations.one(given);
  if (exact) return [exact];
  const id = spelling(given);
  const shared = (SHARED_IDS.get(letters(id)) ?? []).flatMap((each) => operations.one(each) ?? []);
  const same = operations.all.filter((each) => id === spelling(each.id) || id === spelling(`${each.method} ${each.path}`));
  if (shared.length + same.length > 0) return [...shared, ...same];
  return id.includes('/') ? atPath(id, operations) : operations.all.filter((each) => letters(id) === letters(each.id));
}

/** A path alone, or one in which the values are written. */
function atPath(id: string, { all }: Operations): readonly Operation[] {
  const [, method, path = ''] = /^(?:([a-z]+) )?(\/[^ ]*)$/.exec(id) ?? [];
  const given = path.split('/');
  const fitting = all.flatMap((operation) => {
    const parts = spelling(operation.path).split('/');
    const isOfMethod = method === undefined || method === operation.method.toLowerCase();
    if (!isOfMethod || parts.length !== given.length || !parts.every((part, at) => fits(part, given[at] ?? ''))) return [];
    return [{ operation, values: parts.filter((part, at) => part !== given[at]).length }];
  });
  // `/messages/schedule` is no message.
  const least = Math.min(...fitting.map(({ values }) => values));
  return fitting.filter(({ values }) => values === least).map(({ operation }) => operation);
}

/** Values have digits: `/faxes/list` has none. */
const isValue = (given: string): boolean => given === '{}' || (/^[^{}.]/.test(given) && /\d/.test(given));
const fits = (part: string, given: string): boolean => part === given || (part === '{}' && isValue(given));
