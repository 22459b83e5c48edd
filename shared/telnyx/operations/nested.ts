import type { z } from 'zod';
import { isRecord } from '../../platform/index.ts';

type Members = Readonly<Record<string, unknown>>;

/** Deeper than any name of Telnyx's: `filter[phone_number][eq]`. */
const MOST_PARTS = 5;

/**
 * Arguments with names in brackets as nested ones: `"page[size]": 5` is `page: {size: 5}`. A name that does not fit stays, and is then unknown.
 *
 * @param input what `inputOf` made
 * @param args not checked yet
 */
export function nestedArguments({ shape }: z.ZodObject, args: Members): Members {
  if (!Object.keys(args).some((name) => name.includes('['))) return args;
  const flat = Object.entries(args).filter(([name]) => Object.hasOwn(shape, name) || partsOf(name, shape) === undefined);
  // Own members alone, so that `__proto__` is one like any other.
  const nested: Record<string, unknown> = Object.fromEntries(flat);
  for (const [name, value] of Object.entries(args)) {
    const parts = Object.hasOwn(shape, name) ? undefined : partsOf(name, shape);
    if (parts && !put(nested, parts, value)) nested[name] = value;
  }
  return nested;
}

const NAME = /^[^[\]]+(?:\[[^[\]]+\])+(?:\[\])?$/;

function partsOf(name: string, shape: z.ZodObject['shape']): readonly string[] | undefined {
  if (name.length > 200 || !NAME.test(name)) return undefined;
  const parts = name.split(/[[\]]+/).filter(Boolean);
  const isSafe = parts.length <= MOST_PARTS && !parts.includes('__proto__');
  return isSafe && Object.hasOwn(shape, parts[0] ?? '') ? parts : undefined;
}

/** @returns whether there was a place for it */
function put(at: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): boolean {
  const there = Object.hasOwn(at, name) ? at[name] : undefined;
  if (rest.length === 0) {
    if (there !== undefined) return false;
    at[name] = value;
    return true;
  }
  if (there !== undefined && !isRecord(there)) return false;
  // A copy: the caller's arguments stay as they are.
  const inside = { ...there };
  const isPut = put(inside, rest, value);
  if (isPut) at[name] = inside;
  return isPut;
}
