import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { z } from 'zod';

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** `hono` for `hono/html`, `@scope/name` for `@scope/name/part`. */
const packageOf = (specifier: string) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? '';

test('the package of the stand-ins names each package that it imports, and no other', () => {
  const source = globSync('infra/local/**/*.ts')
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const imported = [...source.matchAll(/(?:from |import\(|resolve\()'([^.'][^']*)'/g)].map(([, specifier = '']) => packageOf(specifier));
  const packages = new Set(imported.filter((name) => !name.startsWith('node:')));
  const { peerDependencies } = z.object({ peerDependencies: z.record(z.string(), z.string()) }).parse(read('infra/local/package.json'));
  expect(Object.keys(peerDependencies)).toEqual([...packages].sort());

  const Root = z.object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) });
  const { dependencies, devDependencies } = Root.parse(read('package.json'));
  expect(Object.keys({ ...dependencies, ...devDependencies })).toEqual(expect.arrayContaining([...packages]));
});
