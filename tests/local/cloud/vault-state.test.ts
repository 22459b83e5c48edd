import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { calculateJwkThumbprint, importJWK, jwtVerify, SignJWT } from 'jose';
import { makeSeed } from '../../../infra/local/cloud/vault/seed.ts';
import { openStore } from '../../../infra/local/cloud/vault/store.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vault-state-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the seed of a new vault', () => {
  test('has a private ES256 key that signs, named by its thumbprint', async () => {
    const { active, keys } = JSON.parse((await makeSeed(undefined)).secrets['mcp-signing-keys']);
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatchObject({ kid: active, alg: 'ES256', use: 'sig', kty: 'EC', crv: 'P-256', d: expect.any(String) });
    expect(await calculateJwkThumbprint(keys[0])).toBe(active);
    const { d: _, ...publicJwk } = keys[0];
    const token = await new SignJWT({}).setProtectedHeader({ alg: 'ES256' }).sign(await importJWK(keys[0], 'ES256'));
    await expect(jwtVerify(token, await importJWK(publicJwk, 'ES256'))).resolves.toBeDefined();
  });

  test('has a seal key of 32 bytes', async () => {
    const { active, keys } = JSON.parse((await makeSeed(undefined)).secrets['mcp-seal-keys']);
    expect(keys).toEqual([{ kid: active, k: expect.any(String) }]);
    expect(Buffer.from(keys[0].k, 'base64url')).toHaveLength(32);
  });

  test('has the Telnyx key that is given, and none where none is', async () => {
    expect((await makeSeed('KEYlocal')).overrides).toEqual({ 'telnyx-api-key': 'KEYlocal' });
    expect((await makeSeed(undefined)).overrides).toEqual({});
  });
});

describe('the state file', () => {
  const open = (stateFile: string, secrets: Record<string, string>, overrides: Record<string, string> = {}) =>
    openStore({ stateFile, secrets, overrides });

  test('keeps values over a restart: they win over new seeds', () => {
    const file = join(folder, 'below', 'vault.json');
    open(file, { a: 'first', b: 'first' }).set('b', { value: 'changed', contentType: 'text/plain', tags: { t: '1' } });
    const again = open(file, { a: 'second', b: 'second', c: 'second' });
    expect(again.get('a')?.value).toBe('first');
    expect(again.get('b')).toMatchObject({ value: 'changed', contentType: 'text/plain', tags: { t: '1' } });
    expect(again.get('c')?.value).toBe('second');
    expect(again.names()).toEqual(['a', 'b', 'c']);
  });

  test('never holds an override, which always has the value given', () => {
    const file = join(folder, 'vault.json');
    open(file, { key: 'left over' });
    const store = open(file, {}, { key: 'given' });
    expect(store.get('key')?.value).toBe('given');
    store.set('other', { value: 'x' });
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')))).toEqual(['other']);
  });

  test('is readable by its owner only, and leaves no drafts', () => {
    const file = join(folder, 'vault.json');
    open(file, { a: 'x' }).set('a', { value: 'y' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['vault.json']);
  });

  test.each(['no json {"a":"the-value"', '{"a":"the-value"}', '[]'])(
    'that is not one is refused without telling its content: %s',
    (content) => {
      const file = join(folder, 'vault.json');
      writeFileSync(file, content);
      let message = '';
      try {
        open(file, {});
      } catch (error) {
        message = String(error);
      }
      expect(message).toContain(`${file} is not a state file`);
      expect(message).not.toContain('the-value');
      expect(readFileSync(file, 'utf8')).toBe(content);
    },
  );
});
