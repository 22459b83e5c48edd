import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { run } from '../../support/index.ts';

/** A project of its own: whoever runs the tests may have a local.settings.json. */
let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'func-'));
  for (const folder of ['infra/build', 'dist', 'bin']) await mkdir(join(project, folder), { recursive: true });
  await copyFile('infra/build/func.ts', join(project, 'infra', 'build', 'func.ts'));
  await copyFile('package.json', join(project, 'package.json'));
  await writeFile(join(project, 'dist', 'index.cjs'), '');
  await writeFile(join(project, 'local.settings.json'), '{}');
});
afterEach(() => rm(project, { recursive: true }));

async function fakeFunc(script: string): Promise<void> {
  const file = join(project, 'bin', 'func');
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

const func = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
  run('infra/build/func.ts', args, { PATH: join(project, 'bin'), ...env }, [], project);

test('starts Core Tools in the project, on the port of PORT, and hands on what follows', async () => {
  await fakeFunc('echo "func $@ in $PWD"');
  const program = func(['--verbose'], { PORT: '7099' });
  expect(await program.exited).toBe(0);
  expect(program.stdout()).toMatch(/^func start --port 7099 --verbose in \/.*func-\w+$/m);
});

test('takes port 7071 where none is asked for, and ends with the exit code of func', async () => {
  await fakeFunc('echo "$@"; exit 3');
  const program = func();
  expect(await program.exited).toBe(3);
  expect(program.stdout()).toBe('start --port 7071');
});

test('passes a signal on, and ends with it', async () => {
  await fakeFunc('trap "echo stopped; exit 0" TERM\necho up\ni=0\nwhile [ $i -lt 20000000 ]; do i=$((i+1)); done');
  const program = func();
  await program.line(/^up$/);
  program.child.kill('SIGTERM');
  expect(await program.exited).toBe(0);
  expect(program.stdout()).toContain('stopped');
});

test('says how to get Core Tools where there are none', async () => {
  const program = func();
  expect(await program.exited).toBe(1);
  expect(program.output()).toContain('npm install --global azure-functions-core-tools@4');
  expect(program.output()).not.toContain('    at ');
});

test.each([
  ['local.settings.json', 'npm run stand-ins'],
  ['dist/index.cjs', 'npm run build'],
])('says what to do where there is no %s', async (file, words) => {
  await fakeFunc('echo started');
  await rm(join(project, file));
  const program = func();
  expect(await program.exited).toBe(1);
  expect(program.output()).toContain(words);
  expect(program.output()).not.toContain('started');
});
