import { afterAll, describe, expect, test } from '@jest/globals';
import { legacy, use } from '../../support/index.ts';
import { createMint, type EndpointAnswer, refresh, sendForm, tokensOf } from '../../support/oauth/index.ts';
import type { FaultKind } from '../../support/fault-proxy.ts';
import { useProxies } from './support/use-proxies.ts';

const CLIENT = 'faults-test';
const OAUTH_CLIENTS = JSON.stringify([{ client_id: CLIENT, client_name: 'Test', redirect_uris: ['http://127.0.0.1/callback'] }]);
/** Everything that a fault can hold up is given up after 5 s: three times as long for a slow machine. */
const LIMIT_MS = 15_000;

const dependencies = useProxies();
const app = use(() => dependencies.start({ OAUTH_CLIENTS }));
afterAll(() => expect(app.log()).not.toMatch(/eyJ|devstore|127\.0\.0\.1:|Unhandled|Uncaught/));

async function redeemFresh(): Promise<EndpointAnswer> {
  const { code, verifier } = await createMint({ ...app, env: dependencies.standIns.env }, CLIENT)();
  return sendForm(`${app.url}/token`, { grant_type: 'authorization_code', code, code_verifier: verifier, client_id: CLIENT });
}
const refreshed = (token: string) => refresh(`${app.url}/token`, CLIENT, token);
async function list(token: string) {
  const response = await legacy(app, 'tools/list', {}, { token });
  return { status: response.status, text: await response.text() };
}

/** What the app makes of a fault in each of its questions: a new grant, a new refresh token, whether a grant stands. */
async function faced(setFault: () => void | Promise<void>) {
  const held = tokensOf(await redeemFresh());
  await setFault();
  const startedAt = Date.now();
  const [redeemed, renewed, checked] = await Promise.all([redeemFresh(), refreshed(held.refresh_token), list(held.access_token)]);
  return { held, redeemed, renewed, checked, ms: Date.now() - startedAt };
}

/** What was held before the fault still serves: an answer that got lost is given again. */
async function expectRecovered({ held }: Awaited<ReturnType<typeof faced>>) {
  await dependencies.restore();
  expect((await list(held.access_token)).status).toBe(200);
  const next = tokensOf(await refreshed(held.refresh_token));
  expect((await list(next.access_token)).status).toBe(200);
  tokensOf(await redeemFresh());
}

const UNUSABLE: readonly FaultKind[] = [
  'silence',
  'cut',
  'cut_in_request',
  'lose_answer',
  'cut_in_answer',
  'corrupt_head',
  'flood',
  'drip',
];

describe('T10: a way to the tables that is spoilt', () => {
  test.each([...UNUSABLE, 'refused'] as const)(
    'T10: by "%s": 503 for tokens and checks, nothing let through, good again at once',
    async (kind) => {
      const { tables } = dependencies.proxies;
      const seen = await faced(() => (kind === 'refused' ? tables.refuse() : tables.set(kind)));
      for (const answer of [seen.redeemed, seen.renewed]) {
        expect({ status: answer.status, error: answer.body['error'] }).toEqual({ status: 503, error: 'temporarily_unavailable' });
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      }
      expect(seen.checked.status).toBe(503);
      expect(seen.checked.text).not.toMatch(/azure|table|127\.0\.0\.1|devstore/i);
      expect(seen.ms).toBeLessThan(LIMIT_MS);
      await expectRecovered(seen);
    },
  );

  test('T10: by a spoilt body: no answer of it is believed', async () => {
    const seen = await faced(() => dependencies.proxies.tables.set('corrupt_body', { only: /^GET / }));
    expect(seen.renewed.status).toBe(503);
    expect(seen.checked.status).toBe(503);
    await expectRecovered(seen);
  });

  test.each(['latency', 'flood_after'] as const)('T10: by "%s", which spoils no answer: everything goes on', async (kind) => {
    const { tables } = dependencies.proxies;
    const seen = await faced(() => tables.set(kind));
    expect([seen.redeemed.status, seen.renewed.status, seen.checked.status]).toEqual([200, 200, 200]);
    // A kept connection with bytes that nobody asked for is not used again.
    if (kind === 'flood_after') await tables.noise();
    expect((await list(tokensOf(seen.renewed).access_token)).status).toBe(200);
    await dependencies.restore();
    tokensOf(await refreshed(tokensOf(seen.renewed).refresh_token));
  });
});
