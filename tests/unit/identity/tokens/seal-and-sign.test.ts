import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { createSealer } from '../../../../shared/identity/tokens/index.ts';
import { makeSecrets } from '../../../support/keys.ts';

const State = z.object({ value: z.string() });
const origin = 'https://app.example.com';

describe('sealed state', () => {
  test('opens for the same purpose and origin only', async () => {
    const { secrets } = await makeSecrets();
    const value = 'what nobody may read';
    const sealed = await createSealer(secrets, 'login', origin).seal({ value }, 60);
    for (const part of sealed.split('.')) expect(Buffer.from(part, 'base64url').toString('latin1')).not.toContain(value);
    await expect(createSealer(secrets, 'login', origin).open(sealed, State)).resolves.toEqual({ value });
    await expect(createSealer(secrets, 'token-page', origin).open(sealed, State)).resolves.toBeUndefined();
    await expect(createSealer(secrets, 'login', 'https://other.example').open(sealed, State)).resolves.toBeUndefined();
  });

  test('does not open if it is expired, changed, of another shape or of another key', async () => {
    const { secrets } = await makeSecrets();
    const sealer = createSealer(secrets, 'login', origin);
    const sealed = await sealer.seal({ value: 'x' }, 60);
    await expect(sealer.open(await sealer.seal({ value: 'x' }, -60), State)).resolves.toBeUndefined();
    await expect(sealer.open(`${sealed.slice(0, -6)}AAAAAA`, State)).resolves.toBeUndefined();
    await expect(sealer.open(sealed, z.object({ other: z.string() }))).resolves.toBeUndefined();
    await expect(sealer.open('nonsense', State)).resolves.toBeUndefined();
    const other = createSealer((await makeSecrets()).secrets, 'login', origin);
    await expect(other.open(sealed, State)).resolves.toBeUndefined();
  });

  test('of the previous key still opens after a rotation', async () => {
    const { secrets, content } = await makeSecrets();
    const sealed = await createSealer(secrets, 'login', origin).seal({ value: 'x' }, 60);
    const rotated = await makeSecrets();
    const { keys } = JSON.parse(content['mcp-seal-keys']) as { keys: object[] };
    const fresh = { kid: 's2', k: 'A'.repeat(43) };
    rotated.content['mcp-seal-keys'] = JSON.stringify({ active: 's2', keys: [fresh, ...keys] });
    await expect(createSealer(rotated.secrets, 'login', origin).open(sealed, State)).resolves.toEqual({ value: 'x' });
  });
});
