import { describe, expect, test } from '@jest/globals';
import { cacheSecrets, checkApiKey, checkedSource, UnusableSecretError } from '../../../../shared/platform/secrets/index.ts';

/** A source whose value can be changed; only the API key is looked at. */
function setup(value: string) {
  const state = { value, now: 0 };
  const told: string[] = [];
  const any = () => undefined;
  const { source, unusable } = checkedSource(
    () => Promise.resolve(state.value),
    { 'telnyx-api-key': checkApiKey, 'mcp-signing-keys': any, 'mcp-seal-keys': any },
    ({ message }) => told.push(message),
  );
  return { state, source, unusable, told, secrets: cacheSecrets(source, () => state.now) };
}

const KEY = 'KEY0123_abc';

describe('secrets as they are read', () => {
  test.each([
    ['a line end', `${KEY}\n`],
    ['a Windows line end', `${KEY}\r\n`],
    ['blanks', `  ${KEY}\t `],
    ['a byte order mark', `\u{feff}${KEY}`],
    ['a byte order mark and line ends', `\u{feff}\r\n${KEY}\r\n\r\n`],
    ['a no-break space', `\u{a0}${KEY}\u{a0}`],
  ])('D19: %s around a value is no part of it', async (_what, value) => {
    for (const name of ['telnyx-api-key', 'mcp-signing-keys', 'mcp-seal-keys'] as const) {
      expect(await setup(value).source(name)).toBe(KEY);
    }
  });

  test.each([
    ['nothing', ''],
    ['blanks alone', ' \n'],
    ['a space within', 'KEY0123 abc'],
    ['a line end within', 'KEY0123\nabc'],
    ['a zero width space', `${KEY}\u{200b}`],
    ['a letter outside ASCII', 'KEY0123é'],
    ['a control character', 'KEY0123\u{0}'],
    ['a page', '<html><body>Not found</body></html>\u{2028} x'],
  ])('D19: an API key that holds %s is refused, and named without its value', async (_what, value) => {
    const { source, unusable, told } = setup(value);
    const error = await source('telnyx-api-key').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnusableSecretError);
    expect(unusable()).toEqual(['telnyx-api-key']);
    expect(told).toEqual(['The secret telnyx-api-key cannot be used.']);
  });

  test('D18: the last good value serves on, it is told once, and the name goes when the value is good again', async () => {
    const { state, secrets, unusable, told } = setup(KEY);
    expect(await secrets.get('telnyx-api-key')).toBe(KEY);
    state.value = 'not a key';
    for (let minutes = 10; minutes < 20; minutes++) {
      state.now = minutes * 60_000;
      expect(await secrets.get('telnyx-api-key')).toBe(KEY);
    }
    expect(unusable()).toEqual(['telnyx-api-key']);
    expect(told).toHaveLength(1);
    state.value = `${KEY}2`;
    state.now = 21 * 60_000;
    expect(await secrets.get('telnyx-api-key')).toBe(`${KEY}2`);
    expect(unusable()).toEqual([]);
  });

  test('D18: without a good value before, the secret is not available', async () => {
    await expect(setup('not a key').secrets.get('telnyx-api-key')).rejects.toMatchObject({ name: 'SecretUnavailableError' });
  });

  test('a source that fails makes no secret unusable: what it holds is not known', async () => {
    const pass = () => undefined;
    const checks = { 'telnyx-api-key': pass, 'mcp-signing-keys': pass, 'mcp-seal-keys': pass };
    const { source, unusable } = checkedSource(() => Promise.reject(new Error('down')), checks, pass);
    await expect(source('telnyx-api-key')).rejects.toThrow('down');
    expect(unusable()).toEqual([]);
  });
});
