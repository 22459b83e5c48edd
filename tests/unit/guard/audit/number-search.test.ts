import { describe, expect, test } from '@jest/globals';
import { callId, createNumberSearch, entryOf } from '../../../../shared/guard/audit/index.ts';
import { createSealKeys } from '../../../../shared/identity/tokens/index.ts';
import { cacheSecrets } from '../../../../shared/platform/secrets/index.ts';
import { makeSealKey, makeSecrets } from '../../../support/keys.ts';
import { callOf, NOON } from './audited-calls.ts';

async function openSearch() {
  const made = await makeSecrets();
  const entry = async (to: string, from?: string) =>
    entryOf({
      call: callOf('send_message', { to, text: 'x', ...(from !== undefined && { from }) }),
      key: await createSealKeys(made.secrets, 'audit').active(),
      id: callId(NOON),
      at: NOON,
      outcome: 'ok',
    });
  return { ...made, entry, search: createNumberSearch(made.secrets) };
}

describe('the search by number', () => {
  test.each(['+13125550111', '+1 (312) 555-0111', '1 312 555 0111', ' +1.312.555.0111 '])(
    'finds the recipient, written as "%s"',
    async (number) => {
      const { search, entry } = await openSearch();
      await expect(search(number)(await entry('+13125550111'))).resolves.toBe(true);
      await expect(search(number)(await entry('+13125550112'))).resolves.toBe(false);
    },
  );

  test('finds the sender, and a short code', async () => {
    const { search, entry } = await openSearch();
    const found = await entry('12345', '+13125550100');
    await expect(search('+13125550100')(found)).resolves.toBe(true);
    await expect(search('12345')(found)).resolves.toBe(true);
  });

  test.each(['', '+1312555', 'nobody', 'x'.repeat(10_000)])('finds nothing for a text that is no whole number', async (text) => {
    const { search, entry } = await openSearch();
    await expect(search(text)(await entry('+13125550111'))).resolves.toBe(false);
  });

  test('G21: finds what was written before the keys were rotated, and not what lost its key', async () => {
    const { content, entry } = await openSearch();
    const before = await entry('+13125550111');
    const [first] = JSON.parse(content['mcp-seal-keys']).keys;
    const next = makeSealKey();
    const reads = { 'mcp-seal-keys': JSON.stringify({ active: next.kid, keys: [first, next] }) };
    const search = createNumberSearch(cacheSecrets(() => Promise.resolve(reads['mcp-seal-keys'])));
    await expect(search('+13125550111')(before)).resolves.toBe(true);
    reads['mcp-seal-keys'] = JSON.stringify({ active: next.kid, keys: [next] });
    const later = createNumberSearch(cacheSecrets(() => Promise.resolve(reads['mcp-seal-keys'])));
    await expect(later('+13125550111')(before)).resolves.toBe(false);
  });

  test('says so where no key can be had', async () => {
    const { entry } = await openSearch();
    const search = createNumberSearch(cacheSecrets(() => Promise.reject(new Error('down'))));
    await expect(search('+13125550111')(await entry('+13125550111'))).rejects.toMatchObject({ code: 'secret_unavailable' });
  });
});
