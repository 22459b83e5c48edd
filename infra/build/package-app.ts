/**
 * `npm run package`: builds the app and writes the folder to deploy. `--out DIR` (default `.package`) is emptied first. `--zip FILE` also writes
 * an archive, `--bill FILE` the bill of materials. `--built` uses dist/ without a build. Prints the files.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { archive } from './package/archive.ts';
import { billOfMaterials } from './package/bill-of-materials.ts';
import { readBundleMeta } from './package/bundle-meta.ts';
import { packageContents } from './package/contents.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const META = join(ROOT, 'dist', 'meta.json');
/** Only a folder with this file is emptied. */
const MARK = 'THIRD-PARTY-LICENCES.txt';

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(0)} KB`;

async function emptyFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  if (names.length > 0 && !names.includes(MARK)) {
    throw new Error(`--out ${folder}: holds something else than a package. Name another folder.`);
  }
  await rm(folder, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: '.package' },
      zip: { type: 'string' },
      bill: { type: 'string' },
      built: { type: 'boolean', default: false },
    },
  });
  // Resolved before chdir.
  const out = resolve(values.out);
  const zip = values.zip === undefined ? undefined : resolve(values.zip);
  const bill = values.bill === undefined ? undefined : resolve(values.bill);
  process.chdir(ROOT);
  await emptyFolder(out);
  if (!values.built) await import('./build.ts');

  const contents = await packageContents(ROOT);
  for (const [path, bytes] of contents) {
    await mkdir(dirname(join(out, path)), { recursive: true });
    await writeFile(join(out, path), bytes);
    console.log(`${kilobytes(bytes.length).padStart(8)}  ${path}`);
  }
  if (zip !== undefined) await save(zip, archive(contents), 'zipped');
  if (bill !== undefined) await save(bill, await billOfMaterials(ROOT, (await readBundleMeta(META)).packages), 'bill of materials');
}

async function save(file: string, bytes: Uint8Array | string, what: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
  console.log(`${kilobytes(bytes.length).padStart(8)}  ${what}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
