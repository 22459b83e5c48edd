import { describe, expect, test } from '@jest/globals';
import { parseKeySet, UnusableSecretError } from '../../../infra/keys/key-set.ts';
import { KINDS, type KeyKind } from '../../../infra/keys/kinds.ts';
import { makeSeed } from '../../../infra/local/cloud/vault/seed.ts';
import { makeSigningJwk } from '../../support/keys.ts';

const kindOf = (secret: KeyKind['secret']): KeyKind => {
  const kind = KINDS.find((each) => each.secret === secret);
  if (!kind) throw new Error(secret);
  return kind;
};
const signing = kindOf('mcp-signing-keys');
const seal = kindOf('mcp-seal-keys');

test.each(KINDS)('$secret of a new vault is a set, and what is not ours in it stays', async (kind) => {
  const { secrets } = await makeSeed(undefined);
  const value: unknown = { ...JSON.parse(secrets[kind.secret]), note: 'kept' };
  expect(await parseKeySet(kind, JSON.stringify(value))).toEqual(value);
});

describe('a sealing set', () => {
  test.each([
    ['is no JSON', 'the-content'],
    ['is no object', '["the-content"]'],
    ['has no keys', '{"active":"the-content","keys":[]}'],
    ['does not hold its active key', '{"active":"a","keys":[{"kid":"b","k":"the-content"}]}'],
    ['has two keys of one name', '{"active":"a","keys":[{"kid":"a","k":"the-content"},{"kid":"a","k":"B"}]}'],
    ['has names a terminal would act on', '{"active":"\\u001b[2J","keys":[{"kid":"\\u001b[2J","k":"the-content"}]}'],
    ['has a key without material', '{"active":"a","keys":[{"kid":"a","k":""}]}'],
    ['has a date that is none', '{"active":"a","keys":[{"kid":"a","k":"the-content","published":"today"}]}'],
  ])('is refused where it %s, without a word of its content', async (_what, value) => {
    const error: unknown = await parseKeySet(seal, value).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnusableSecretError);
    expect(String(error)).not.toContain('the-content');
  });
});

describe('a signing set', () => {
  const parseOne = async (change: object) => {
    const key = { ...(await makeSigningJwk()), ...change };
    return parseKeySet(signing, JSON.stringify({ active: key.kid, keys: [key] }));
  };

  test.each([
    ['has no private part', { d: undefined }],
    ['has another name than its thumbprint', { kid: 'other' }],
    ['is on another curve', { crv: 'P-384' }],
    ['is of another type', { kty: 'RSA' }],
  ])('is refused where its active key %s', async (_what, change) => {
    await expect(parseOne({})).resolves.toBeDefined();
    await expect(parseOne(change)).rejects.toBeInstanceOf(UnusableSecretError);
  });
});
