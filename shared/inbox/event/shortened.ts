import { cutText, isRecord } from '../../platform/index.ts';

/** Deeper values are cut from every body: whoever writes them as JSON would run out of stack. */
const DEEPEST = 64;

/** How much of a body stays. */
interface Limits {
  /** UTF-16 units of a text, and of one whose name says that it is an id, a number, a time or a state. */
  readonly text: number;
  readonly word: number;
  /** Items of a list. */
  readonly items: number;
  /** Members of an object; those with such names go last. */
  readonly members: number;
  readonly depth: number;
  /** Whether members with other names stay. */
  readonly others: boolean;
}

const WHOLE: Limits = { text: Infinity, word: Infinity, items: Infinity, members: Infinity, depth: DEEPEST, others: true };

/** Long enough for everything that is read as a word. */
const WORD = 256;

/** From what takes little to what leaves little. */
const STEPS: readonly Limits[] = [
  WHOLE,
  ...[19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8].map((power) => ({ ...WHOLE, text: 2 ** power, word: Math.max(WORD, 2 ** power) })),
  { text: 4096, word: WORD, items: 1000, members: 1000, depth: 16, others: true },
  { text: 256, word: WORD, items: 100, members: 200, depth: 12, others: true },
  { text: 256, word: WORD, items: 20, members: 100, depth: 8, others: true },
  { text: 128, word: WORD, items: 8, members: 60, depth: 6, others: true },
  { text: 64, word: WORD, items: 3, members: 40, depth: 5, others: true },
  { text: 64, word: WORD, items: 2, members: 30, depth: 5, others: false },
  { text: 16, word: 128, items: 1, members: 25, depth: 4, others: false },
  { text: 8, word: 64, items: 1, members: 20, depth: 3, others: false },
  { text: 1, word: 16, items: 0, members: 8, depth: 2, others: false },
];

/** Steps that cut texts alone. */
const TEXT_STEPS = 13;

/** Members by which an event is known, found and put in order, and those that lead to them. */
const KEPT =
  /(?:^|_)(?:id|sid|type|at|time|clicked|timestamp|status|state|direction|code|cause|source|amount|currency|cost|number|from|to|cc|digits?|result|data|payload|text|body|errors|is_final|transcription_data|count)$|(?:Id|Sid|At)$|^(?:From|To|Timestamp|CallStatus|HangupCause|HangupSource|AnsweredBy|Digits)$/;

/** Words of people: the only ones of {@link KEPT} that may be long. */
const IS_TEXT = /^(?:text|body)$/;

/** Longer names are no names of Telnyx. */
const LONGEST_NAME = 100;

/**
 * Cuts a body until its JSON has at most so many bytes: first the longest texts, then lists and what lies deep, at last everything but ids,
 * numbers, times and states. A text that was cut ends with `…`, and never with half a character. A list that was cut is a shorter list.
 *
 * @param body Any JSON value.
 * @returns The body itself where it is small and flat enough. The same body always gives the same, and what it gives is not cut again.
 */
export function shortened(body: unknown, mostBytes: number): unknown {
  const { bytesBesideTexts } = measure(body, mostBytes);
  // Where cutting texts cannot be enough, trying it would only take time.
  const steps = bytesBesideTexts > mostBytes ? STEPS.slice(TEXT_STEPS) : STEPS;
  for (const limits of steps) {
    const copy = copyOf(body, limits, mostBytes);
    if (copy !== undefined) return limits === WHOLE && !copy.cut ? body : copy.value;
  }
  return null;
}

/** Counts until it is clear that there is too much. No call stack grows with the body. */
function measure(body: unknown, mostBytes: number): { readonly bytesBesideTexts: number } {
  const left: unknown[] = [body];
  let bytes = 0;
  for (let value = left.pop(); value !== undefined && bytes <= mostBytes; value = left.pop()) {
    bytes += 2;
    if (Array.isArray(value)) for (const item of value.slice(0, mostBytes)) left.push(item ?? null);
    else if (isRecord(value)) {
      for (const name of Object.keys(value)) {
        bytes += name.length + 3;
        left.push(value[name] ?? null);
      }
    }
  }
  return { bytesBesideTexts: bytes };
}

/** Bytes that a copy may still take; below zero it is given up. `cut`: something was left out. */
interface Budget {
  left: number;
  cut: boolean;
}

/** @returns undefined where the copy would have more bytes */
function copyOf(body: unknown, limits: Limits, mostBytes: number): { readonly value: unknown; readonly cut: boolean } | undefined {
  const budget: Budget = { left: mostBytes, cut: false };
  const value = copy(body, { limits, budget, depth: 0, isWord: false });
  return budget.left < 0 ? undefined : { value, cut: budget.cut };
}

interface Where {
  readonly limits: Limits;
  readonly budget: Budget;
  readonly depth: number;
  readonly isWord: boolean;
}

function copy(value: unknown, where: Where): unknown {
  const { limits, budget, depth, isWord } = where;
  if (budget.left < 0) return null;
  if (typeof value === 'string') return spent(cut(value, isWord ? limits.word : limits.text, budget), budget);
  if (typeof value !== 'object' || value === null) return spent(value ?? null, budget);
  if (depth >= limits.depth) {
    budget.cut = true;
    return spent(null, budget);
  }
  budget.left -= 2;
  return Array.isArray(value) ? items(value, where) : members(value as Record<string, unknown>, where);
}

function items(list: readonly unknown[], where: Where): readonly unknown[] {
  const { limits, budget, depth } = where;
  const copies: unknown[] = [];
  for (const item of list) {
    if (budget.left < 0 || copies.length >= limits.items) break;
    if (copies.length > 0) budget.left -= 1;
    copies.push(copy(item, { ...where, depth: depth + 1 }));
  }
  if (copies.length < list.length) budget.cut = true;
  return copies;
}

function members(record: Record<string, unknown>, where: Where): unknown {
  const { limits, budget, depth } = where;
  const entries: [string, unknown][] = [];
  const names = Object.keys(record);
  for (const name of chosen(names, limits)) {
    if (budget.left < 0) break;
    budget.left -= bytesOf(name) + (entries.length > 0 ? 2 : 1);
    entries.push([name, copy(record[name], { limits, budget, depth: depth + 1, isWord: KEPT.test(name) && !IS_TEXT.test(name) })]);
  }
  if (entries.length < names.length) budget.cut = true;
  return Object.fromEntries(entries);
}

/** The names that stay, in their order. */
function chosen(names: readonly string[], { members: most, others }: Limits): readonly string[] {
  if (names.length <= most && others) return names;
  const kept = names.filter((name) => name.length <= LONGEST_NAME && KEPT.test(name)).slice(0, most);
  const more = others ? names.filter((name) => name.length <= LONGEST_NAME && !KEPT.test(name)).slice(0, most - kept.length) : [];
  const stay = new Set([...kept, ...more]);
  return names.filter((name) => stay.has(name));
}

function cut(text: string, most: number, budget: Budget): string {
  if (text.length <= most) return text;
  budget.cut = true;
  return `${cutText(text, most - 1)}…`;
}

function spent<T>(value: T, budget: Budget): T {
  budget.left -= bytesOf(value);
  return value;
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
