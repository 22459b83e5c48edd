import { describe, expect, test } from '@jest/globals';
import { createForge, legacy, type RunningApp, use } from '../../support/index.ts';
import { faultKinds } from '../../support/fault-proxy.ts';
import { useProxies } from './support/use-proxies.ts';

/** A secret is given up after 5 s, the identity's token for it included: three times as long for a slow machine. */
const LIMIT_MS = 15_000;
/** The token of the platform's own identity comes from this very machine: not every kind makes sense. */
const OF_IDENTITY = ['latency', 'silence', 'cut', 'lose_answer', 'corrupt_head', 'corrupt_body', 'drip'] as const;

const dependencies = useProxies();
const forge = use(() => createForge({ url: '', ...dependencies.standIns }));
const tokenFor = ({ url }: RunningApp) => forge.sign({ iss: url, aud: `${url}/mcp/stream` });

const CASES = [
  ...[...faultKinds(), 'refused' as const].map((kind) => ['vault', kind] as const),
  ...[...OF_IDENTITY, 'refused' as const].map((kind) => ['identity', kind] as const),
];

async function balance(app: RunningApp, token: string) {
  const response = await legacy(app, 'tools/call', { name: 'get_balance', arguments: {} }, { token });
  return { status: response.status, retryAfter: Number(response.headers.get('retry-after')), text: await response.text() };
}

describe('S1: a way to the vault or to the managed identity that is spoilt', () => {
  test.each(CASES)('S1: %s, "%s", on a cold process: 503, then good at once and unharmed from then on', async (name, kind) => {
    const proxy = dependencies.proxies[name];
    const spoil = () => (kind === 'refused' ? proxy.refuse() : proxy.set(kind));
    await spoil();
    const app = await dependencies.start();
    const token = await tokenFor(app);
    const startedAt = Date.now();
    const cold = await balance(app, token);
    if (kind === 'latency') expect(cold.status).toBe(200);
    // The vault's first answer asks for a token: bytes that follow it may spoil the next one.
    else if (kind === 'flood_after') expect([200, 503]).toContain(cold.status);
    else {
      expect(cold).toMatchObject({ status: 503, retryAfter: expect.any(Number) });
      expect(cold.retryAfter).toBeGreaterThan(0);
      expect(cold.text).not.toMatch(/vault|identity|msi|KEY0|127\.0\.0\.1|mcp-signing|telnyx-api/i);
      expect(Date.now() - startedAt).toBeLessThan(LIMIT_MS);
    }
    await dependencies.restore();
    expect((await balance(app, token)).status).toBe(200);
    // Warm: the same fault harms nobody.
    await spoil();
    expect((await balance(app, token)).status).toBe(200);
    expect((await fetch(`${app.url}/health/live`)).status).toBe(200);
    expect(app.log()).not.toMatch(/eyJ|KEY0|Unhandled|Uncaught/);
  });
});
