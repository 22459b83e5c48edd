/** The steps of a rotation, as functions from one set of keys to the next. Nothing here knows a vault or a clock. */
import { dueAt, nextKey, stateOf, type KeySet } from './key-set.ts';
import type { Key, KeyKind } from './kinds.ts';

export type Step = 'create' | 'publish' | 'activate' | 'retire' | 'drop' | 'replace';

export interface Change {
  readonly step: Step;
  readonly kid: string;
}

/** A set of keys, and what was done to get there: nothing where `changes` is empty. */
export interface Turn {
  readonly set: KeySet;
  readonly changes: readonly Change[];
}

/** In: the kind; the set that the vault holds, if any; unix seconds. Out: the set to be written. */
export type Advance = (kind: KeyKind, set: KeySet | undefined, now: number) => Promise<Turn>;

/** Makes a set where there is none, and leaves alone what is there. */
export const createMissing: Advance = async (kind, set, now) => (set ? { set, changes: [] } : onlyNew('create', kind, now));

/** Takes whatever step is due; begins a new rotation where none is under way. */
export const rotate: Advance = async (kind, set, now) => {
  if (!set) return onlyNew('create', kind, now);
  const turn = takeDueSteps(kind, set, now);
  if (nextKey(kind, set)) return turn;
  const key: Key = { ...(await kind.make()), published: now };
  return {
    set: { ...turn.set, keys: [...turn.set.keys, key] },
    changes: [...turn.changes, { step: 'publish', kid: key.kid }],
  };
};

/** Takes whatever step is due, and begins nothing. */
export const finish: Advance = (kind, set, now) => (set ? Promise.resolve(takeDueSteps(kind, set, now)) : onlyNew('create', kind, now));

/** The rescue: one new key, in use at once; every other is gone, those that only wait for their turn too. */
export const replaceAll: Advance = async (kind, set, now) => {
  if (!set) return onlyNew('create', kind, now);
  const turn = await onlyNew('replace', kind, now);
  return { set: { ...set, ...turn.set }, changes: [...set.keys.map(({ kid }) => ({ step: 'drop' as const, kid })), ...turn.changes] };
};

async function onlyNew(step: 'create' | 'replace', kind: KeyKind, now: number): Promise<Turn> {
  const key: Key = { ...(await kind.make()), published: now, activated: now };
  return { set: { active: key.kid, keys: [key] }, changes: [{ step, kid: key.kid }] };
}

function takeDueSteps(kind: KeyKind, set: KeySet, now: number): Turn {
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
