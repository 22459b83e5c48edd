/** What an app remembers of people who call. */
import { concurrently } from '../../../../shared/platform/index.ts';
import { grantIdOf } from './fill.ts';
import { toolCall } from './send.ts';
import { objectIdOf, type World } from './world.ts';

export interface MemoryFigures {
  /** So many people called once. */
  readonly people: number;
  /** MiB after a collection, before and after: objects and buffers; the whole process. */
  readonly heap: readonly [number, number];
  readonly resident: readonly [number, number];
}

const MOST = 2_000;
const AT_ONCE = 10;
const MIB = 2 ** 20;

/** @param people who are in the tables, each with a grant */
export async function measureMemory({ app, view, tokenFor }: World, people: number): Promise<MemoryFigures> {
  const indices = Array.from({ length: Math.min(MOST, people) }, (_one, index) => index);
  const before = await view.holdings();
  await concurrently(indices, AT_ONCE, async (index) => {
    const token = await tokenFor(objectIdOf(index), grantIdOf(index));
    await toolCall(token, 'get_balance', {}, 'available')(app.url);
  });
  const after = await view.holdings();
  const heapOf = ({ heap, external }: typeof before) => (heap + external) / MIB;
  return { people: indices.length, heap: [heapOf(before), heapOf(after)], resident: [before.resident / MIB, after.resident / MIB] };
}
