import { cutText, isRecord } from '../../platform/index.ts';
import type { Step } from './hidden.ts';

/** Whether a member must not be shown: it holds a secret. */
export type Drop = (name: string, value: unknown) => boolean;

/** Levels that are shown. Nothing of Telnyx's is deeper, and no answer may exhaust the stack. */
const DEEPEST = 24;

/** Characters of what stands for a value that is not shown. */
const LONGEST_MARK = 400;
/** Telnyx has no longer name. */
const LONGEST_NAME = 200;

/** A value as far as it fits. */
export interface Cut {
  readonly value: unknown;
  /** How many items, members or characters there were. */
  readonly total: number;
  /** The first that is left out after those that are shown; undefined where nothing is. */
  readonly next: number | undefined;
}

type At = string | undefined;

const below = (at: At, name: string | number): At => (at === undefined ? undefined : `${at}.${name}`);

interface Cutting {
  /** Characters of JSON. */
  readonly room: number;
  /** Where the value is: names with dots between them. Undefined where nobody can ask for a part. */
  readonly at: At;
  /** How many items of a list, members of an object or characters of a text are left out. */
  readonly skip?: number;
  readonly drop: Drop;
}

/** The part of an answer, and the way to it. */
interface Part {
  readonly value: unknown;
  readonly way: readonly Step[];
}

/** @returns the value at a path such as `data.0.tools`, never one under a name that is dropped */
export function partOf(answer: unknown, part: string, drop: Drop): Part {
  const way: Step[] = [];
  const value = part.split('.').reduce<unknown>((at, name) => {
    way.push([name, at]);
    if (Array.isArray(at)) return /^\d{1,9}$/.test(name) ? (at as readonly unknown[])[Number(name)] : undefined;
    return isRecord(at) && Object.hasOwn(at, name) && !drop(name, at[name]) ? at[name] : undefined;
  }, answer);
  return { value, way };
}

/**
 * Cuts a value at the border of a record, a member or a character. What it looks at is as long as what it shows, and every value once more: an
 * answer of megabytes takes no longer than reading it.
 */
export function cutTo(value: unknown, { room, at, skip = 0, drop }: Cutting): Cut {
  if (typeof value === 'string') return cutString(value, room, skip);
  if (Array.isArray(value)) return cutList(value, { room, at, skip, drop });
  if (isRecord(value)) return cutObject(value, { room, at, skip, drop });
  return { value, total: 1, next: undefined };
}

/** Whether a value's JSON, as it is shown, has at most so many characters. */
export const fits = (value: unknown, room: number, drop: Drop): boolean => sizeWithin(value, room, drop) <= room;

function cutString(text: string, room: number, skip: number): Cut {
  let kept = cutText(text.slice(skip), room);
  while (kept.length > 1 && JSON.stringify(kept).length > room) kept = cutText(kept, Math.floor(kept.length / 2));
  const end = skip + kept.length;
  return { value: kept, total: text.length, next: end < text.length ? end : undefined };
}

function cutList(items: readonly unknown[], { room, at, skip, drop }: Cutting & { readonly skip: number }): Cut {
  const shown: unknown[] = [];
  let left = room - 2;
  let index = skip;
  for (; index < items.length; index++) {
    const item = items[index];
    const path = below(at, index);
    const size = sizeWithin(item, left, drop) + 1;
    if (size <= left) {
      shown.push(shownOf(item, path, drop));
      left -= size;
    } else if (index === skip) {
      // It fits nowhere: its smaller members, and where to find the others.
      shown.push(outline(item, { room: left, at: path, drop }));
      index++;
      break;
    } else break;
  }
  return { value: shown, total: items.length, next: index < items.length ? index : undefined };
}

function outline(value: unknown, cutting: Cutting): unknown {
  if (!isRecord(value)) return mark(value, cutting.at);
  const { value: members, next } = cutObject(value, { skip: 0, ...cutting, room: cutting.room - LONGEST_MARK });
  if (next === undefined) return members;
  const more = cutting.at === undefined ? 'More members' : `More members: part "${shortPath(cutting.at)}", skip ${next}`;
  return { ...(members as object), '…': more };
}

/** A member larger than this share of the room is only named, so that the others of its object are shown together. */
const LARGE = 3;

function cutObject(value: Readonly<Record<string, unknown>>, { room, at, skip, drop }: Cutting & { readonly skip: number }): Cut {
  const entries = Object.entries(value).filter(([name, member]) => name.length <= LONGEST_NAME && !drop(name, member));
  const whole = fits(value, room, drop);
  const shown: [string, unknown][] = [];
  let left = room - 2;
  let index = skip;
  for (; index < entries.length; index++) {
    const [name, member] = entries[index] ?? ['', undefined];
    const path = below(at, name);
    const most = whole ? left : Math.floor(room / LARGE);
    const size = sizeWithin(member, most, drop);
    const one = size <= most ? shownOf(member, path, drop) : mark(member, path);
    const length = JSON.stringify(name).length + 2 + (size <= most ? size : LONGEST_MARK);
    if (length > left && index > skip) break;
    shown.push([name, one]);
    left -= length;
  }
  return { value: Object.fromEntries(shown), total: entries.length, next: index < entries.length ? index : undefined };
}

const shortPath = (path: string): string => cutText(path, 250);

/** What stands for a value that is not shown. */
function mark(value: unknown, path: At): string {
  const what = typeof value === 'string' ? `${value.length} characters` : Array.isArray(value) ? `${value.length} items` : 'an object';
  if (path === undefined) return `… ${what}`;
  // A cut path leads nowhere.
  return path.length > 250 ? `… ${what}, too deep to be shown` : `… ${what}: ask for part "${path}"`;
}

/** @returns the length of a value's JSON as it is shown; something above `most` as soon as it is longer */
function sizeWithin(value: unknown, most: number, drop: Drop, depth = 0): number {
  if (typeof value === 'string') return value.length > most ? value.length : JSON.stringify(value).length;
  if (typeof value !== 'object' || value === null) return String(value).length;
  if (depth >= DEEPEST) return LONGEST_MARK;
  let size = 2;
  if (Array.isArray(value)) {
    for (const item of value) if ((size += 1 + sizeWithin(item, most - size, drop, depth + 1)) > most) return size;
    return size;
  }
  for (const [name, member] of Object.entries(value)) {
    if (name.length > LONGEST_NAME || drop(name, member)) continue;
    size += JSON.stringify(name).length + 2 + sizeWithin(member, most - size, drop, depth + 1);
    if (size > most) return size;
  }
  return size;
}

function shownOf(value: unknown, path: At, drop: Drop, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return mark(value, path);
  if (Array.isArray(value)) return value.map((item, at) => shownOf(item, below(path, at), drop, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => name.length <= LONGEST_NAME && !drop(name, member))
      .map(([name, member]) => [name, shownOf(member, below(path, name), drop, depth + 1)]),
  );
}
