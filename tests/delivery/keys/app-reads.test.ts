import { beforeEach, describe, expect, test } from '@jest/globals';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { parseKeySet, type KeySet } from '../../../infra/keys/key-set.ts';
import { KINDS } from '../../../infra/keys/kinds.ts';
import { replaceAll, rotate, type Advance } from '../../../infra/keys/rotation.ts';
import { createSealer, createSigner, createSigningKeyring } from '../../../shared/identity/tokens/index.ts';
import { cacheSecrets } from '../../../shared/platform/secrets/index.ts';
import { makeSecrets } from '../../support/keys.ts';

const origin = 'https://app.example.com';
const State = z.object({ value: z.string() });
let content: Record<string, string>;
let now: number;

beforeEach(async () => {
  ({ content } = await makeSecrets());
  now = 1_800_000_000;
});

/** An instance of the app that has read nothing yet. */
const instance = () => cacheSecrets((name) => Promise.resolve(content[name] ?? ''));

/** Takes a step, so many seconds later. */
async function step(advance: Advance, seconds: number): Promise<void> {
  now += seconds;
  for (const kind of KINDS) {
    const set: KeySet = await parseKeySet(kind, content[kind.secret] ?? '');
    content[kind.secret] = JSON.stringify((await advance(kind, set, now)).set);
  }
}

const sign = async () => {
  const { kid, privateKey } = await createSigningKeyring(instance()).current();
  return { kid, token: await new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey) };
};

/** Whether an instance without any memory verifies it. */
const verifies = async ({ kid, token }: Awaited<ReturnType<typeof sign>>): Promise<boolean> => {
  const key = (await createSigningKeyring(instance()).current()).publicKeys.get(kid);
  return key !== undefined && (await jwtVerify(token, key)).protectedHeader.kid === kid;
};

describe('what the app reads', () => {
  test('tokens and sealed state from before a rotation stay good through all of it, and new ones are of the new key', async () => {
    const token = await sign();
    const sealed = await createSealer(instance(), 'consent', origin).seal({ value: 'x' }, 3_600);
    const signed = await createSigner(instance(), 'client', origin).sign({ value: 'x' });
    for (const pause of [0, 12 * 60, 60]) {
      await step(rotate, pause);
      expect(await verifies(token)).toBe(true);
      expect(await createSealer(instance(), 'consent', origin).open(sealed, State)).toEqual({ value: 'x' });
      expect(await createSigner(instance(), 'client', origin).read(signed, State)).toEqual({ value: 'x' });
    }
    expect((await sign()).kid).not.toBe(token.kid);
  });

  test('an instance that read before the activation verifies what one that read after it signs', async () => {
    await step(rotate, 0);
    const before = createSigningKeyring(instance());
    await before.current();
    await step(rotate, 12 * 60);
    const { kid, token } = await sign();
    const key = (await before.current()).publicKeys.get(kid);
    if (!key) throw new Error('The instance does not know the published key.');
    await expect(jwtVerify(token, key)).resolves.toBeDefined();
  });

  test('nothing from before a rescue is good any more', async () => {
    const token = await sign();
    const sealed = await createSealer(instance(), 'consent', origin).seal({ value: 'x' }, 3_600);
    await step(replaceAll, 0);
    expect(await verifies(token)).toBe(false);
    expect(await createSealer(instance(), 'consent', origin).open(sealed, State)).toBeUndefined();
    expect(await verifies(await sign())).toBe(true);
  });

  test('the public key set shows every key, and of each the public members only', async () => {
    await step(rotate, 0);
    await step(rotate, 12 * 60);
    await step(rotate, 60);
    const { jwks } = await createSigningKeyring(instance()).current();
    expect(jwks.keys).toHaveLength(3);
    for (const key of jwks.keys) expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });
});
