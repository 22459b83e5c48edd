import { describe, expect, test } from '@jest/globals';
import fc from '../../support/fast-check.ts';
import { stateOf, type KeySet } from '../../../infra/keys/key-set.ts';
import { KINDS } from '../../../infra/keys/kinds.ts';
import { finish, rotate } from '../../../infra/keys/rotation.ts';

const START = 1_800_000_000;
const HOUR = 3_600;
const DAY = 24 * HOUR;

describe.each(KINDS)('a rotation of $secret', (kind) => {
  /** What must hold after every step, given the set before it. */
  function check(before: KeySet | undefined, after: KeySet, now: number): void {
    const inUse = after.keys.filter(({ kid }) => kid === after.active);
    expect(inUse).toHaveLength(1);
    for (const key of inUse) expect(kind.canServe(key)).toBe(true);
    for (const key of after.keys) {
      const state = stateOf(kind, after, key);
      if (state === 'retired' && kind.secret === 'mcp-signing-keys') expect(key).not.toHaveProperty('d');
      if (state === 'active' && before && before.active !== key.kid) {
        const known = before.keys.find(({ kid }) => kid === key.kid);
        expect(now - (known?.published ?? Infinity)).toBeGreaterThanOrEqual(12 * 60);
      }
    }
    expect(after.keys.filter((key) => stateOf(kind, after, key) === 'next').length).toBeLessThanOrEqual(1);
    for (const key of before?.keys ?? []) {
      if (after.keys.some(({ kid }) => kid === key.kid)) continue;
      expect(now - (key.retired ?? Infinity)).toBeGreaterThanOrEqual(kind.keepSeconds);
    }
  }

  test('never uses a key that instances may not know, nor drops one that is needed, whenever it is run', async () => {
    const pauses = fc.array(fc.oneof(fc.nat(13 * 60), fc.nat(100 * DAY)), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(pauses, async (seconds) => {
        let now = START;
        let set: KeySet | undefined;
        for (const pause of [0, ...seconds]) {
          now += pause;
          const turn = await rotate(kind, set, now);
          check(set, turn.set, now);
          set = turn.set;
        }
      }),
      { numRuns: 60 },
    );
  });

  test('gives a key that somebody put there by hand its time as a retired one, and never uses it', async () => {
    const { set } = await rotate(kind, undefined, START);
    const byHand = await kind.make();
    const found = { ...set, keys: [...set.keys, byHand], note: 'kept' };
    const marked = await finish(kind, found, START);
    expect(marked).toMatchObject({ changes: [{ step: 'retire', kid: byHand.kid }], set: { active: set.active, note: 'kept' } });
    const early = await finish(kind, marked.set, START + kind.keepSeconds - 1);
    expect(early.changes).toEqual([]);
    const late = await finish(kind, marked.set, START + kind.keepSeconds);
    expect(late.changes).toEqual([{ step: 'drop', kid: byHand.kid }]);
  });

  test('waits where the clock of whoever published was ahead', async () => {
    const { set } = await rotate(kind, undefined, START);
    const published = await rotate(kind, set, START + HOUR);
    expect((await rotate(kind, published.set, START)).changes).toEqual([]);
  });
});
