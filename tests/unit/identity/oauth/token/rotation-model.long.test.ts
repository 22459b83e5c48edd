import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from '../../../../support/fast-check.ts';
import type { GrantStore } from '../../../../../shared/identity/grants/index.ts';
import { startTables, type GrantTables } from '../../grants/grant-tables.ts';
import { OTHER_CLIENT, startTokenServer } from './token-server.ts';

const RUNS = 150;
const GRACE_SECONDS = 60;

let tables: GrantTables;
let store: GrantStore;
let server: Awaited<ReturnType<typeof startTokenServer>>;
let now = 0;
beforeAll(async () => {
  tables = await startTables();
  store = tables.open(() => now);
  server = await startTokenServer({ store, clock: () => now });
});
afterAll(() => tables.stop());

/** `age`: generations before the newest token. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('refresh' as const), age: fc.nat({ max: 1 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('refresh' as const), age: fc.nat({ max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('foreign' as const), age: fc.nat({ max: 4 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), age: fc.nat({ max: 90 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('revoke' as const), age: fc.nat({ max: 4 }) }) },
);

/** The model of one grant: the refresh tokens issued so far, and whether the grant is live. */
class Model {
  readonly tokens: string[];
  live = true;
  rotatedAt: number;
  constructor(first: string, at: number) {
    this.tokens = [first];
    this.rotatedAt = at;
  }

  /** The index of the token of this age. */
  place(age: number): number {
    return Math.max(0, this.tokens.length - 1 - age);
  }

  /** The expected result of a refresh with the token at this index, at this time (unix seconds). */
  refresh(place: number, at: number): 'rotates' | 'repeats' | 'refused' {
    const newest = this.tokens.length - 1;
    if (!this.live) return 'refused';
    if (place === newest) return 'rotates';
    if (place === newest - 1 && at - this.rotatedAt <= GRACE_SECONDS) return 'repeats';
    this.live = false;
    return 'refused';
  }
}

test('O6: any sequence of refreshes, reuses, revocations and waits does what the model says', async () => {
  const seen = { rotates: 0, repeats: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      now = Date.now();
      const login = await server.login();
      const model = new Model(login.refreshToken, Math.floor(now / 1000));
      for (const { kind, age } of steps) {
        const at = Math.floor(now / 1000);
        const place = model.place(age);
        const token = model.tokens[place] ?? '';
        if (kind === 'wait') now += age * 1_000;
        else if (kind === 'revoke') {
          expect((await server.revoke({ token })).status).toBe(200);
          model.live = false;
        } else if (kind === 'foreign') {
          expect((await server.refresh(token, { client_id: OTHER_CLIENT })).error).toBe('invalid_grant');
        } else {
          const expected = model.refresh(place, at);
          const { error, refreshToken } = await server.refresh(token);
          seen[expected]++;
          expect(error).toBe(expected === 'refused' ? 'invalid_grant' : undefined);
          if (expected === 'repeats') expect(refreshToken).toBe(model.tokens.at(-1));
          if (expected !== 'rotates') continue;
          expect(model.tokens).not.toContain(refreshToken);
          model.tokens.push(refreshToken);
          model.rotatedAt = at;
        }
      }
      const row = await store.read(login.content.subject, login.content.grantId);
      expect([row?.generation, row?.revoked === undefined]).toEqual([model.tokens.length - 1, model.live]);
    }),
    { numRuns: RUNS },
  );
  // The sequences reach every case.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(RUNS / 5);
}, 120_000);
