import { beforeEach, describe, expect, test } from '@jest/globals';
import { calculateJwkThumbprint } from 'jose';
import { MOST_KEYS } from '../../../infra/keys/key-set.ts';
import type { SecretName } from '../../../infra/keys/kinds.ts';
import { replaceAll, rotate } from '../../../infra/keys/rotation.ts';
import { updateSecrets } from '../../../infra/keys/update-secrets.ts';
import { VaultError, type Vault } from '../../../infra/keys/vault.ts';
import { makeSeed } from '../../../infra/local/cloud/vault/seed.ts';

const now = () => 1_800_000_000;
let secrets: Record<SecretName, string>;
let versions: { name: SecretName; value: string }[];
let reads: Record<SecretName, number>;

/** A vault in which `before` happens right before the numbered read of a secret. */
function vaultWith(before: (name: SecretName, count: number) => unknown = () => undefined): Vault {
  return {
    read(name) {
      before(name, ++reads[name]);
      const version = versions.findLastIndex((each) => each.name === name);
      return Promise.resolve({ value: versions[version]?.value ?? '', version: String(version) });
    },
    write: (name, value) => Promise.resolve(String(versions.push({ name, value }) - 1)),
  };
}

beforeEach(async () => {
  ({ secrets } = await makeSeed(undefined));
  versions = Object.entries(secrets).map(([name, value]) => ({ name: name as SecretName, value }));
  reads = { 'mcp-signing-keys': 0, 'mcp-seal-keys': 0 };
});

/** Somebody else writes a version of the secret. */
const rival = (name: SecretName) => versions.push({ name, value: secrets[name] });

describe('two people at once', () => {
  test('nothing is written over a version that came after the one that was read', async () => {
    const vault = vaultWith((name, count) => name === 'mcp-signing-keys' && count === 2 && rival(name));
    const outcomes = await updateSecrets(vault, rotate, now);
    expect(outcomes.map(({ problem }) => problem)).toEqual([
      expect.stringContaining('was changed by somebody else at the same time'),
      'mcp-seal-keys was not changed.',
    ]);
    expect(versions).toHaveLength(3);
  });

  test('whoever was overtaken is told, and does not claim to have done anything', async () => {
    const vault = vaultWith((name, count) => name === 'mcp-seal-keys' && count === 3 && rival(name));
    const [signing, seal] = await updateSecrets(vault, replaceAll, now);
    expect(signing?.problem).toBeUndefined();
    expect(seal).toMatchObject({ changes: [], problem: expect.stringContaining('their version is the current one') });
  });
});

test('the second secret is left alone where the first cannot be written', async () => {
  const vault: Vault = { ...vaultWith(), write: () => Promise.reject(new VaultError('no right')) };
  const outcomes = await updateSecrets(vault, rotate, now);
  expect(outcomes.map(({ problem }) => problem)).toEqual(['no right', 'mcp-seal-keys was not changed.']);
});

test('nothing is written where there would be more keys than a secret can hold', async () => {
  const { active, keys } = JSON.parse(secrets['mcp-signing-keys']) as { active: string; keys: object[] };
  const many = Array.from({ length: MOST_KEYS - keys.length }, async (_, index) => {
    const jwk = { kty: 'EC', crv: 'P-256', x: String(index).padStart(43, 'x'), y: 'y'.repeat(43) };
    return { ...jwk, kid: await calculateJwkThumbprint(jwk), retired: now() };
  });
  versions[0] = { name: 'mcp-signing-keys', value: JSON.stringify({ active, keys: [...keys, ...(await Promise.all(many))] }) };
  const outcomes = await updateSecrets(vaultWith(), rotate, now);
  expect(outcomes[0]).toMatchObject({ changes: [], problem: expect.stringContaining('is full') });
  expect(versions).toHaveLength(2);
});
