import { execFile } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import { BUDGET } from './budget.ts';
import { manifests } from './support/npm-projects.ts';

/** What packs the app for Azure is not run by `npm start`, nor are the checks. */
const LATER = /^infra\/build\/(package\/|package-app\.ts)/;
/** Run by name, not imported. */
const PROGRAMS = ['node'];
/** Supplied by the worker and the local host. */
const SUPPLIED = ['@azure/functions-core'];

const packageOf = (specifier: string) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? '';

/** Names of the packages that files import, load or resolve. */
function imports(files: readonly string[]): readonly string[] {
  const found = files.flatMap((path) => [
    ...readFileSync(path, 'utf8').matchAll(
      /(?:^import |^(?:import|export)\b.* from |^\} from |\b(?:import|modules\.resolve)\()'([@a-z][^':]*)'/gm,
    ),
  ]);
  return [...new Set(found.map(([, specifier = '']) => packageOf(specifier)))].filter((name) => !SUPPLIED.includes(name)).sort();
}

const manifest = (file: string) => manifests().find(([path]) => path === file)?.[1];
const root = manifest('package.json');
const forStart = Object.keys({ ...root?.dependencies, ...root?.devDependencies });
const forTests = Object.keys(manifest('tests/package.json')?.devDependencies ?? {});
const sources = globSync('{functions,shared,tools,infra}/**/*.ts').map((path) => path.replaceAll('\\', '/'));

describe('what npm start needs and what tests need beside it', () => {
  test('package.json names what the app, the stand-ins and the build import, and nothing else', () => {
    const imported = imports(sources.filter((path) => !LATER.test(path)));
    expect(imported).toContain('zod');
    expect([...imported, ...PROGRAMS].sort()).toEqual(forStart.sort());
  });

  test('tests/package.json names nothing of it', () => {
    expect(forTests).toContain('jest');
    expect(forTests.filter((name) => forStart.includes(name))).toEqual([]);
  });
});

describe('a first npm start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'start-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('installs as many packages as its budget allows, by the word of npm', async () => {
    for (const path of ['package.json', 'package-lock.json', 'tests/package.json', 'infra/local/cloud/azurite/left-out']) {
      cpSync(path, join(folder, path), { recursive: true });
    }
    const options = ['--workspaces=false', '--dry-run', '--offline', '--no-audit', '--no-fund', '--loglevel=error'];
    const { stdout } = await promisify(execFile)('npm', ['ci', ...options], { cwd: folder, shell: process.platform === 'win32' });
    const [, count] = /^added (\d+) packages/m.exec(stdout) ?? [];
    expect(Number(count)).toBeGreaterThan(forStart.length);
    expect(Number(count)).toBeLessThanOrEqual(BUDGET.startPackages);
    expect(stdout).not.toMatch(/^add (jest|typescript|eslint) /m);
  });
});
