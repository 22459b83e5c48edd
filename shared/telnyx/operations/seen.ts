import { isRecord } from '../../platform/index.ts';
import { complaintsOf } from '../complaints.ts';
import { cutTo, fits, type Drop } from './cut.ts';

/** Characters of JSON of what is beside records. */
export const ROOM_BESIDE = 4_000;

/** The two sides of an answer. */
export interface Seen {
  readonly data: unknown;
  readonly beside: Readonly<Record<string, unknown>>;
}

/** Errors beside the data that are told. */
const MOST_SAID = 5;

/** @returns what Telnyx says it could not give */
export function saidBeside(errors: unknown): string[] {
  const all = complaintsOf(Array.isArray(errors) ? errors.slice(0, 10 * MOST_SAID) : errors);
  const said = all.slice(0, MOST_SAID).map((text) => `Telnyx could not give everything and said: ${text}`);
  return all.length > MOST_SAID ? [...said, 'There are more such errors.'] : said;
}

/** `{data, meta}`, or an answer that is data itself. Errors that a note tells are not repeated. */
export function seenIn(root: unknown, isSaid: boolean): Seen {
  if (!isRecord(root)) return { data: root, beside: {} };
  const { errors } = root;
  const isTold = isSaid || (Array.isArray(errors) && errors.length === 0);
  const rest = isTold ? withoutMember(root, 'errors') : root;
  return 'data' in root ? { data: root['data'], beside: withoutMember(rest, 'data') } : { data: rest, beside: {} };
}

export const withoutMember = (record: Readonly<Record<string, unknown>>, name: string) =>
  Object.fromEntries(Object.entries(record).filter(([each]) => each !== name));

/** The records of an answer: its data, or the longest list in what has no id of its own and little else. */
export function listIn(data: unknown, drop: Drop): { readonly name?: string; readonly items: readonly unknown[] } | undefined {
  if (Array.isArray(data)) return { items: data };
  if (!isRecord(data) || 'id' in data) return undefined;
  let list: { readonly name: string; readonly items: readonly unknown[] } | undefined;
  for (const [name, items] of Object.entries(data)) {
    if (Array.isArray(items) && list?.name !== 'records' && (name === 'records' || items.length > (list?.items.length ?? -1)))
      list = { name, items };
  }
  return list && fits(withoutMember(data, list.name), ROOM_BESIDE, drop) ? list : undefined;
}

export function besideOf(beside: Seen['beside'], drop: Drop): unknown {
  const names = Object.keys(beside);
  if (names.length === 0) return undefined;
  const value = names.length === 1 && names[0] === 'meta' ? beside['meta'] : beside;
  return cutTo(value, { room: ROOM_BESIDE, at: undefined, drop }).value;
}
