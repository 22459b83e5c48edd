import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readBundleMeta, type BundleMeta } from '../../../infra/build/package/bundle-meta.ts';
import { packageContents } from '../../../infra/build/package/contents.ts';
import { isAccepted } from '../../../infra/build/package/licences.ts';
import { licenceTable } from '../../../infra/build/package/licence-table.ts';
import { readRuntimeTree, type RuntimePackage } from '../../../infra/build/package/runtime-tree.ts';
import { upToDate } from '../../support/generated.ts';

const FILE = 'infra/build/package/LICENCES.md';
const BLOCK = /(<!-- packages:begin -->\n)[\s\S]*(<!-- packages:end -->)/;

let tree: readonly RuntimePackage[];
let meta: BundleMeta;
let notices: string;
beforeAll(async () => {
  tree = await readRuntimeTree('.');
  meta = await readBundleMeta('dist/meta.json');
  notices = (await packageContents('.')).get('THIRD-PARTY-LICENCES.txt')?.toString() ?? '';
});

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['Apache-2.0 AND MIT', true],
  ['MIT AND GPL-3.0-only', false],
  ['AGPL-3.0-only', false],
  ['SEE LICENSE IN LICENSE.md', false],
  ['none named', false],
])('the licence %s is accepted: %s', (licence, accepted) => {
  expect(isAccepted(licence)).toBe(accepted);
});

describe('of the packages that the app brings along', () => {
  test('every one has an accepted licence', () => {
    expect(tree.length).toBeGreaterThan(100);
    expect(tree.filter(({ licence }) => !isAccepted(licence))).toEqual([]);
  });

  test('every one is installed under the licence that the lock file names', () => {
    const installed = tree.map(({ folder }) => JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')));
    expect(installed.map(({ name, version, license }) => ({ name, version, licence: license }))).toEqual(
      tree.map(({ name, version, licence }) => ({ name, version, licence })),
    );
  });

  test(`${FILE} lists every one, and whether it is shipped`, () => {
    const text = readFileSync(FILE, 'utf8');
    upToDate(FILE, text.replace(BLOCK, `$1${licenceTable(tree, meta.packages).replaceAll('$', '$$$$')}$2`));
  });
});

describe('the bundle', () => {
  test('holds no package that is there for development alone', () => {
    const runtime = new Set(tree.map(({ folder }) => folder));
    expect(meta.packages.length).toBeGreaterThan(50);
    expect(meta.packages.filter((folder) => !runtime.has(folder))).toEqual([]);
  });

  test('comes with the licence of every package in it', () => {
    const missing = tree.filter(
      ({ folder, name, version, licence }) => meta.packages.includes(folder) && !notices.includes(`${name} ${version} (${licence})\n`),
    );
    expect(missing).toEqual([]);
  });

  test('comes with the licence of code that its packages have built in', () => {
    // Bundlers leave the path of what they took in as a comment.
    const builtIn = new Set(
      meta.sources.flatMap((path) =>
        [...readFileSync(path, 'utf8').matchAll(/^\/\/(?:#region)? .*node_modules\/(?!\.pnpm)((?:@[\w.-]+\/)?[\w.-]+)\//gm)].map(
          ([, name]) => name,
        ),
      ),
    );
    expect([...builtIn]).toContain('ajv');
    expect([...builtIn].filter((name) => !new RegExp(`^${name} \\d`, 'm').test(notices))).toEqual([]);
  });

  test('says which packages came without the text of their licence', () => {
    const blocks = notices.split(/^-{80}$/m).filter((block) => block.includes('without its text'));
    expect(blocks.join('')).toMatch(/^@nodable\/entities \d/m);
    expect(notices.match(/without its text/g)?.length).toBe(blocks.length);
  });
});
