import { describe, expect, test } from '@jest/globals';
import { callId, createNumberSearch, entryOf } from '../../../../shared/guard/audit/index.ts';
import { createSealKeys } from '../../../../shared/identity/tokens/index.ts';
import { cacheSecrets, type Secrets } from '../../../../shared/platform/secrets/index.ts';
import { makeSealKey, makeSecrets } from '../../../support/keys.ts';
import { callOf, NOON } from './audited-calls.ts';

/** The fingerprints in the entry of a text. */
async function hashesOf(secrets: Secrets, to: string, from?: string): Promise<readonly string[]> {
  const call = callOf('send_message', { to, text: 'x', ...(from !== undefined && { from }) });
  const key = await createSealKeys(secrets, 'audit').active();
  return entryOf({ call, key, id: callId(NOON), at: NOON, outcome: 'ok' }).hashes;
}

const found = async (secrets: Secrets, number: string, hashes: readonly string[]) =>
  (await createNumberSearch(secrets)(number)).some((hash) => hashes.includes(hash));

describe('the search by number', () => {
  test.each(['+13125550111', '+1 (312) 555-0111', '1 312 555 0111', ' +1.312.555.0111 '])(
    'finds the recipient, written as "%s"',
    async (number) => {
      const { secrets } = await makeSecrets();
      expect(await found(secrets, number, await hashesOf(secrets, '+13125550111'))).toBe(true);
      expect(await found(secrets, number, await hashesOf(secrets, '+13125550112'))).toBe(false);
    },
  );

  test('finds the sender, and a short code', async () => {
    const { secrets } = await makeSecrets();
    const hashes = await hashesOf(secrets, '12345', '+13125550100');
    expect(await found(secrets, '+13125550100', hashes)).toBe(true);
    expect(await found(secrets, '12345', hashes)).toBe(true);
  });

  test.each(['', '+', '+1312', 'nobody', '5550111 or so', '9'.repeat(200)])(
    'has nothing for a text that is no whole number: %j',
    async (text) => {
      const { secrets } = await makeSecrets();
      await expect(createNumberSearch(secrets)(text)).resolves.toEqual([]);
    },
  );

  test('G21: finds what was written before the keys were rotated, and not what lost its key', async () => {
    const [first, next] = [makeSealKey(), makeSealKey()];
    const withKeys = (...keys: (typeof first)[]) => cacheSecrets(() => Promise.resolve(JSON.stringify({ active: keys.at(-1)?.kid, keys })));
    const hashes = await hashesOf(withKeys(first), '+13125550111');
    expect(await found(withKeys(first, next), '+13125550111', hashes)).toBe(true);
    expect(await found(withKeys(next), '+13125550111', hashes)).toBe(false);
  });

  test('says so where no key can be had', async () => {
    const search = createNumberSearch(cacheSecrets(() => Promise.reject(new Error('down'))));
    await expect(search('+13125550111')).rejects.toMatchObject({ code: 'secret_unavailable' });
  });
});
