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
    .replace(/^([a-z]+) +(?:https:\/\/api\.telnyx\.com)?(?:\/v2)?(?=\/)/, '$1 ');

/**
 * @param given the id of Telnyx's document or `METHOD /path`, in any case
 * @returns the operations that it may mean: one if it is clear, none if nothing has this name
 */
export function identify(given: string, operations: Operations): readonly Operation[] {
  const exact = operations.one(given);
  if (exact) return [exact];
  const id = spelling(given);
  const shared = (SHARED_IDS.get(id) ?? []).flatMap((each) => operations.one(each) ?? []);
  return [...shared, ...operations.all.filter((each) => id === spelling(each.id) || id === spelling(`${each.method} ${each.path}`))];
}
