import { z } from 'zod';
import type { Key, KeyKind } from './kinds.ts';

/** The value of one secret: the key in use, and those before and after it. */
export interface KeySet {
  readonly active: string;
  readonly keys: readonly Key[];
  readonly [member: string]: unknown;
}

export type KeyState = 'next' | 'active' | 'retired';

/** The app takes no set of more keys. */
export const MOST_KEYS = 100;

/** Time between publishing a key and using it: the instances keep secrets for 10 minutes, and clocks differ. */
const SPREAD_SECONDS = 12 * 60;

/** The secret holds something else than keys of this app. Names the secret and nothing of its content. */
export class UnusableSecretError extends Error {
  override readonly name = 'UnusableSecretError';
  readonly code = 'unusable_secret';
  constructor(secret: string) {
    super(`${secret} is not a set of keys of this app. Nothing was changed. Make an earlier version of the secret the current one again.`);
  }
}

/** In: which kind; the secret's value. Out: the set, with members that are not ours untouched. Errors: {@link UnusableSecretError}. */
export async function parseKeySet(kind: KeyKind, value: string): Promise<KeySet> {
  const KeySetOfKind = z
    .looseObject({ active: z.string(), keys: z.array(kind.shape).min(1).max(MOST_KEYS) })
    .refine(({ keys }) => new Set(keys.map(({ kid }) => kid)).size === keys.length)
    .refine(({ active, keys }) => keys.some((key) => key.kid === active && kind.canServe(key)));
  const set = await KeySetOfKind.safeParseAsync(parseJson(value));
  if (!set.success) throw new UnusableSecretError(kind.secret);
  return set.data;
}

function parseJson(text: string): unknown {
  try {
    // As the app does: a byte order mark and line ends around the text are no part of it.
    return JSON.parse(text.trim());
  } catch {
    return undefined;
  }
}

/** A key without our marks that is not in use was put there by hand: it checks what it made, and is never put to use by us. */
export function stateOf(kind: KeyKind, set: KeySet, key: Key): KeyState {
  if (key.kid === set.active) return 'active';
  const waits = key.published !== undefined && key.activated === undefined && key.retired === undefined;
  return waits && kind.canServe(key) ? 'next' : 'retired';
}

/** When the key may take its next step, in unix seconds; undefined for the active key, which has none of its own. */
export function dueAt(kind: KeyKind, state: KeyState, key: Key): number | undefined {
  if (state === 'next' && key.published !== undefined) return key.published + SPREAD_SECONDS;
  if (state === 'retired' && key.retired !== undefined) return key.retired + kind.keepSeconds;
  return undefined;
}

/** The key that is activated next: of several the one published first. */
export function nextKey(kind: KeyKind, set: KeySet): Key | undefined {
  return set.keys
    .filter((key) => stateOf(kind, set, key) === 'next')
    .toSorted((one, other) => (one.published ?? 0) - (other.published ?? 0))[0];
}
