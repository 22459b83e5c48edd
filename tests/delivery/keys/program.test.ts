import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { makeSeed } from '../../../infra/local/cloud/vault/seed.ts';
import { NAMES, startVault, type VaultPlace } from './vault-place.ts';

// Many programs, one after the other.
jest.setTimeout(180_000);

const MINUTE = 60;
const DAY = 86_400;

let place: VaultPlace;
const started = async (secrets?: Readonly<Record<string, string>>) => (place = await startVault(secrets));
afterEach(() => place.stop());

/** A vault as a new local app has it: keys without any mark of ours. */
const seeded = async () => started((await makeSeed(undefined)).secrets);

/** The states of both secrets, as `list --json` shows them. */
async function states(): Promise<unknown> {
  const { stdout } = await place.keys('list', '--json');
  const { secrets } = JSON.parse(stdout) as { secrets: { keys: { state: string }[] }[] };
  return secrets.map(({ keys }) => keys.map(({ state }) => state));
}

describe('an empty vault', () => {
  test.each(['rotate', 'create'])('gets both secrets from %s', async (command) => {
    await started();
    expect(await place.keys('list')).toMatchObject({ code: 0, output: expect.stringMatching(/mcp-signing-keys +missing/) });
    const { code, output } = await place.keys(command);
    expect(code).toBe(0);
    expect(output).toMatch(/mcp-signing-keys: created its first key, [\w-]{8}…, which is active\./);
    for (const name of NAMES) {
      const { active, keys } = await place.read(name);
      expect(keys).toEqual([expect.objectContaining({ kid: active, published: expect.any(Number), activated: expect.any(Number) })]);
    }
  });
});

describe('create', () => {
  test('makes the one that is missing and leaves the other as it is', async () => {
    const { 'mcp-seal-keys': seal } = (await makeSeed(undefined)).secrets;
    await started({ 'mcp-seal-keys': seal });
    expect((await place.keys('create')).code).toBe(0);
    expect(await place.controls.read('mcp-seal-keys')).toBe(seal);
    const both = await place.held();
    expect((await place.keys('create')).output).toContain('mcp-signing-keys: nothing to do.');
    expect(await place.held()).toEqual(both);
  });
});

describe('rotate', () => {
  test('publishes, waits, activates, and drops each kind when nothing needs it any more', async () => {
    await seeded();
    const before = await place.read('mcp-signing-keys');

    const published = await place.keys('rotate');
    expect(published).toMatchObject({ code: 0, output: expect.stringMatching(/published the new key [\w-]{8}…/) });
    expect(published.output).toMatch(/next, rotate activates [\w-]{8}…, from \d{4}-\d\d-\d\d \d\d:\d\d on\./);
    expect(await states()).toEqual([
      ['active', 'next'],
      ['active', 'next'],
    ]);
    expect(await place.read('mcp-signing-keys')).toMatchObject({ active: before.active, keys: [before.keys[0], {}] });

    const early = await place.held();
    expect((await place.keys('rotate')).output).not.toContain('activated');
    expect(await place.held()).toEqual(early);

    await place.age(12 * MINUTE);
    expect((await place.keys('rotate')).output).toMatch(/activated [\w-]{8}…: from now on it makes all access tokens\./);
    expect(await states()).toEqual([
      ['retired', 'active'],
      ['retired', 'active'],
    ]);
    const { active, keys } = await place.read('mcp-signing-keys');
    expect(active).not.toBe(before.active);
    expect(keys[0]).not.toHaveProperty('d');
    expect(keys[1]).toHaveProperty('d');

    await place.age(8 * DAY);
    const dropped = await place.keys('rotate', '--json');
    expect(JSON.parse(dropped.stdout)).toMatchObject({
      vault: place.vault,
      secrets: [
        { secret: 'mcp-signing-keys', done: [{ step: 'drop', kid: before.active }, { step: 'publish' }], problem: null },
        { secret: 'mcp-seal-keys', done: [{ step: 'publish' }], problem: null },
      ],
    });
    await place.age(83 * DAY);
    expect((await place.keys('rotate')).code).toBe(0);
    // Both next keys became active meanwhile; the sealing key of the first day is gone, as its 91 days are over.
    expect(await states()).toEqual([
      ['retired', 'active'],
      ['retired', 'active'],
    ]);
  });

  test('--wait takes both steps, and says how long it waits', async () => {
    await seeded();
    await place.keys('rotate');
    // All that is left for the start of the program.
    await place.publish(12 * MINUTE - 15);
    const { code, output, stdout } = await place.keys('rotate', '--wait');
    expect(code).toBe(0);
    expect(output).toMatch(/Waiting until \d{4}-\d\d-\d\d \d\d:\d\d: 1 min\./);
    expect(stdout).toMatch(/mcp-seal-keys: activated/);
    expect(await states()).toEqual([
      ['retired', 'active'],
      ['retired', 'active'],
    ]);
  });
});

describe('rotate --now', () => {
  test('says what will break and changes nothing without --yes', async () => {
    await seeded();
    const before = await place.held();
    const { code, output, stdout } = await place.keys('rotate', '--now');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(output).toMatch(/every access token and refresh token[\s\S]*login[\s\S]*registration[\s\S]*--yes/);
    expect(await place.held()).toEqual(before);
  });

  test('with --yes leaves one new key of each kind, and nothing of the old ones, published or retired', async () => {
    await seeded();
    await place.keys('rotate');
    await place.age(12 * MINUTE);
    await place.keys('rotate');
    await place.keys('rotate');
    const old = await Promise.all(NAMES.map(async (name) => (await place.read(name)).keys.map(({ kid }) => kid)));
    expect(old.map(({ length }) => length)).toEqual([3, 3]);
    expect((await place.keys('rotate', '--now', '--yes')).code).toBe(0);
    for (const name of NAMES) {
      const { active, keys } = await place.read(name);
      expect(keys.map(({ kid }) => kid)).toEqual([active]);
      expect(old.flat()).not.toContain(active);
    }
  });
});

describe('list', () => {
  test('is a table with state, since and what is next, in which keys without marks have no date', async () => {
    await seeded();
    expect((await place.keys('list')).stdout).toMatch(/mcp-signing-keys +[\w-]{8}… +active +unknown\n/);
    await place.keys('rotate');
    const { code, stdout } = await place.keys('list');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^secret +key +state +since +next$/m);
    expect(stdout).toMatch(
      /^mcp-seal-keys +[\w-]{8}… +next +\d{4}-\d\d-\d\d \d\d:\d\d +rotate activates it from \d{4}-\d\d-\d\d \d\d:\d\d$/m,
    );
  });
});

describe('a secret that is not a set of keys of this app', () => {
  test('is refused without a word of its content, and both stay as they are', async () => {
    await started({ ...(await makeSeed(undefined)).secrets, 'mcp-seal-keys': '{"active":"the-content","keys":["the-content"]}' });
    const before = await place.held();
    for (const args of [['rotate'], ['rotate', '--now', '--yes'], ['create'], ['list']]) {
      const { code, output } = await place.keys(...args);
      expect(code).toBe(1);
      expect(output).toMatch(/^mcp-seal-keys is not a set of keys of this app\. Nothing was changed\./m);
      expect(output).not.toContain('the-content');
    }
    expect(await place.held()).toEqual(before);
  });
});

describe('a vault', () => {
  test.each([
    ['that refuses', { forbidden: ['mcp-seal-keys'] }, /mcp-seal-keys cannot be read: .*Key Vault Secrets Officer/],
    ['that is down', { down: true }, /cannot be read: unexpected answer of the vault \(503/],
  ])('%s is told in a sentence, and nothing is written', async (_what, faults, words) => {
    await seeded();
    const before = await place.held();
    await place.controls.set(faults);
    const { code, output } = await place.keys('rotate');
    expect(code).toBe(1);
    expect(output).toMatch(words);
    expect(output).not.toContain('    at ');
    await place.controls.set({});
    expect(await place.held()).toEqual(before);
  });
});

describe('the command line', () => {
  test.each([
    ['no command', [], /The command must be one of list, create, rotate/],
    ['an unknown command', ['delete'], /The command must be one of/],
    ['two commands', ['list', 'rotate'], /One command/],
    ['an unknown option', ['rotate', '--force'], /--force/],
    ['list --now', ['list', '--now'], /options of rotate/],
    ['--now with --wait', ['rotate', '--now', '--wait', '--yes'], /exclude each other/],
    ['--yes alone', ['rotate', '--yes'], /--yes is an option/],
    [
      'a vault that is none of Azure',
      ['rotate', '--vault', 'https://vault.azure.net.example.com'],
      /must be https:\/\/NAME\.vault\.azure\.net/,
    ],
  ])('with %s is refused, with what is wrong', async (_what, args, words) => {
    await started();
    const { code, output, stdout } = await place.keys(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(output).toMatch(words);
    expect(output).not.toContain('    at ');
  });

  test('is explained by --help', async () => {
    await started();
    expect(await place.keys('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('npm run keys') });
  });
});
