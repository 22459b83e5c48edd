import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { manifests, npmProjects } from './support/npm-projects.ts';

const EXACT = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;
const SHA512 = /^sha512-[\w+/]{86}==$/;
/** A folder of this repository in the place of a package; the path is relative to the package that asks for it. */
const OWN_FOLDER = /^file:(\.\.\/)+infra\/local\/cloud\/azurite\/left-out$/;
const PROJECTS = npmProjects();

test('the app has a lock file, and so has every other package.json with dependencies that is not part of it', () => {
  const folders = PROJECTS.flatMap(({ folder, members }) => [...members.keys()].map((member) => join(folder, member)));
  expect(folders).toEqual(expect.arrayContaining(['.', 'tests']));
  const needing = manifests().filter(
    ([, { dependencies, devDependencies }]) => Object.keys({ ...dependencies, ...devDependencies }).length > 0,
  );
  expect(needing.map(([path]) => dirname(path)).sort()).toEqual(folders.sort());
});

describe.each(PROJECTS)('the packages of $folder', ({ folder, manifest, members, lock, lockText }) => {
  const entries = Object.entries(lock.packages).filter(([path]) => path !== '');
  /** Folders of this repository are in the lock file too: each by its path and by links to it. */
  const isOurs = ([path, { link, resolved }]: (typeof entries)[number]) =>
    existsSync(join(folder, link ? (resolved ?? '') : path, 'package.json')) && (link || !path.includes('node_modules/'));
  const packages = entries.filter((each) => !isOurs(each));

  test('are named by exact versions', () => {
    const named = [...members.values()].flatMap((each) => [each.dependencies, each.devDependencies, each.optionalDependencies]);
    const versions = named.flatMap((names) => Object.entries(names));
    expect(versions.filter(([, version]) => !EXACT.test(version))).toEqual([]);
    const overridden = Object.entries(manifest.overrides).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : Object.entries(value),
    );
    expect(overridden.filter(([, version = '']) => !EXACT.test(version) && !OWN_FOLDER.test(version))).toEqual([]);
  });

  test('are locked as each package.json has them', () => {
    for (const [member, { dependencies, devDependencies }] of members) {
      const locked = lock.packages[member];
      expect(locked?.['dependencies'] ?? {}).toEqual(dependencies);
      expect(locked?.['devDependencies'] ?? {}).toEqual(devDependencies);
    }
    expect(lock.lockfileVersion).toBe(3);
  });

  test('each have the hash of what is installed', () => {
    // What comes inside another package is covered by the hash of that one.
    const open = packages.filter(([, { link, inBundle, integrity }]) => link || (!inBundle && !SHA512.test(integrity ?? '')));
    expect(open.map(([path]) => path)).toEqual([]);
    expect(packages.length).toBeGreaterThan(0);
  });

  test('come from no named host: whoever installs them says from which registry', () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(lockText).not.toMatch(/registry|\.tgz/i);
  });
});

test('no settings of npm name a registry', () => {
  const settings = globSync('{.npmrc,*/**/.npmrc}', { exclude: (path) => /node_modules/.test(path) });
  expect(settings.filter((path) => /registry|_auth/i.test(readFileSync(path, 'utf8')))).toEqual([]);
});
