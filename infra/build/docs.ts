/** Writes all that is generated from the source: tables, lists, the surface of the tools. Prints which files changed. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';

/** Tests that compare a generated file write it where this is set. */
const env = { ...process.env, UPDATE_DOCS: '1' };

/** First: the others read it. */
const RECORDS = 'tests/app/contract/records.test.ts';
/** Reads what the bundle holds. */
const LICENCES = 'tests/delivery/supply-chain/licences.test.ts';

const generators = globSync('tests/**/*.test.ts', { exclude: ['**/node_modules'] })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /support\/generated\.ts'|UPDATE_DOCS/.test(readFileSync(file, 'utf8')));
const built = existsSync('dist/meta.json');

/** @returns the text of every file that may be generated */
const texts = () =>
  new Map(
    globSync(['*.md', '{docs,infra,tests}/**/*.{md,json,ts}'], { exclude: ['**/node_modules'] }).map((file) => [
      file,
      readFileSync(file, 'utf8'),
    ]),
  );

function run(files: readonly string[]): boolean {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', '--runTestsByPath', ...files], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) console.error(stdout + stderr);
  return status === 0;
}

const before = texts();
const isDone = run([RECORDS]) && run(generators.filter((file) => file !== RECORDS && (built || file !== LICENCES)));
const after = texts();

const changed = [...new Set([...before.keys(), ...after.keys()])].filter((file) => before.get(file) !== after.get(file)).sort();
for (const file of changed) console.log(`${before.has(file) ? (after.has(file) ? 'changed' : 'deleted') : 'written'}  ${file}`);
if (changed.length === 0 && isDone) console.log('Everything is up to date.');
if (!built) console.log('Left out: the table of licences. It reads the bundle: `npm run build`, then again.');
if (!isDone) process.exitCode = 1;
