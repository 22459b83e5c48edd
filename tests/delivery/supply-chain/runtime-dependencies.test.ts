import { describe, expect, test } from '@jest/globals';
import { readBundleMeta } from '../../../infra/build/package/bundle-meta.ts';
import { readRuntimeTree } from '../../../infra/build/package/runtime-tree.ts';
import { BUDGET } from './budget.ts';
import { tableBelow } from './support/contributing.ts';
import { manifests } from './support/npm-projects.ts';

const dependencies = Object.keys(manifests().find(([path]) => path === 'package.json')?.[1].dependencies ?? {});

/** What a client's first answer does not need, or the app asks for while the host is still starting. */
const LATER = [
  'node_modules/@azure/data-tables',
  'node_modules/@azure/identity',
  'node_modules/@azure/keyvault-secrets',
  'node_modules/@azure/monitor-opentelemetry-exporter',
  'node_modules/@azure/msal-node',
  'node_modules/@modelcontextprotocol/sdk',
  'node_modules/@modelcontextprotocol/server',
  'node_modules/@opentelemetry/sdk-trace-base',
  'node_modules/axios',
  'node_modules/libphonenumber-js',
  'node_modules/minisearch',
  'shared/identity/login',
  'shared/pages',
  'shared/platform/html',
];

/** What the host loads, and what the app then loads by itself for its first answer. */
const FIRST = ['dist/index.cjs', 'dist/pieces/serve.cjs'];

/** Those, and all that is loaded with them. */
async function firstFiles(from = FIRST) {
  const { files } = await readBundleMeta('dist/meta.json');
  const found = new Map<string, (typeof files)[string]>();
  const visit = (path: string) => {
    const file = files[path];
    if (!file || found.has(path)) return;
    found.set(path, file);
    file.with.forEach(visit);
  };
  from.forEach(visit);
  return found;
}

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

test('the bundle stays within its budget', async () => {
  const { files } = await readBundleMeta('dist/meta.json');
  expect(Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(BUDGET.bundleBytes);
});

describe('what the app loads when it starts', () => {
  test.each([
    ['before the host knows its functions', FIRST.slice(0, 1), BUDGET.entryBytes],
    ['before its first answer', FIRST, BUDGET.firstBytes],
  ])('stays within its budget %s', async (_when, from, budget) => {
    const files = await firstFiles(from);
    for (const path of from) expect([...files.keys()]).toContain(path);
    expect([...files.values()].reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(budget);
  });

  test('is not the index of operations, which stays within its budget', async () => {
    const { files } = await readBundleMeta('dist/meta.json');
    const holding = Object.entries(files).filter(([, { sources }]) => Object.hasOwn(sources, 'shared/telnyx/operations/index.json'));
    expect(holding).not.toEqual([]);
    expect(holding.reduce((sum, [, { bytes }]) => sum + bytes, 0)).toBeLessThanOrEqual(BUDGET.operationsBytes);
    expect([...(await firstFiles()).keys()].filter((path) => holding.some(([held]) => held === path))).toEqual([]);
  });

  test.each(LATER)('holds nothing of %s', async (path) => {
    const { files } = await readBundleMeta('dist/meta.json');
    const isOf = ([source]: [string, number]) => source.startsWith(`${path}/`);
    expect(Object.values(files).flatMap(({ sources }) => Object.entries(sources).filter(isOf))).not.toEqual([]);
    const first = [...(await firstFiles()).values()].flatMap(({ sources }) => Object.entries(sources));
    expect(first.filter(([source, bytes]) => isOf([source, bytes]) && bytes > 0)).toEqual([]);
  });
});
