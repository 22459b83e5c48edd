import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

let copy: string;
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'new-tool-'));
  for (const folder of ['tools', 'tests/tools']) cpSync(folder, join(copy, folder), { recursive: true });
  for (const name of ['shared', 'node_modules', 'package.json']) symlinkSync(resolve(name), join(copy, name));
});
afterEach(() => rmSync(copy, { recursive: true }));

function newTool(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('infra/build/new-tool.ts'), ...args], {
    cwd: copy,
    encoding: 'utf8',
  });
  return { status, text: stdout + stderr };
}

const read = (file: string) => readFileSync(join(copy, file), 'utf8');

/** The names of the tools in the copy, in their order. */
function toolNames(): string[] {
  const script = "import('./tools/index.ts').then(({ tools }) => console.log(JSON.stringify(tools.map(({ name }) => name))))";
  return JSON.parse(execFileSync(process.execPath, ['--no-warnings', '-e', script], { cwd: copy, encoding: 'utf8' })) as string[];
}

test.each([
  ['messaging/list-short-codes', 'list_short_codes', 'update_messaging_profile'],
  ['messaging/get-short-code', 'get_short_code', 'update_messaging_profile'],
  ['verify/create-verification', 'create_verification', 'credential_operation'],
])('%s is made with its record and stands behind its group', (path, name, before) => {
  const names = toolNames();
  const { status, text } = newTool(path);
  expect(status).toBe(0);
  const record = path.replace(/^.*\//, 'tests/tools/');
  for (const told of [`1. The tool: tools/${path}.ts`, `2. Its record, which every suite reads: ${record}.ts`, '3. ', '4. npm run docs'])
    expect(text).toContain(told);
  names.splice(names.indexOf(before) + 1, 0, name);
  expect(toolNames()).toEqual(names);
  expect(read('tools/index.ts')).toMatch(new RegExp(`^import \\{ \\w+ \\} from './${path}\\.ts';$`, 'm'));
  expect(read(`tools/${path}.ts`)).toContain('FILL IN');
  expect(read(`${record}.ts`)).toContain('blank(');
  const prettier = [resolve('node_modules/prettier/bin/prettier.cjs'), '--check', `tools/${path}.ts`, `${record}.ts`, 'tools/index.ts'];
  expect(execFileSync(process.execPath, prettier, { cwd: copy, encoding: 'utf8' })).toContain('All matched files use Prettier code style');
});

test('a record with blanks says what is missing', () => {
  newTool('messaging/list-short-codes');
  const { status, stderr } = spawnSync(process.execPath, ['tests/tools/list-short-codes.ts'], { cwd: copy, encoding: 'utf8' });
  expect(status).not.toBe(0);
  expect(stderr).toContain('Fill in its request');
  expect(stderr).toContain('list-short-codes.ts');
});

test.each([
  ['', 'does not name a tool'],
  ['get-thing', 'does not name a tool'],
  ['messaging/get', 'does not name a tool'],
  ['messaging/get_thing', 'does not name a tool'],
  ['Messaging/get-thing', 'does not name a tool'],
  ['../get-thing', 'does not name a tool'],
  ['messaging/support/get-thing', 'does not name a tool'],
  [`messaging/get-${'x'.repeat(40)}`, 'a name may have 40'],
  ['messaging/get-message', 'tools/messaging/get-message.ts exists already'],
  ['account/get-message', 'tools/messaging/get-message.ts exists already'],
])('%p is refused, and nothing is made', (path, expected) => {
  const index = read('tools/index.ts');
  const { status, text } = newTool(path);
  expect(status).toBe(1);
  expect(text).toContain(expected);
  expect(read('tools/index.ts')).toBe(index);
});
