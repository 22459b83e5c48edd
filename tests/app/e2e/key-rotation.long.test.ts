import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import {
  comeBack,
  legacy,
  login,
  loginUntilCallback,
  run,
  type RunningApp,
  tokenOn,
  use,
  useApp,
  vaultControls,
} from '../../support/index.ts';
import { connect, type Connected, refresh, tokensOf } from '../../support/oauth/index.ts';

const NAMES = ['mcp-signing-keys', 'mcp-seal-keys'] as const;
const KeySet = z.looseObject({ keys: z.array(z.looseObject({ published: z.number().optional() })) });

/** Two instances of one app, as behind one address. */
const first = useApp();
const second = use(() => first.startInstance());

async function keys(...args: string[]): Promise<void> {
  const program = run('infra/keys/main.ts', args, first.env);
  if ((await program.exited) !== 0) throw new Error(program.output());
}

/** As if the newest keys had been published twelve minutes earlier. */
async function letTwelveMinutesPass(): Promise<void> {
  const vault = vaultControls(first);
  for (const name of NAMES) {
    const set = KeySet.parse(JSON.parse(await vault.read(name)));
    const older = set.keys.map((key) => (key.published === undefined ? key : { ...key, published: key.published - 720 }));
    await vault.write(name, JSON.stringify({ ...set, keys: older }));
  }
}

async function statusOf(host: RunningApp, token: string): Promise<number> {
  const response = await legacy(host, 'tools/list', {}, { token });
  await response.arrayBuffer();
  return response.status;
}

/**
 * Asks for the tools with each token at both instances, over and over.
 *
 * @returns how often each status came; its end.
 */
function startTraffic(tokens: readonly string[]) {
  const statuses = new Map<number, number>();
  let on = true;
  const loops = tokens.flatMap((token) =>
    [first, second].map(async (host) => {
      while (on) {
        const status = await statusOf(host, token);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        await pause(20);
      }
    }),
  );
  const stop = async () => {
    on = false;
    await Promise.all(loops);
  };
  return { statuses, stop };
}

/** A login from the token page on: begun at Microsoft, its callback not called yet. */
type Pending = Awaited<ReturnType<typeof loginUntilCallback>>;

/**
 * Ends a login at this instance.
 *
 * @returns the token of the page.
 */
async function finishLogin({ callback, cookie }: Pending, host: RunningApp): Promise<string> {
  const { cookies } = await comeBack(new URL(callback.pathname + callback.search, host.url), cookie);
  const jar = cookies.map((each) => each.split(';')[0] ?? '').join('; ');
  const page = await (await fetch(`${host.url}/test-auth`, { headers: { cookie: jar } })).text();
  return tokenOn({ text: page }) ?? '';
}

const kidOf = (token: string) => decodeProtectedHeader(token).kid;
const refreshAt = (host: RunningApp, { request, tokens }: Connected) =>
  refresh(`${host.url}/token`, request.clientId, tokens.refresh_token);
const authorizeAt = (host: RunningApp, { request }: Connected) =>
  fetch(new URL(request.url.pathname + request.url.search, host.url), { redirect: 'manual' });

test('no request fails during a rotation: what was made before stays good everywhere, what is made after is accepted everywhere', async () => {
  const connected = await connect(first);
  const old = await login(first);
  const pending = await loginUntilCallback(first);
  const { statuses, stop } = startTraffic([old, connected.tokens.access_token]);
  try {
    await rotateUnderTraffic();
  } finally {
    await stop();
  }
  expect([...statuses.keys()]).toEqual([200]);
  expect(statuses.get(200)).toBeGreaterThan(10);

  async function rotateUnderTraffic() {
    await keys('rotate');
    await letTwelveMinutesPass();
    await keys('rotate');

    // The two first instances still hold the keys of their start; a third one already has the new ones.
    const third = await first.startInstance();
    const fresh = await login(first);
    expect(kidOf(fresh)).toBe(kidOf(old));
    const token = await finishLogin(await loginUntilCallback(third), third);
    expect(kidOf(token)).not.toBe(kidOf(old));
    // A login that was begun with the old sealing key ends at an instance that seals with the new one, and the other way round.
    const crossed = [await finishLogin(pending, third), await finishLogin(await loginUntilCallback(third), second)];
    const refreshed = tokensOf(await refreshAt(third, connected));
    expect((await authorizeAt(third, connected)).status).toBe(200);
    for (const host of [first, second, third]) {
      for (const each of [old, fresh, token, ...crossed, refreshed.access_token]) expect(await statusOf(host, each)).toBe(200);
    }

    const jwks = await (await fetch(`${third.url}/.well-known/jwks.json`)).json();
    expect(jwks.keys).toHaveLength(2);
    for (const key of jwks.keys) expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  }
}, 120_000);

test('D28: after a rescue nothing from before is accepted, by new instances at once and by running ones as soon as they notice', async () => {
  const connected = await connect(first);
  const old = await finishLogin(await loginUntilCallback(second), second);
  await keys('rotate', '--now', '--yes');

  const fourth = await first.startInstance();
  for (const token of [old, connected.tokens.access_token]) expect(await statusOf(fourth, token)).toBe(401);
  // To the client it is a stranger now: it registers and logs in anew.
  expect(await refreshAt(fourth, connected)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  expect((await authorizeAt(fourth, connected)).status).toBe(400);

  const token = await finishLogin(await loginUntilCallback(fourth), fourth);
  expect(await statusOf(fourth, token)).toBe(200);
  // A token of a key that they do not know makes running instances read the vault anew, at most once in half a minute.
  for (const host of [first, second]) {
    for (let tries = 0; tries < 80 && (await statusOf(host, token)) !== 200; tries++) await pause(500);
    expect(await statusOf(host, token)).toBe(200);
    expect(await statusOf(host, old)).toBe(401);
  }
}, 120_000);
