import type { CallEvent } from '../event/index.ts';

/**
 * The keys that were pressed, in order. Each key is told by itself, a gather tells all that it collected, and often both are: then the keys are
 * those of the longer one.
 *
 * @param events of a call, by the time when they happened
 */
export function digitsOf(events: readonly CallEvent[]): string {
  const told = events.filter(({ digits }) => digits !== undefined);
  const textOf = (some: readonly CallEvent[]) => some.map(({ digits }) => digits).join('');
  const single = textOf(told.filter(({ name }) => name === 'dtmf.received'));
  const collected = textOf(told.filter(({ name }) => name !== 'dtmf.received'));
  if (holds(single, collected)) return single;
  return holds(collected, single) ? collected : textOf(told);
}

/** Whether a text has all characters of another in their order: a gather leaves out the key that ends it. */
function holds(text: string, other: string): boolean {
  let at = 0;
  for (const character of text) if (character === other[at]) at += 1;
  return at === other.length;
}
