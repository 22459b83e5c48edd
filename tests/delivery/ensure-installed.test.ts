import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { run } from '../support/running-app.ts';

const PROGRAM = 'infra/build/ensure-installed.mjs';
const CLAIM = '.installing';
const INSTALLED = 'node_modules/.package-lock.json';
const MANIFEST = { dependencies: { app: '1.0.0' }, devDependencies: { builder: '1.0.0' } };
/** `builder` needs `part`, `other` is for other machines, `judge` is what tests/package.json asks for. */
const PACKAGES = {
  '': MANIFEST,
  'node_modules/app': { version: '1.0.0' },
  'node_modules/builder': { version: '1.0.0', dependencies: { part: '1.0.0' } },
  'node_modules/part': { version: '1.0.0' },
  'node_modules/other': { version: '2.0.0', optional: true },
  'node_modules/judge': { version: '1.0.0' },
  'node_modules/telnyx-mcp-tests': { resolved: 'tests', link: true },
};
const START = ['app', 'builder', 'part'];
const ALL = [...START, 'judge', 'telnyx-mcp-tests'];

/** A project, and an npm that does as told. */
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'installed-'));
  for (const path of [PROGRAM, 'infra/build/packages.mjs']) await cp(path, join(folder, path));
  await mkdir(join(folder, 'bin'));
  await write('package.json', MANIFEST);
  await write('package-lock.json', { packages: PACKAGES });
});
afterEach(() => rm(folder, { recursive: true }));

async function write(path: string, value: unknown) {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), typeof value === 'string' ? value : JSON.stringify(value));
}

/** As npm leaves it: the packages with a file each, then its list of them. */
async function install(names: readonly string[]) {
  for (const name of names) {
    await write(`node_modules/${name}/package.json`, {});
    await write(`node_modules/${name}/lib/index.js`, '');
  }
  const paths = names.map((name) => `node_modules/${name}`);
  await write(INSTALLED, { packages: Object.fromEntries(Object.entries(PACKAGES).filter(([path]) => paths.includes(path))) });
}

const SAY_ARGUMENTS = 'echo "npm $*" >&2; exit 9';

function start(npm: string, args: readonly string[] = []) {
  const path = { PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}` };
  return writeFile(join(folder, 'bin', 'npm'), `#!/bin/sh\n${npm}\n`)
    .then(() => chmod(join(folder, 'bin', 'npm'), 0o755))
    .then(() => run(PROGRAM, args, path, [], folder));
}

async function ensure(npm: string, args: readonly string[] = []) {
  const program = await start(npm, args);
  return { code: await program.exited, output: program.output() };
}

const NOTHING = { code: 0, output: '' };

describe('where all is there', () => {
  test('npm start says nothing, and misses no test tools', async () => {
    await install(START);
    expect(await ensure(SAY_ARGUMENTS)).toEqual(NOTHING);
  });

  test('the tests say nothing', async () => {
    await install(ALL);
    expect(await ensure(SAY_ARGUMENTS, ['all'])).toEqual(NOTHING);
  });
});

describe('installs', () => {
  test('for npm start, on a fresh machine, without the tests, and says how much, how long and how large', async () => {
    const { output } = await ensure(SAY_ARGUMENTS);
    expect(output).toMatch(/^Installing 3 packages, once: half a minute to two minutes, \d+ MB on disk\.$/m);
    expect(output).toMatch(/^npm ci --workspaces=false --prefer-offline/m);
  });

  test('for the tests everything', async () => {
    const { output } = await ensure(SAY_ARGUMENTS, ['all']);
    expect(output).toMatch(/^Installing 5 packages, once: one to four minutes, \d+ MB on disk\.$/m);
    expect(output).toMatch(/^npm ci --prefer-offline/m);
  });

  test('what tests need beside what is there, and leaves that alone: npm start may be running', async () => {
    await install(START);
    const { output } = await ensure(SAY_ARGUMENTS, ['all']);
    expect(output).toMatch(/^Installing 2 packages/m);
    expect(output).toMatch(/^npm install --no-save --prefer-offline/m);
  });

  test('another version where the lock file has one, and keeps the test tools', async () => {
    await install(ALL);
    await write('package-lock.json', { packages: { ...PACKAGES, 'node_modules/part': { version: '1.0.1' } } });
    const { output } = await ensure(SAY_ARGUMENTS);
    expect(output).toMatch(/^Installing 1 packages/m);
    expect(output).toMatch(/^npm install --no-save --prefer-offline/m);
  });

  test('and has the last word when it is done', async () => {
    expect(await ensure('exit 0')).toMatchObject({ code: 0, output: expect.stringMatching(/^Installed in \d+ s\.$/m) });
    expect(existsSync(join(folder, CLAIM))).toBe(false);
  });
});

describe('begins anew, with the test tools where they were there,', () => {
  test.each([
    ['somebody deleted a folder that npm still lists', () => rm(join(folder, 'node_modules/part'), { recursive: true })],
    ['a file of a package is gone', () => rm(join(folder, 'node_modules/part/lib/index.js'))],
  ])('where %s', async (_what, damage) => {
    await install(ALL);
    expect(await ensure(SAY_ARGUMENTS)).toEqual(NOTHING);
    await damage();
    expect((await ensure(SAY_ARGUMENTS)).output).toMatch(/^npm ci --prefer-offline/m);
  });

  test('where an installation was killed before npm wrote its list', async () => {
    await install(START);
    await rm(join(folder, INSTALLED));
    expect((await ensure(SAY_ARGUMENTS)).output).toMatch(/^npm ci --workspaces=false/m);
  });

  test('where one was killed while it added to what was there', async () => {
    await install(START);
    const ended = spawn('true');
    await once(ended, 'exit');
    await write(CLAIM, String(ended.pid));
    expect((await ensure(SAY_ARGUMENTS)).output).toMatch(/^npm ci --workspaces=false/m);
    expect(await ensure(SAY_ARGUMENTS)).toEqual(NOTHING);
  });

  test('where Ctrl+C ended one', async () => {
    await install(START);
    const program = await start('exec sleep 60', ['all']);
    for (let pids = ''; pids.split(' ').length < 2;) pids = await readFile(join(folder, CLAIM), 'utf8').catch(() => '');
    program.child.kill('SIGINT');
    expect(await program.exited).toBe(130);
    expect((await ensure(SAY_ARGUMENTS)).output).toMatch(/^npm ci --workspaces=false/m);
  });
});

describe('two commands at once', () => {
  let npm: ChildProcess | undefined;
  afterEach(() => void npm?.kill());

  test('the second says that it waits, and goes on when the first is done', async () => {
    await install(START);
    npm = spawn('sleep', ['60']);
    await write(CLAIM, `${npm.pid}`);
    const program = await start(SAY_ARGUMENTS);
    while (!program.output().includes('waiting')) await new Promise((resolve) => setTimeout(resolve, 20));
    await rm(join(folder, CLAIM));
    expect(await program.exited).toBe(0);
    expect(program.output()).toBe('Another command is installing packages here: waiting for it.');
  });

  test('a claim that is just being written is one', async () => {
    await install(START);
    await write(CLAIM, '');
    const program = await start(SAY_ARGUMENTS);
    while (!program.output().includes('waiting')) await new Promise((resolve) => setTimeout(resolve, 20));
    // Whoever wrote it has ended: then it is nobody's.
    await program.exited;
    expect(program.output()).toContain('npm ci --workspaces=false');
  });

  test('one npm runs, and the second command finds all there', async () => {
    await install(START);
    await cp(join(folder, INSTALLED), join(folder, 'done.json'));
    await rm(join(folder, INSTALLED));
    const slow = `echo npm >> runs; sleep 1; cp done.json ${INSTALLED}`;
    const both = await Promise.all([start(slow), start(slow)]);
    expect(await Promise.all(both.map(({ exited }) => exited))).toEqual([0, 0]);
    expect(await readFile(join(folder, 'runs'), 'utf8')).toBe('npm\n');
  });
});

describe('where npm fails', () => {
  test('without a network one sentence says what to do', async () => {
    const { code, output } = await ensure(`
      echo 'npm error code ENOTFOUND' >&2
      echo 'npm error network request to https://packages.invalid/zod failed, reason: getaddrinfo ENOTFOUND' >&2
      exit 1`);
    expect(code).toBe(1);
    expect(output.split('\n').slice(1)).toEqual([
      'The npm registry cannot be reached (ENOTFOUND): check the network and the proxy, then run the same command again.',
    ]);
  });

  test('otherwise npm says why, and the exit code is its own', async () => {
    const { code, output } = await ensure('echo "npm error code ENOSPC" >&2; exit 7');
    expect(code).toBe(7);
    expect(output.split('\n').slice(1)).toEqual([
      'npm error code ENOSPC',
      'The packages could not be installed: npm says why above. Then run the same command again.',
    ]);
  });

  test('what was whole still counts as whole', async () => {
    await install(START);
    await ensure(SAY_ARGUMENTS, ['all']);
    expect(await ensure(SAY_ARGUMENTS)).toEqual(NOTHING);
  });
});
