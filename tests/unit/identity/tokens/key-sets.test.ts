import { beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { parseKeySet } from '../../../../infra/keys/key-set.ts';
import { KINDS, type KeyKind } from '../../../../infra/keys/kinds.ts';
import {
  checkSealKeys,
  createSealer,
  createSigner,
  createSigningKeyring,
  importSigningKeys,
  issueAccessToken,
  tokenNames,
} from '../../../../shared/identity/tokens/index.ts';
import { cacheSecrets, SecretUnavailableError } from '../../../../shared/platform/secrets/index.ts';
import { makeSealKey, makeSecrets, makeSigningJwk } from '../../../support/keys.ts';

const ORIGIN = 'https://app.example.com';
const State = z.object({ value: z.string() });
const MINUTE = 60_000;

type SigningJwk = Awaited<ReturnType<typeof makeSigningJwk>>;
type SealKey = ReturnType<typeof makeSealKey>;

const text = (active: unknown, ...keys: readonly unknown[]) => JSON.stringify({ active, keys });
const publicOnly = ({ d: _, ...jwk }: SigningJwk & { d?: string }) => jwk;

const kindOf = (secret: KeyKind['secret']): KeyKind => {
  const kind = KINDS.find((each) => each.secret === secret);
  if (!kind) throw new Error('No such kind.');
  return kind;
};

let jwks: readonly [SigningJwk, SigningJwk];
beforeAll(async () => {
  jwks = [await makeSigningJwk(), await makeSigningJwk()];
});
const seals = [makeSealKey(), makeSealKey()] as const;

/** Signing key sets with a mistake that an operator could make. */
const SPOILT_SIGNING: readonly (readonly [string, (one: SigningJwk, other: SigningJwk) => string])[] = [
  ['no JSON', () => '<html>'],
  ['half of it', (one) => text(one.kid, one).slice(0, 80)],
  ['no keys', (one) => text(one.kid)],
  ['an active key that is not there', (one, other) => text(other.kid, one)],
  ['no active key', (one) => text(undefined, one)],
  ['an active key without its private part', (one) => text(one.kid, publicOnly(one))],
  ['another key under the same kid', (one, other) => text(one.kid, one, { ...publicOnly(other), kid: one.kid })],
  ['the same key twice', (one) => text(one.kid, one, publicOnly(one))],
  ['a kid that is no thumbprint', (one) => text('mine', { ...one, kid: 'mine' })],
  ['an older key whose kid is no thumbprint', (one, other) => text(one.kid, one, { ...publicOnly(other), kid: 'old' })],
  ['an older key without a kid', (one, other) => text(one.kid, one, { ...publicOnly(other), kid: '' })],
  ['an older key whose kid is markup', (one, other) => text(one.kid, one, { ...publicOnly(other), kid: '"><script>' })],
  ['a private part of another key', (one, other) => text(one.kid, { ...one, d: (other as { d?: string }).d })],
  ['a point that is not on the curve', (one, other) => text(one.kid, { ...one, y: (other as { y?: string }).y })],
  ['another curve', (one) => text(one.kid, { ...one, crv: 'P-384' })],
  ['more keys than anybody needs', (one) => text(one.kid, ...Array.from({ length: 1_000 }, () => one))],
];

const SPOILT_SEALS: readonly (readonly [string, (one: SealKey, other: SealKey) => string])[] = [
  ['no JSON', () => '<html>'],
  ['no keys', (one) => text(one.kid)],
  ['an active key that is not there', (one, other) => text(other.kid, one)],
  ['another key under the same kid', (one, other) => text(one.kid, one, { ...other, kid: one.kid })],
  ['a kid that is markup', (one, other) => text(one.kid, one, { ...other, kid: '"><script>' })],
  ['an empty kid', (one, other) => text(one.kid, one, { ...other, kid: '' })],
  ['a key that is too short', (one) => text(one.kid, { ...one, k: one.k.slice(0, 22) })],
  ['an empty key', (one, other) => text(one.kid, one, { ...other, k: '' })],
  ['a key that is not base64url', (one) => text(one.kid, { ...one, k: `${one.k.slice(0, 41)}=+` })],
  ['a number for a key', (one) => text(one.kid, { ...one, k: 7 })],
  ['more keys than anybody needs', (one) => text(one.kid, one, ...Array.from({ length: 999 }, makeSealKey))],
];

describe('D18: signing keys', () => {
  test.each(SPOILT_SIGNING)('D18: %s is not a usable set', async (_what, spoil) => {
    await expect(importSigningKeys(spoil(...jwks))).rejects.toThrow();
  });

  test('D18: a new, an active and an older key make a set', async () => {
    const [one, other] = jwks;
    const third = publicOnly(await makeSigningJwk());
    const { kid, publicKeys } = await importSigningKeys(text(one.kid, one, other, third));
    expect(kid).toBe(one.kid);
    expect([...publicKeys.keys()]).toEqual([one.kid, other.kid, third.kid]);
  });

  test.each(SPOILT_SIGNING)('D18: on a running instance %s leaves the last good set in use, and is reported', async (_what, spoil) => {
    const time = { now: 0 };
    const vault = await makeSecrets(() => time.now);
    const ring = createSigningKeyring(vault.secrets);
    const before = await ring.current();
    vault.content['mcp-signing-keys'] = spoil(...jwks);
    time.now = 11 * MINUTE;
    expect((await ring.current()).kid).toBe(before.kid);
    expect((await ring.afterRotation()).kid).toBe(before.kid);
    expect(vault.unusable()).toEqual(['mcp-signing-keys']);
  });
});

describe('D18: seal keys', () => {
  test.each(SPOILT_SEALS)('D18: %s is not a usable set', async (_what, spoil) => {
    await expect(checkSealKeys(spoil(...seals))).rejects.toThrow();
  });

  test('D18: longer keys work too', async () => {
    const long = { kid: 'long', k: Buffer.alloc(64, 7).toString('base64url') };
    await expect(checkSealKeys(text('long', long, ...seals))).resolves.toBeUndefined();
  });

  test.each(SPOILT_SEALS)('D18, D20: on a running instance %s leaves the last good set in use', async (_what, spoil) => {
    const time = { now: 0 };
    const vault = await makeSecrets(() => time.now);
    const signed = await createSigner(vault.secrets, 'client', ORIGIN).sign({ value: 'x' });
    vault.content['mcp-seal-keys'] = spoil(...seals);
    time.now = 11 * MINUTE;
    // A new one, which has cached nothing from before the mistake.
    expect(await createSigner(vault.secrets, 'client', ORIGIN).read(signed, State)).toEqual({ value: 'x' });
    const sealer = createSealer(vault.secrets, 'code', ORIGIN);
    expect(await sealer.open(await sealer.seal({ value: 'y' }, 60), State)).toEqual({ value: 'y' });
    expect(vault.unusable()).toEqual(['mcp-seal-keys']);
  });

  test.each(SPOILT_SEALS)('D20: on a new instance %s makes nothing look forged', async (_what, spoil) => {
    const good = await makeSecrets();
    const signed = await createSigner(good.secrets, 'client', ORIGIN).sign({ value: 'x' });
    const sealed = await createSealer(good.secrets, 'code', ORIGIN).seal({ value: 'x' }, 60);
    const spoilt = spoil(...seals);
    const vault = await makeSecrets();
    vault.content['mcp-seal-keys'] = spoilt;
    // With and without the check when the secret is read.
    for (const secrets of [vault.secrets, cacheSecrets(() => Promise.resolve(spoilt))]) {
      const [signer, sealer] = [createSigner(secrets, 'client', ORIGIN), createSealer(secrets, 'code', ORIGIN)];
      await expect(signer.sign({ value: 'x' })).rejects.toBeInstanceOf(SecretUnavailableError);
      await expect(signer.read(signed, State)).rejects.toBeInstanceOf(SecretUnavailableError);
      await expect(sealer.seal({ value: 'x' }, 60)).rejects.toBeInstanceOf(SecretUnavailableError);
      await expect(sealer.open(sealed, State)).rejects.toBeInstanceOf(SecretUnavailableError);
    }
  });

  test('D20: a key that is newer than the last read set is unknown, not forged', async () => {
    const time = { now: 0 };
    const instance = await makeSecrets(() => time.now);
    await createSigner(instance.secrets, 'client', ORIGIN).sign({ value: 'x' });
    const { keys } = JSON.parse(instance.content['mcp-seal-keys']) as { keys: SealKey[] };
    const rotated = await makeSecrets();
    rotated.content['mcp-seal-keys'] = text(seals[0].kid, seals[0], ...keys);
    const signed = await createSigner(rotated.secrets, 'client', ORIGIN).sign({ value: 'x' });
    instance.content['mcp-seal-keys'] = 'spoilt';
    time.now = 13 * MINUTE;
    await expect(createSigner(instance.secrets, 'client', ORIGIN).read(signed, State)).rejects.toBeInstanceOf(SecretUnavailableError);
    instance.content['mcp-seal-keys'] = rotated.content['mcp-seal-keys'];
    time.now += MINUTE;
    expect(await createSigner(instance.secrets, 'client', ORIGIN).read(signed, State)).toEqual({ value: 'x' });
  });

  test('an unknown key is a forgery while the set is fresh', async () => {
    const elsewhere = await makeSecrets();
    elsewhere.content['mcp-seal-keys'] = text(seals[1].kid, seals[1]);
    const stranger = await createSigner(elsewhere.secrets, 'client', ORIGIN).sign({ value: 'x' });
    const { secrets } = await makeSecrets();
    expect(await createSigner(secrets, 'client', ORIGIN).read(stranger, State)).toBeUndefined();
  });
});

describe('D18: npm run keys', () => {
  const refusal = (secret: KeyKind['secret'], value: string) => parseKeySet(kindOf(secret), value).then(() => 'taken', String);

  test.each(SPOILT_SEALS)('D18: accepts no seal keys that the app would reject: %s', async (_what, spoil) => {
    expect(await refusal('mcp-seal-keys', spoil(...seals))).toContain('mcp-seal-keys is not a set of keys of this app');
  });

  /** Mistakes that only signing and verifying shows are left to the app. */
  const BY_USE = new Set(['a private part of another key', 'a point that is not on the curve']);

  test.each(SPOILT_SIGNING.filter(([what]) => !BY_USE.has(what)))(
    'D18: takes no signing keys that the app would refuse: %s',
    async (_what, spoil) => {
      expect(await refusal('mcp-signing-keys', spoil(...jwks))).toContain('mcp-signing-keys is not a set of keys of this app');
    },
  );

  test('D18, D19: and accepts those that the app accepts, also with a byte order mark and a line end', async () => {
    expect(await refusal('mcp-seal-keys', `\u{feff}${text(seals[0].kid, ...seals)}\r\n`)).toBe('taken');
    const [one, other] = jwks;
    expect(await refusal('mcp-signing-keys', `\u{feff}${text(one.kid, one, publicOnly(other))}\n`)).toBe('taken');
  });
});

test('D19: key sets with a byte order mark, blanks and line ends around them work', async () => {
  const vault = await makeSecrets();
  for (const name of ['mcp-signing-keys', 'mcp-seal-keys'] as const) vault.content[name] = `\u{feff} ${vault.content[name]}\r\n`;
  const person = { tenantId: 't', objectId: 'o', grantId: 'g', roles: ['Owner'] as const, scopes: [], clientId: 'c', ttlSeconds: 60 };
  await expect(issueAccessToken(person, tokenNames(ORIGIN), createSigningKeyring(vault.secrets))).resolves.toBeDefined();
  await expect(createSigner(vault.secrets, 'client', ORIGIN).sign({ value: 'x' })).resolves.toBeDefined();
  expect(vault.unusable()).toEqual([]);
});
