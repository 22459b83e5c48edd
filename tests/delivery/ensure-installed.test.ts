import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { run } from '../support/running-app.ts';

const PROGRAM = 'infra/build/ensure-installed.mjs';
const PACKAGES = { '': {}, 'node_modules/one': { version: '1.0.0' }, 'node_modules/other': { version: '2.0.0', optional: true } };

/** A project with one package, and an npm that does as told. */
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'installed-'));
  for (const path of ['infra/build', 'node_modules/one', 'bin']) await mkdir(join(folder, path), { recursive: true });
  await cp(PROGRAM, join(folder, PROGRAM));
  for (const file of ['package-lock.json', 'node_modules/.package-lock.json']) {
    await writeFile(join(folder, file), JSON.stringify({ packages: PACKAGES }));
  }
  await writeFile(join(folder, 'node_modules/one/package.json'), '{}');
});
afterEach(() => rm(folder, { recursive: true }));

async function ensure(npm: string) {
  const path = join(folder, 'bin', 'npm');
  await writeFile(path, `#!/bin/sh\n${npm}\n`);
  await chmod(path, 0o755);
  const program = run(PROGRAM, [], { PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}` }, [], folder);
  return { code: await program.exited, output: program.output() };
}

describe('the check of the packages', () => {
  test('says nothing where they are all there', async () => {
    expect(await ensure('echo called')).toEqual({ code: 0, output: '' });
  });

  test('installs again where somebody deleted a folder, although npm still lists it, and says how much and how long', async () => {
    await rm(join(folder, 'node_modules/one'), { recursive: true });
    const { code, output } = await ensure('echo "npm $*"');
    expect(code).toBe(0);
    expect(output).toMatch(/^Installing 1 packages \(npm ci\): 1 to 5 minutes, 0\.9 GB on disk, once\.$/m);
    expect(output).toContain('npm ci --no-audit');
  });

  test('installs where a version is another one', async () => {
    await writeFile(
      join(folder, 'node_modules/.package-lock.json'),
      JSON.stringify({ packages: { 'node_modules/one': { version: '0.9.0' } } }),
    );
    expect((await ensure('echo "npm $*"')).output).toContain('npm ci');
  });

  test('says one sentence of its own where npm fails, and ends with its exit code', async () => {
    await rm(join(folder, 'node_modules/one'), { recursive: true });
    const { code, output } = await ensure('echo "npm error network" >&2; exit 7');
    expect(code).toBe(7);
    expect(output.split('\n').at(-1)).toBe(
      'The packages could not be installed: npm says why above. Check the network and the proxy, then run: npm ci',
    );
  });
});
