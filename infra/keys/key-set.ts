import { z } from 'zod';
import type { Key, KeyKind } from './kinds.ts';

/** The value of one secret: the active key, earlier and later ones. */
export interface KeySet {
  readonly active: string;
  readonly keys: readonly Key[];
  readonly [member: string]: unknown;
}

export type KeyState = 'next' | 'active' | 'retired';

/** The app accepts no larger set. */
export const MOST_KEYS = 100;

/** Time between publishing and activating a key: instances cache secrets for 10 minutes, and clocks differ. */
const SPREAD_SECONDS = 12 * 60;

/** The secret holds no keys of this app. The message quotes nothing of its value. */
export class UnusableSecretError extends Error {
  override readonly name = 'UnusableSecretError';
  readonly code = 'unusable_secret';
  constructor(secret: string) {
    super(`${secret} is not a set of keys of this app. Nothing was changed. Make an earlier version of the secret the current one again.`);
  }
}

/**
 * Keeps members that this program does not know.
 * @throws UnusableSecretError
 */
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
    // trim() as in the app: without byte order mark and line ends.
    return JSON.parse(text.trim());
  } catch {
    return undefined;
  }
}

/** A key without our timestamps was added by hand. Unless active, it counts as retired: it verifies, and is never activated. */
export function stateOf(kind: KeyKind, set: KeySet, key: Key): KeyState {
  if (key.kid === set.active) return 'active';
  const waits = key.published !== undefined && key.activated === undefined && key.retired === undefined;
  return waits && kind.canServe(key) ? 'next' : 'retired';
}

/** @returns when the key's next step is due, in unix seconds; undefined for the active key */
export function dueAt(kind: KeyKind, state: KeyState, key: Key): number | undefined {
  if (state === 'next' && key.published !== undefined) return key.published + SPREAD_SECONDS;
  if (state === 'retired' && key.retired !== undefined) return key.retired + kind.keepSeconds;
  return undefined;
}

/** The published key to activate next: the one published first. */
export function nextKey(kind: KeyKind, set: KeySet): Key | undefined {
  return set.keys
    .filter((key) => stateOf(kind, set, key) === 'next')
    .toSorted((one, other) => (one.published ?? 0) - (other.published ?? 0))[0];
}
