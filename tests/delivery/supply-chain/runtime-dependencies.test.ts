import { statSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readBundleMeta } from '../../../infra/build/package/bundle-meta.ts';
import { readRuntimeTree } from '../../../infra/build/package/runtime-tree.ts';
import { BUDGET } from './budget.ts';
import { tableBelow } from './support/contributing.ts';
import { manifests } from './support/npm-projects.ts';

const dependencies = Object.keys(manifests().find(([path]) => path === 'package.json')?.[1].dependencies ?? {});

test('CONTRIBUTING says of every runtime dependency what it is for, and of nothing else', () => {
  const rows = tableBelow('Why each runtime dependency is there');
  expect(rows.flatMap(([names = '']) => names.split(', ')).sort()).toEqual(dependencies.toSorted());
  expect(rows.filter(([, purpose = '']) => purpose.length < 10)).toEqual([]);
});

test('every runtime dependency is in the bundle: one that is not belongs to development', async () => {
  const { packages } = await readBundleMeta('dist/meta.json');
  expect(dependencies.filter((name) => !packages.includes(`node_modules/${name}`))).toEqual([]);
});

test('the runtime tree stays within its budget', async () => {
  const { length } = await readRuntimeTree('.');
  expect(length).toBeGreaterThanOrEqual(dependencies.length);
  expect(length).toBeLessThanOrEqual(BUDGET.runtimePackages);
});

test('the bundle stays within its budget', () => {
  expect(statSync('dist/index.cjs').size).toBeLessThanOrEqual(BUDGET.bundleBytes);
});
