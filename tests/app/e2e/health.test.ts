import { expect, test } from '@jest/globals';
import { GUARD_DEFAULTS_ON, telnyxControls, useStandIns, vaultControls } from '../../support/index.ts';
import { tools } from '../../../tools/index.ts';

const standIns = useStandIns();

/** A fresh process: it remembers no secret and no check. */
async function ready(settings: Record<string, string> = {}) {
  const app = await standIns.startApp({ ...GUARD_DEFAULTS_ON, ...settings });
  const response = await fetch(`${app.url}/health/ready`);
  const { age_ms: age, ages_s: ages, ...body } = await response.json();
  expect(typeof age).toBe('number');
  // What the vault never gave has no age; what it gave is of this moment.
  expect(ages).toEqual({
    vault: body.checks.vault ? expect.any(Number) : null,
    signing_keys: body.checks.signing_keys ? expect.any(Number) : null,
  });
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body };
}

/** 46 of Telnyx, the rest beside them, and nothing switched off. */
const COUNTS = { tools: 46, more: tools.length - 46, confirm_off: [], duplicates_off: false };

const GOOD = { settings: true, vault: true, signing_keys: true, seal_keys: true, tables: true, telnyx: true };

test('is live without looking at anything', async () => {
  await vaultControls(standIns).set({ down: true });
  const app = await standIns.startApp();
  const response = await fetch(`${app.url}/health/live`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ live: true });
});

test('is ready, and says how many tools there are', async () => {
  expect(await ready()).toEqual({ status: 200, retryAfter: null, body: { ready: true, checks: GOOD, unusable: [], ...COUNTS } });
});

/** What fails, how it is made to fail, and what then is not good. */
const FAILURES = [
  ['the vault is down', { down: true }, { vault: false, signing_keys: false, seal_keys: false, telnyx: false }],
  [
    'the vault refuses all',
    { forbidden: ['telnyx-api-key', 'mcp-signing-keys', 'mcp-seal-keys'] },
    { vault: false, signing_keys: false, seal_keys: false, telnyx: false },
  ],
  ['the vault refuses the signing keys', { forbidden: ['mcp-signing-keys'] }, { signing_keys: false }],
  ['the seal keys are missing', { missing: ['mcp-seal-keys'] }, { vault: false, seal_keys: false }],
  ['the Telnyx key is missing', { missing: ['telnyx-api-key'] }, { vault: false, telnyx: false }],
] as const;

test.each(FAILURES)('is not ready when %s', async (_what, faults, checks) => {
  await vaultControls(standIns).set(faults);
  const { status, retryAfter, body } = await ready();
  expect(body).toEqual({ ready: false, checks: { ...GOOD, ...checks }, unusable: [], ...COUNTS });
  expect({ status, retryAfter }).toEqual({ status: 503, retryAfter: '10' });
});

test('is not ready when the managed identity gives no token', async () => {
  const { status, body } = await ready({ IDENTITY_HEADER: 'another header' });
  expect(status).toBe(503);
  expect(body.checks).toEqual({ ...GOOD, vault: false, signing_keys: false, seal_keys: false, telnyx: false });
});

test.each([
  ['answers with errors', { status: 503 }],
  ['refuses the key', { status: 401 }],
  ['hangs up', { drop: 'before' }],
] as const)('is not ready when Telnyx %s', async (_what, fault) => {
  await telnyxControls(standIns).fault({ path: '/balance', times: 10, ...fault });
  const { status, body } = await ready();
  expect(status).toBe(503);
  expect(body.checks).toEqual({ ...GOOD, telnyx: false });
});
