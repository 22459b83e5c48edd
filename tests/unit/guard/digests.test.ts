import { expect, test } from '@jest/globals';
import { createDigests } from '../../../shared/guard/digests/index.ts';
import { cacheSecrets } from '../../../shared/platform/index.ts';
import { makeSecrets } from '../../support/keys.ts';
import { callOf, factsFor } from './facts/guarded-call.ts';

async function digestsOf(name: string, given: Readonly<Record<string, unknown>>) {
  const { content } = await vault;
  const digests = createDigests(cacheSecrets((secret) => Promise.resolve(content[secret])));
  return digests.ofCall(await callOf(name, given), await factsFor(name, given));
}
const vault = Promise.resolve(makeSecrets());

test('G24: a sender that a profile chooses is another one in another profile', async () => {
  const text = { to: '+13125550144', text: 'Hello' };
  const [one, other] = ['40017f2b-73a1-4a67-a1b2-53a2ba0e5bd2', '5f2c9a10-73a1-4a67-a1b2-53a2ba0e5bd2'];
  const { sender } = await digestsOf('send_message', { ...text, messaging_profile_id: one });
  expect(sender).toHaveLength(1);
  expect((await digestsOf('send_message', { ...text, text: 'Other words', messaging_profile_id: one })).sender).toEqual(sender);
  expect((await digestsOf('send_message', { ...text, messaging_profile_id: other })).sender).not.toEqual(sender);
  expect((await digestsOf('send_message', text)).sender).toEqual([]);
});

test('a file whose content ends within a character has digests', async () => {
  const file = { bucket_name: 'files', key: 'notes.txt', content: 'half \ud83d' };
  expect((await digestsOf('upload_file', file)).what).toEqual([expect.stringMatching(/^[\w-]{22}$/)]);
});
