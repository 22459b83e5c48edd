/** The steps of a rotation, as pure functions from one set of keys to the next. */
import { dueAt, nextKey, stateOf, type KeySet } from './key-set.ts';
import type { Key, KeyKind } from './kinds.ts';

export type Step = 'create' | 'publish' | 'activate' | 'retire' | 'drop' | 'replace';

export interface Change {
  readonly step: Step;
  readonly kid: string;
}

/** `changes` is empty where the set is unchanged. */
export interface Rotation {
  readonly set: KeySet;
  readonly changes: readonly Change[];
}

/**
 * @param set the set in the vault, if any
 * @param now unix seconds
 * @returns the set to write
 */
export type Advance = (kind: KeyKind, set: KeySet | undefined, now: number) => Promise<Rotation>;

/** Creates a missing set, and leaves an existing one unchanged. */
export const createMissing: Advance = async (kind, set, now) => (set ? { set, changes: [] } : newSet('create', kind, now));

/** Takes the steps that are due. Starts a new rotation where none is in progress. */
export const rotate: Advance = async (kind, set, now) => {
  if (!set) return newSet('create', kind, now);
  const rotation = takeDueSteps(kind, set, now);
  if (nextKey(kind, set)) return rotation;
  const key: Key = { ...(await kind.make()), published: now };
  return {
    set: { ...rotation.set, keys: [...rotation.set.keys, key] },
    changes: [...rotation.changes, { step: 'publish', kid: key.kid }],
  };
};

/** Takes the steps that are due, without starting a new rotation. */
export const finish: Advance = (kind, set, now) => (set ? Promise.resolve(takeDueSteps(kind, set, now)) : newSet('create', kind, now));

/** After a leak: one new active key. All others are dropped, published ones included. */
export const replaceAll: Advance = async (kind, set, now) => {
  if (!set) return newSet('create', kind, now);
  const rotation = await newSet('replace', kind, now);
  return {
    set: { ...set, ...rotation.set },
    changes: [...set.keys.map(({ kid }) => ({ step: 'drop' as const, kid })), ...rotation.changes],
  };
};

async function newSet(step: 'create' | 'replace', kind: KeyKind, now: number): Promise<Rotation> {
  const key: Key = { ...(await kind.make()), published: now, activated: now };
  return { set: { active: key.kid, keys: [key] }, changes: [{ step, kid: key.kid }] };
}

function takeDueSteps(kind: KeyKind, set: KeySet, now: number): Rotation {
  const next = nextKey(kind, set);
  const activated = next && (dueAt(kind, 'next', next) ?? Infinity) <= now ? next.kid : undefined;
  const changes: Change[] = activated === undefined ? [] : [{ step: 'activate', kid: activated }];
  const keys = set.keys.flatMap((key): Key[] => {
    const state = stateOf(kind, set, key);
    const { kid } = key;
    if (kid === activated) return [{ ...key, activated: now }];
    if (state === 'retired' && (dueAt(kind, state, key) ?? Infinity) <= now) {
      changes.push({ step: 'drop', kid });
      return [];
    }
    const retires = state === 'active' ? activated !== undefined : state === 'retired' && key.retired === undefined;
    if (!retires) return [key];
    changes.push({ step: 'retire', kid });
    return [{ ...kind.retire(key), retired: now }];
  });
  return { set: { ...set, active: activated ?? set.active, keys }, changes };
}
