import { globSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import { thirdPartyLicences } from '../../../infra/build/package/third-party.ts';
import { tools } from '../../../tools/index.ts';
import { startDeployed } from '../../support/deployed-app.ts';
import { legacy, login, modern, run } from '../../support/index.ts';

const code = globSync('dist/**/*.cjs').map((path) => path.replaceAll('\\', '/'));
/** All that is deployed. */
const FILES = ['LICENSE', 'THIRD-PARTY-LICENCES.txt', ...code, 'host.json', 'package.json'].sort();
const LARGEST_ZIP_BYTES = 5 * 1024 * 1024;

let folder: string;
let zipped: Uint8Array;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'));
  // What `npm test` has built: another build would change the app under the other tests.
  const program = run('infra/build/package-app.ts', ['--built', '--out', join(folder, 'out'), '--zip', join(folder, 'app.zip')]);
  expect({ code: await program.exited, output: program.output() }).toMatchObject({ code: 0 });
  zipped = new Uint8Array(await readFile(join(folder, 'app.zip')));
  console.log(program.stdout());
});
afterAll(() => rm(folder, { recursive: true }));

const read = (path: string) => readFile(join(folder, 'out', path), 'utf8');

test('holds what runs, the licences of it, and nothing else', async () => {
  const entries = await readdir(join(folder, 'out'), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, 'out').length + 1));
  expect(code.length).toBeGreaterThan(2);
  expect(files.sort()).toEqual(FILES);
  expect(Object.keys(unzipSync(zipped)).sort()).toEqual(FILES);
});

test('is under 5 MB zipped', () => {
  expect(zipped.byteLength).toBeLessThan(LARGEST_ZIP_BYTES);
});

test('names its entry and needs no package', async () => {
  const manifest = JSON.parse(await read('package.json'));
  expect(Object.keys(manifest).sort()).toEqual(['engines', 'license', 'main', 'name', 'private', 'version']);
  expect(FILES).toContain(manifest.main);
});

test('comes with the licence of every dependency whose code is in it', async () => {
  const text = await read('THIRD-PARTY-LICENCES.txt');
  for (const name of ['jose', 'zod', 'axios', '@modelcontextprotocol/server', '@azure/msal-node'])
    expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
});

test('two packages of one build are the same, byte for byte', async () => {
  const again = run('infra/build/package-app.ts', ['--built', '--out', join(folder, 'again'), '--zip', join(folder, 'again.zip')]);
  expect(await again.exited).toBe(0);
  expect(Buffer.compare(await readFile(join(folder, 'again.zip')), zipped)).toBe(0);
});

test('empties no folder that is not a package', async () => {
  const place = join(folder, 'mine');
  await mkdir(place);
  await writeFile(join(place, 'diary.txt'), 'dear');
  const program = run('infra/build/package-app.ts', ['--built', '--out', place]);
  expect(await program.exited).toBe(1);
  expect(program.output()).toContain('holds something else than a package');
  expect(await readdir(place)).toEqual(['diary.txt']);
});

describe('a licence', () => {
  const dependency = async (manifest: object, files: Readonly<Record<string, string>> = {}) => {
    const root = await mkdtemp(join(folder, 'dependency-'));
    for (const [name, text] of Object.entries({ ...files, 'package.json': JSON.stringify({ version: '1.0.0', ...manifest }) })) {
      await writeFile(join(root, name), text);
    }
    return root;
  };
  const MIT = 'MIT License\n\nCopyright (c) us\n\nPermission is hereby granted';

  test.each([
    ['that is not accepted', { name: 'viral', license: 'GPL-3.0' }, 'viral 1.0.0 (GPL-3.0)'],
    ['that is not named', { name: 'silent' }, 'silent 1.0.0 (none named)'],
    ['without its text', { name: 'bare', license: 'Apache-2.0' }, 'bare 1.0.0 (Apache-2.0) comes without the text'],
  ])('%s stops the packaging', async (_what, manifest, words) => {
    await expect(thirdPartyLicences('/', [await dependency(manifest)], MIT)).rejects.toThrow(words);
  });

  test('goes in with its notice; MIT is written out where a package left it out', async () => {
    const folders = [
      await dependency({ name: 'noted', license: 'Apache-2.0' }, { LICENSE: 'Apache words', NOTICE: 'Noted words' }),
      await dependency({ name: 'plain', license: 'MIT', author: { name: 'Plain authors' } }),
    ];
    const text = await thirdPartyLicences('/', folders, MIT);
    for (const words of ['noted 1.0.0 (Apache-2.0)', 'Apache words', 'Noted words', 'Copyright (c) Plain authors\n\nPermission'])
      expect(text).toContain(words);
    expect(text).not.toContain('Copyright (c) us');
  });
});

test('runs from an empty folder: logs in and lists the tools in both eras', async () => {
  const app = await startDeployed(async (place) => {
    for (const [path, bytes] of Object.entries(unzipSync(zipped))) {
      await mkdir(dirname(join(place, path)), { recursive: true });
      await writeFile(join(place, path), bytes);
    }
  });
  try {
    expect((await readdir(app.folder)).sort()).toEqual(['LICENSE', 'THIRD-PARTY-LICENCES.txt', 'dist', 'host.json', 'package.json']);
    expect(await (await fetch(`${app.url}/health/ready`)).json()).toMatchObject({ ready: true });
    const token = await login(app);
    for (const era of [legacy, modern]) {
      const { result } = await (await era(app, 'tools/list', {}, { token })).json();
      expect(result.tools).toHaveLength(tools.length);
    }
  } finally {
    await app.stop();
  }
});
