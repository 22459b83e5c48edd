import type { InboxEvent } from '../event/index.ts';

/** An event as it was kept. */
export interface Told<E extends InboxEvent = InboxEvent> {
  readonly event: E;
  /** Its place in time: when it happened, or when what it is about began, or when it arrived. Milliseconds since the epoch. */
  readonly at: number;
  /** It was too long to keep all of it. */
  readonly cut: boolean;
}

export const isOf =
  <K extends InboxEvent['kind']>(kind: K) =>
  (told: Told): told is Told<Extract<InboxEvent, { kind: K }>> =>
    told.event.kind === kind;

/** When it happened, as far as that is known. */
export const timeOf = ({ event, at }: Told): number => event.at ?? at;

/**
 * @returns The events by the time when they happened, each once. Events arrive in any order and more than once: with this they tell the same story
 *   however they came.
 */
export function inOrder(all: readonly Told[]): readonly Told[] {
  const known = new Map<string, Told>();
  for (const told of all) {
    const key = JSON.stringify(told.event);
    const before = known.get(key);
    known.set(key, before ? { event: told.event, at: Math.min(before.at, told.at), cut: before.cut && told.cut } : told);
  }
  return [...known]
    .map(([key, told]) => ({ key, told, time: timeOf(told) }))
    .sort((a, b) => a.time - b.time || (a.key < b.key ? -1 : 1))
    .map(({ told }) => told);
}

/**
 * @param keysOf What ties an event to others: those that share one of them belong together, and so do those that a third one ties.
 * @returns the groups in the order of their first event; an event without a key is a group of its own
 */
export function joined<T>(all: readonly T[], keysOf: (one: T) => readonly (string | undefined)[]): readonly (readonly [T, ...T[]])[] {
  /** For each event the first of its group, as far as it is known: a tree whose roots are the groups. */
  const parents = all.map((_one, at) => at);
  const rootOf = (at: number): number => {
    let root = at;
    for (let parent = parents[root] ?? root; parent !== root; parent = parents[root] ?? root) root = parent;
    return root;
  };
  const seen = new Map<string, number>();
  for (const [at, one] of all.entries()) {
    for (const key of keysOf(one)) {
      if (key === undefined) continue;
      const [a, b] = [rootOf(seen.get(key) ?? at), rootOf(at)];
      parents[Math.max(a, b)] = Math.min(a, b);
      seen.set(key, Math.min(a, b));
    }
  }
  const groups = new Map<number, [T, ...T[]]>();
  for (const [at, one] of all.entries()) {
    const root = rootOf(at);
    const group = groups.get(root);
    if (group) group.push(one);
    else groups.set(root, [one]);
  }
  return [...groups.values()];
}

/** @returns the last value that is told */
export const lastOf = <T, V>(all: readonly T[], read: (one: T) => V | undefined): V | undefined =>
  all.map(read).findLast((value) => value !== undefined);

/** @returns the first value that is told */
export const firstOf = <T, V>(all: readonly T[], read: (one: T) => V | undefined): V | undefined =>
  all.map(read).find((value) => value !== undefined);
