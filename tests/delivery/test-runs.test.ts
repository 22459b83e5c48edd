import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { z } from 'zod';

const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** The files that the script runs. */
async function filesOf(script: string): Promise<string[]> {
  const [, config = ''] = /\bjest --config (\S+)/.exec(scripts[script] ?? '') ?? [];
  const args = ['node_modules/jest/bin/jest.js', '--config', config, '--listTests', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const files = z.array(z.string()).parse(JSON.parse(stdout));
  return files.map((file) => relative('.', file).replaceAll('\\', '/')).sort();
}

const everydayFiles = filesOf('test');

test('npm test and npm run test:long together run every test file, each once', async () => {
  const all = readdirSync('tests', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts') && !path.includes('node_modules'))
    .map((path) => `tests/${path.replaceAll('\\', '/')}`);
  const [everyday, long] = await Promise.all([everydayFiles, filesOf('test:long')]);
  expect(long.filter((path) => !path.endsWith('.long.test.ts'))).toEqual([]);
  expect(long.length).toBeGreaterThan(0);
  expect([...everyday, ...long].sort()).toEqual(all.sort());
});

test('.ci/run runs both, each for so long that 90 minutes suffice for all', () => {
  const runs = [...readFileSync('.ci/run', 'utf8').matchAll(/^run_tests (\S+) (\d+)$/gm)];
  expect(runs.map(([, script]) => script)).toEqual(['test', 'test:long']);
  expect(runs.reduce((sum, [, , minutes]) => sum + Number(minutes), 0)).toBeLessThanOrEqual(75);
});

test('npm run test:unit runs a part of npm test, all of it in tests/unit', async () => {
  const [everyday, unit] = await Promise.all([everydayFiles, filesOf('test:unit')]);
  expect(unit).toEqual(everyday.filter((path) => path.startsWith('tests/unit/')));
});
