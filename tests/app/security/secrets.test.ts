import { describe, expect, test } from '@jest/globals';
import {
  call,
  createForge,
  expectNothingSent,
  legacy,
  login,
  modern,
  type RunningApp,
  telnyxControls,
  type TelnyxRequest,
  useStandIns,
  vaultControls,
} from '../../support/index.ts';

const standIns = useStandIns();

const NAMES = ['telnyx-api-key', 'mcp-signing-keys', 'mcp-seal-keys'] as const;
const KEY = 'KEY00000000000000000000000000010ca1';

/** Reads the signing key once, now; out: good tokens for whichever process. */
async function tokenMaker() {
  const forge = await createForge({ url: '', ...standIns });
  return ({ url }: RunningApp) => forge.sign({ iss: url, aud: `${url}/mcp/stream` });
}

function expectNothingSecret(text: string): void {
  for (const word of [...NAMES, KEY, 'vault', 'Vault', 'Forbidden', 'SecretNotFound', standIns.vault]) expect(text).not.toContain(word);
}

const balance = (host: RunningApp, token: string) => legacy(host, 'tools/call', { name: 'get_balance', arguments: {} }, { token });

test('S1: 200 requests at once on a cold process read each secret once', async () => {
  const vault = vaultControls(standIns);
  const tokenFor = await tokenMaker();
  const before = await vault.reads();
  // Every answer of the vault takes a while: all requests come while none has been answered.
  await vault.set({ delay_ms: 1_000 });
  const host = await standIns.startApp();
  const token = await tokenFor(host);
  const work = Array.from({ length: 200 }, async (_, index) => {
    const login = index % 10 === 0;
    return (login ? await fetch(`${host.url}/auth/login`, { method: 'POST', redirect: 'manual' }) : await balance(host, token)).status;
  });
  expect(new Set(await Promise.all(work))).toEqual(new Set([200, 303]));
  const after = await vault.reads();
  expect(NAMES.map((name) => (after[name] ?? 0) - (before[name] ?? 0))).toEqual([1, 1, 1]);
});

describe.each([
  ['down', { down: true }],
  ['refusing', { forbidden: NAMES }],
  ['empty', { missing: NAMES }],
  ['silent', { delay_ms: 30_000 }],
] as const)('S1: a vault that is %s, on a cold process', (_what, faults) => {
  test('S1: answers 503 with Retry-After everywhere, is not ready, and names no secret', async () => {
    const tokenFor = await tokenMaker();
    await vaultControls(standIns).set(faults);
    const host = await standIns.startApp();
    const token = await tokenFor(host);
    const answers = await Promise.all([
      balance(host, token),
      modern(host, 'tools/list', {}, { token }),
      fetch(`${host.url}/.well-known/jwks.json`),
      fetch(`${host.url}/auth/login`, { method: 'POST', redirect: 'manual' }),
      fetch(`${host.url}/health/ready`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503]);
    for (const answer of answers) {
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      const text = await answer.text();
      if (!answer.url.endsWith('/health/ready')) expectNothingSecret(text);
      else expect(JSON.parse(text)).toMatchObject({ ready: false, checks: { vault: false, signing_keys: false, telnyx: false } });
    }
    expect((await fetch(`${host.url}/health/live`)).status).toBe(200);
    expect(host.log()).not.toMatch(/KEY0{8}/);
  });
});

test('S1: a Telnyx key that alone cannot be read is 503 for a call, in both eras, and nothing is sent', async () => {
  const tokenFor = await tokenMaker();
  await vaultControls(standIns).set({ forbidden: ['telnyx-api-key'] });
  const host = await standIns.startApp();
  const token = await tokenFor(host);
  await expectNothingSent(standIns, async () => {
    for (const era of [legacy, modern]) {
      const response = await era(host, 'tools/call', { name: 'get_balance', arguments: {} }, { token });
      expect(response.status).toBe(503);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expectNothingSecret(await response.text());
      expect((await era(host, 'tools/list', {}, { token })).status).toBe(200);
    }
  });
  await vaultControls(standIns).set({});
  expect((await balance(host, token)).status).toBe(200);
});

test('S1: a vault that fails later changes nothing for a warm process', async () => {
  const host = await standIns.startApp();
  const token = await login(host);
  expect((await call(host, token, 'get_balance')).structuredContent).toMatchObject({ currency: 'USD' });
  for (const faults of [{ down: true }, { forbidden: NAMES }, { missing: NAMES }]) {
    await vaultControls(standIns).set(faults);
    expect((await call(host, await login(host), 'get_balance')).structuredContent).toMatchObject({ currency: 'USD' });
    expect((await fetch(`${host.url}/health/ready`)).status).toBe(200);
    // An unknown kid asks the vault anew: what it cannot say now must not take the known keys away.
    expect((await legacy(host, 'tools/list', {}, { token: strangersToken() })).status).toBe(401);
    expect((await legacy(host, 'tools/list', {}, { token })).status).toBe(200);
  }
});

/** A token whose kid nobody knows. */
const strangersToken = () =>
  [{ alg: 'ES256', typ: 'at+jwt', kid: 'stranger' }, { sub: 'stranger' }, 'signature']
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');

describe('U7: Telnyx refuses the key', () => {
  const NEW_KEY = 'KEY0000000000000000000000000002r0tated';

  /** One call, with what Telnyx and the vault saw of it. */
  async function seen(host: RunningApp, token: string) {
    const vault = vaultControls(standIns);
    const before = (await vault.reads())['telnyx-api-key'] ?? 0;
    let text = '';
    const requests: TelnyxRequest[] = await telnyxControls(standIns).during(async () => {
      ({ text } = await call(host, token, 'get_balance'));
    });
    return { text, tries: requests.length, reads: ((await vault.reads())['telnyx-api-key'] ?? 0) - before };
  }

  test('U7: a rotated key is read anew once and the call goes through; a revoked one is said to be the operator’s matter', async () => {
    const controls = telnyxControls(standIns);
    const host = await standIns.startApp();
    const token = await login(host);
    expect(await seen(host, token)).toMatchObject({ tries: 1, reads: 1 });

    await controls.keys({ add: NEW_KEY, account_of: KEY });
    await vaultControls(standIns).write('telnyx-api-key', NEW_KEY);
    await controls.keys({ revoke: KEY });
    expect(await seen(host, token)).toMatchObject({ text: expect.stringContaining('USD'), tries: 2, reads: 1 });
    expect(await seen(host, token)).toMatchObject({ tries: 1, reads: 0 });
    await host.stop();

    const other = await standIns.startApp();
    const later = await login(other);
    expect(await seen(other, later)).toMatchObject({ tries: 1 });
    await controls.keys({ add: KEY, account_of: NEW_KEY });
    await controls.keys({ revoke: NEW_KEY });
    // Once it is read anew, and not again while it stays wrong.
    const refused = await seen(other, later);
    expect(refused).toMatchObject({ tries: 1, reads: 1 });
    for (let time = 0; time < 5; time++) expect(await seen(other, later)).toMatchObject({ text: refused.text, reads: 0 });
    expect(refused.text).toMatch(/refuses the API key of this server.*operator has to store a valid key/);
    expect(refused.text).not.toContain('KEY0');
    await vaultControls(standIns).write('telnyx-api-key', KEY);
    expect(`${host.log()}${other.log()}`).not.toContain('KEY0');
  });
});
