import { expect, test } from '@jest/globals';
import { GUARD_DEFAULTS_ON, telnyxControls, useStandIns, vaultControls } from '../../support/index.ts';
import { tools } from '../../../tools/index.ts';

const standIns = useStandIns();

/** A fresh process: it remembers no secret and no check. */
async function ready(settings: Record<string, string> = {}) {
  const app = await standIns.startApp({ ...GUARD_DEFAULTS_ON, ...settings });
  const page = await fetch(`${app.url}/health/ready`, { headers: { accept: 'text/html,*/*;q=0.8' } });
  const response = await fetch(`${app.url}/health/ready`);
  expect(page.status).toBe(response.status);
  const { age_ms: age, ages_s: ages, timings_ms: timings, reasons, ...body } = await response.json();
  expect(typeof age).toBe('number');
  expect(Object.keys(timings)).toEqual(Object.keys(body.checks).filter((name) => name !== 'settings'));
  // Each failing check has a reason, and no other.
  const failing = Object.keys(body.checks).filter((name) => !body.checks[name]);
  expect(Object.keys(reasons)).toEqual(failing);
  // What the vault never gave has no age; what it gave is of this moment.
  expect(ages).toEqual({
    vault: body.checks.vault ? expect.any(Number) : null,
    signing_keys: body.checks.signing_keys ? expect.any(Number) : null,
  });
  const codes = Object.fromEntries(Object.entries(reasons as Record<string, { code: string }>).map(([name, { code }]) => [name, code]));
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body, codes, text: await page.text() };
}

/** 46 of Telnyx, the rest beside them, every operation but those that are never called, and nothing switched off. */
const COUNTS = {
  tools: 46,
  more: tools.length - 46,
  whole_api: { level: 'on', operations: 1_120, unknown: [] },
  confirm_off: [],
  duplicates_off: false,
};

const GOOD = { settings: true, vault: true, signing_keys: true, seal_keys: true, tables: true, telnyx: true };

test('is live without looking at anything', async () => {
  await vaultControls(standIns).set({ down: true });
  const app = await standIns.startApp();
  const response = await fetch(`${app.url}/health/live`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ live: true });
});

test('is ready, and says how many tools there are', async () => {
  const { text, ...rest } = await ready();
  expect(rest).toEqual({ status: 200, retryAfter: null, body: { ready: true, checks: GOOD, unusable: [], ...COUNTS }, codes: {} });
  expect(text).toContain('<h1>All systems working</h1>');
  expect(text).toContain(`${tools.length} tools are ready`);
});

/** The reason of every check that needs the vault, and of the one that needs the key of Telnyx. */
const ofVault = (code: string) => ({ vault: code, signing_keys: code, seal_keys: code, telnyx: 'no_key' });

/** What fails, how it is made to fail, why which checks then fail, and what the page says. */
const FAILURES = [
  ['the vault is down', { down: true }, ofVault('error'), 'The key vault answers with an error'],
  [
    'the vault refuses all',
    { forbidden: ['telnyx-api-key', 'mcp-signing-keys', 'mcp-seal-keys'] },
    ofVault('denied'),
    'The key vault denies access',
  ],
  ['the vault refuses the signing keys', { forbidden: ['mcp-signing-keys'] }, { signing_keys: 'denied' }, 'The key vault denies access'],
  [
    'the seal keys are missing',
    { missing: ['mcp-seal-keys'] },
    { vault: 'missing', seal_keys: 'missing' },
    'The secret mcp-seal-keys is missing',
  ],
  [
    'the Telnyx key is missing',
    { missing: ['telnyx-api-key'] },
    { vault: 'missing', telnyx: 'no_key' },
    'The secret telnyx-api-key is missing',
  ],
] as const;

const falseOf = (codes: object) => Object.fromEntries(Object.keys(codes).map((name) => [name, false]));

test.each(FAILURES)('is not ready when %s, and says why', async (_what, faults, codes, title) => {
  await vaultControls(standIns).set(faults);
  const { status, retryAfter, body, text, ...found } = await ready();
  expect(body).toEqual({ ready: false, checks: { ...GOOD, ...falseOf(codes) }, unusable: [], ...COUNTS });
  expect({ status, retryAfter }).toEqual({ status: 503, retryAfter: '10' });
  expect(found.codes).toEqual(codes);
  expect(text).toContain(`<h1>${title}</h1>`);
  expect(text).toContain('What to do:');
});

test('is not ready when the managed identity gives no token', async () => {
  const { status, body, codes } = await ready({ IDENTITY_HEADER: 'another header' });
  expect(status).toBe(503);
  expect(body.checks).toEqual({ ...GOOD, vault: false, signing_keys: false, seal_keys: false, telnyx: false });
  expect(codes).toEqual(ofVault('no_identity'));
});

test('is not ready when nothing listens where the vault should be, or the tables', async () => {
  expect((await ready({ KEY_VAULT_URL: 'http://127.0.0.1:1' })).codes).toEqual(ofVault('unreachable'));
  expect((await ready({ TABLES_URL: 'http://127.0.0.1:1/devstoreaccount1' })).codes).toEqual({ tables: 'unreachable' });
});

test.each([
  ['answers with errors', { status: 503 }, 'error', 'Telnyx answers with an error'],
  ['refuses the key', { status: 401 }, 'key_refused', 'Telnyx refuses the key'],
  ['forbids the key', { status: 403 }, 'key_refused', 'Telnyx refuses the key'],
  ['hangs up', { drop: 'before' }, 'unreachable', 'Telnyx cannot be reached'],
] as const)('is not ready when Telnyx %s, and says so', async (_what, fault, code, title) => {
  await telnyxControls(standIns).fault({ path: '/balance', times: 10, ...fault });
  const { status, body, codes, text } = await ready();
  expect(status).toBe(503);
  expect(body.checks).toEqual({ ...GOOD, telnyx: false });
  expect(codes).toEqual({ telnyx: code });
  expect(text).toContain(`<h1>${title}</h1>`);
  expect(text).toContain('Signing in still works.');
});

test('shows on the page which guards are off', async () => {
  const { text } = await ready({ CONFIRM_PURCHASE: 'off', DUPLICATES: 'off' });
  expect(text).toContain('Nobody is asked before: purchase.');
  expect(text).toContain('The same text or call can go out twice.');
  expect((await ready()).text).toContain('All on');
});

test.each([
  ['all', {}, '1,120 operations can be called by name'],
  // 535 that read, and 12 that read and cost.
  ['what reads', { WHOLE_API: 'read' }, '547 operations can be called by name: those that read'],
  ['nothing', { WHOLE_API: 'off' }, 'Switched off by a setting: the typed tools alone'],
  ['nothing, because a list is wrong', { WHOLE_API_ONLY: 'fax,SendFacts' }, 'Nothing can be called by name: SendFacts in WHOLE_API_ONLY'],
] as const)('shows on the page which operations of Telnyx are reachable: %s', async (_what, settings, words) => {
  expect((await ready(settings)).text).toContain(words);
});
