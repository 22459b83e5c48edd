import { expect, test } from '@jest/globals';
import fc, { SEED } from '../../../support/fast-check.ts';
import { createGrantStore } from '../../../../shared/identity/grants/index.ts';
import { use, useApp } from '../../../support/index.ts';
import { createMint } from '../../../support/oauth/index.ts';
import { History, type Host, type Move } from '../../../support/oauth/history.ts';

const CLIENT = 'interleavings';
const RUNS = 1_000;
const AT_ONCE = 8;
const settings = {
  OAUTH_RATE_PER_MINUTE: '1000000',
  OAUTH_CLIENTS: JSON.stringify([{ client_id: CLIENT, client_name: 'Test', redirect_uris: ['http://127.0.0.1/callback'] }]),
};

const app = useApp({ settings });
// Two processes of one server: the same origin, keys and tables.
const second = use(() => app.startInstance());
const store = use(() => createGrantStore({ url: app.tables }, undefined));

const host = fc.constantFrom<Host>(0, 1);
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('redeem' as const), host }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('chase' as const), host }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('refresh' as const), host, age: fc.nat({ max: 1 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('refresh' as const), host, age: fc.nat({ max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('revoke' as const), host, age: fc.nat({ max: 5 }) }) },
);
/** Moves of one round go out together, rounds follow each other. Most plans begin with one redemption alone. */
const plan = fc.tuple(fc.boolean(), fc.array(fc.array(move, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }));

test(`O5 O6 T9: ${RUNS} random interleavings on two processes end with one live refresh token at most, and no reuse is accepted`, async () => {
  const mint = createMint(app, CLIENT);
  const plans = fc.sample(plan, { numRuns: RUNS, seed: SEED });
  const seen = { redeemed: 0, refreshed: 0, refused: 0, revoked: 0 };
  const play = async ([racing, rounds]: (typeof plans)[number]): Promise<void> => {
    const minted = await mint();
    const history = new History([app.url, second.url], CLIENT, minted);
    if (!racing) await history.play([{ kind: 'redeem', host: 0 }]);
    for (const round of rounds) await history.play(round);
    const { subject, grantId } = minted.content;
    await history.probe(await store.read(subject, grantId));
    const row = await store.read(subject, grantId);
    expect({ seed: SEED, plan: rounds, racing, faults: history.faults(row) }).toEqual({ seed: SEED, plan: rounds, racing, faults: [] });
    history.addTo(seen, row);
  };
  const waiting = [...plans];
  const worker = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await play(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  // The plans reach what they are about.
  expect(seen.redeemed).toBeGreaterThan(RUNS / 2);
  expect(seen.refreshed).toBeGreaterThan(RUNS / 2);
  expect(seen.refused).toBeGreaterThan(RUNS / 4);
  expect(seen.revoked).toBeGreaterThan(RUNS / 10);
}, 600_000);
