import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { call, login, type RunningApp, useStandIns, vaultControls } from '../../support/index.ts';
import { authorizationRequest, connect, type Connected, refresh, register } from '../../support/oauth/index.ts';

const REDIRECT_URI = 'http://127.0.0.1:8127/callback';
const METADATA = { client_name: 'Test client', redirect_uris: [REDIRECT_URI] };

const GOOD = { settings: true, vault: true, signing_keys: true, seal_keys: true, tables: true, telnyx: true };

const standIns = useStandIns();
let good: Record<string, string>;
beforeAll(async () => {
  const { read } = vaultControls(standIns);
  const names = ['telnyx-api-key', 'mcp-signing-keys', 'mcp-seal-keys'];
  good = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await read(name)] as const)));
});
afterEach(async () => {
  for (const [name, value] of Object.entries(good)) await vaultControls(standIns).write(name, value);
});

/** A fresh process on a vault that holds this. */
async function startWith(secrets: Readonly<Record<string, string>> = {}): Promise<RunningApp> {
  for (const [name, value] of Object.entries(secrets)) await vaultControls(standIns).write(name, value);
  return standIns.startApp();
}

async function ready({ url }: RunningApp) {
  const response = await fetch(`${url}/health/ready`);
  const { ready, checks, unusable } = await response.json();
  return { status: response.status, ready, checks, unusable };
}

const endpoint = (host: RunningApp, path: string) => `${host.url}${path}`;

/** What a connected client does: each of these must not tell it that it is unknown. */
async function answersTo(host: RunningApp, { request, tokens }: Connected) {
  const { clientId } = request;
  const page = authorizationRequest(endpoint(host, '/authorize'), { clientId, redirectUri: REDIRECT_URI });
  return {
    register: await register({ registration_endpoint: endpoint(host, '/register') }, METADATA),
    refresh: await refresh(endpoint(host, '/token'), clientId, tokens.refresh_token),
    authorize: await fetch(page.url, { redirect: 'manual' }),
    login: await fetch(endpoint(host, '/auth/login'), { method: 'POST', redirect: 'manual' }),
  };
}

const statusesOf = (answers: Awaited<ReturnType<typeof answersTo>>) =>
  Object.fromEntries(Object.entries(answers).map(([name, { status }]) => [name, status]));

const spoiltSeals: readonly (readonly [string, () => string])[] = [
  ['a page', () => '<html><body>502 Bad Gateway</body></html>'],
  ['the half of it', () => good['mcp-seal-keys']?.slice(0, 40) ?? ''],
  ['keys that are too short', () => JSON.stringify({ active: 'a', keys: [{ kid: 'a', k: 'c2hvcnQ' }] })],
  ['one kid twice', () => twice(good['mcp-seal-keys'] ?? '')],
];

/** A set in which another key has the kid of the active one. */
function twice(value: string): string {
  const { active, keys } = JSON.parse(value) as { active: string; keys: object[] };
  return JSON.stringify({ active, keys: [...keys, { kid: active, k: randomBytes(32).toString('base64url') }] });
}

describe('seal keys that cannot be used', () => {
  test.each(spoiltSeals)('D20, D18: %s, on a cold process: 503 for everybody, never invalid_client, and named', async (_what, spoilt) => {
    // On the same origin, or the client's registration would be that of another server.
    const before = await startWith();
    const connected = await connect(before, { redirectUri: REDIRECT_URI });
    const port = new URL(before.url).port;
    await before.stop();
    await vaultControls(standIns).write('mcp-seal-keys', spoilt());
    const host = await standIns.startApp({ PUBLIC_BASE_URL: `http://localhost:${port}` });
    const answers = await answersTo(host, connected);
    expect(statusesOf(answers)).toEqual({ register: 503, refresh: 503, authorize: 503, login: 503 });
    expect(answers.refresh.body['error']).toBe('temporarily_unavailable');
    expect(await ready(host)).toEqual({
      status: 503,
      ready: false,
      checks: { ...GOOD, vault: false, seal_keys: false },
      unusable: ['mcp-seal-keys'],
    });
    await host.host.line(/"event":"secret_unusable"/);
    // And all is well again when the vault is.
    await vaultControls(standIns).write('mcp-seal-keys', good['mcp-seal-keys'] ?? '');
    expect(statusesOf(await answersTo(host, connected))).toEqual({ register: 201, refresh: 200, authorize: 200, login: 303 });
  });

  test.each([...spoiltSeals.slice(0, 1), ...spoiltSeals.slice(-1)])(
    'D20, D18: %s, on a warm process: the last good set serves, and readiness names it',
    async (_what, spoilt) => {
      const host = await startWith();
      const connected = await connect(host, { redirectUri: REDIRECT_URI });
      expect(await ready(host)).toEqual({ status: 200, ready: true, checks: GOOD, unusable: [] });
      await vaultControls(standIns).write('mcp-seal-keys', spoilt());
      // A client_id of a key that nobody knows makes the app read the vault anew.
      const stranger = await new SignJWT({}).setProtectedHeader({ alg: 'HS256', kid: 'stranger' }).sign(randomBytes(32));
      const unknown = authorizationRequest(endpoint(host, '/authorize'), { clientId: stranger, redirectUri: REDIRECT_URI });
      expect((await fetch(unknown.url)).status).toBe(400);
      expect(statusesOf(await answersTo(host, connected))).toEqual({ register: 201, refresh: 200, authorize: 200, login: 303 });
      await new Promise((resolve) => setTimeout(resolve, 5_100));
      expect(await ready(host)).toEqual({ status: 200, ready: true, checks: GOOD, unusable: ['mcp-seal-keys'] });
      await host.host.line(/"event":"secret_unusable"/);
      expect(host.log().match(/"event":"secret_unusable".*/g)).toHaveLength(1);
    },
  );
});

test('D18: signing keys with two keys of one kid: not ready, named, and no token that nobody could verify', async () => {
  const { active, keys } = JSON.parse(good['mcp-signing-keys'] ?? '') as { active: string; keys: { kid: string }[] };
  const spoilt = JSON.stringify({ active, keys: [...keys, { ...keys[0], d: undefined }] });
  const host = await startWith({ 'mcp-signing-keys': spoilt });
  expect(await ready(host)).toEqual({
    status: 503,
    ready: false,
    checks: { ...GOOD, signing_keys: false },
    unusable: ['mcp-signing-keys'],
  });
  expect((await fetch(endpoint(host, '/.well-known/jwks.json'))).status).toBe(503);
  await expect(login(host)).rejects.toThrow('Back in a moment');
});

test.each([
  ['a line end', (value: string) => `${value}\n`],
  ['a byte order mark', (value: string) => `\u{feff}${value}`],
  ['blanks and a Windows line end', (value: string) => `  ${value} \r\n`],
])('D19: secrets with %s around them work, for the API and for storage', async (_what, change) => {
  const host = await startWith(Object.fromEntries(Object.entries(good).map(([name, value]) => [name, change(value)])));
  expect(await ready(host)).toEqual({ status: 200, ready: true, checks: GOOD, unusable: [] });
  const token = await login(host);
  expect((await call(host, token, 'get_balance')).structuredContent).toMatchObject({ currency: 'USD' });
  expect((await call(host, token, 'list_buckets')).structuredContent).toMatchObject({ buckets: expect.any(Array) });
});

test.each([
  ['a letter outside ASCII', 'KEYé0123'],
  ['a zero width space', 'KEY0123\u{200b}'],
  ['a space within', 'KEY0123 45'],
])('D19: an API key with %s: not ready, named by the secret’s name alone, and never sent', async (_what, key) => {
  const host = await startWith({ 'telnyx-api-key': key });
  const text = await (await fetch(endpoint(host, '/health/ready'))).text();
  expect(JSON.parse(text)).toMatchObject({ ready: false, checks: { ...GOOD, vault: false, telnyx: false }, unusable: ['telnyx-api-key'] });
  for (const written of [text, host.log()]) expect(written).not.toContain(key.slice(0, 7));
});
