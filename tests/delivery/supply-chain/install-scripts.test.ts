import { expect, test } from '@jest/globals';
import { tableBelow } from './support/contributing.ts';
import { npmProjects, packageAt, type NpmProject } from './support/npm-projects.ts';

const PROJECTS = npmProjects();
const unique = (names: readonly string[]) => [...new Set(names)].sort();

const withScript = ({ lock }: NpmProject) =>
  Object.entries(lock.packages).filter(([path, { hasInstallScript }]) => path !== '' && hasInstallScript);

test.each(PROJECTS)('install scripts of $folder are all decided on, and nothing else is', (project) => {
  expect(Object.keys(project.manifest.allowScripts).sort()).toEqual(unique(withScript(project).map(([path]) => packageAt(path))));
});

test('no package that the app brings along has one', () => {
  const app = PROJECTS.filter(({ folder }) => folder === '.').flatMap(withScript);
  expect(app.length).toBeGreaterThan(0);
  expect(app.filter(([, { dev, devOptional }]) => !dev && !devOptional).map(([path]) => path)).toEqual([]);
});

test('CONTRIBUTING says of every install script whether it runs, and why', () => {
  const decided = unique(
    PROJECTS.flatMap(({ manifest }) => Object.entries(manifest.allowScripts).map(([name, runs]) => `${name}: ${runs ? 'yes' : 'no'}`)),
  );
  const rows = tableBelow('Install scripts');
  expect(rows.map(([name, runs]) => `${name}: ${runs}`).sort()).toEqual(decided);
  expect(rows.filter(([, , reason = '']) => reason.length < 10)).toEqual([]);
});
