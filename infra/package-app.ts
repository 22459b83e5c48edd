/**
 * Builds the app and makes the folder that is deployed: `--out DIR` (default `.package`), which is emptied first; `--zip FILE` makes an
 * archive of it as well; `--built` takes dist/ as it is. Prints what is in it.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { archive } from './package/archive.ts';
import { packageContents } from './package/contents.ts';

const ROOT = join(import.meta.dirname, '..');
/** A folder without this file is not ours to empty. */
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
    options: { out: { type: 'string', default: '.package' }, zip: { type: 'string' }, built: { type: 'boolean', default: false } },
  });
  // Settled before the build leaves the caller's folder behind.
  const out = resolve(values.out);
  const zip = values.zip === undefined ? undefined : resolve(values.zip);
  process.chdir(ROOT);
  await emptyFolder(out);
  if (!values.built) await import('./build.ts');

  const contents = await packageContents(ROOT);
  for (const [path, bytes] of contents) {
    await mkdir(dirname(join(out, path)), { recursive: true });
    await writeFile(join(out, path), bytes);
    console.log(`${kilobytes(bytes.length).padStart(8)}  ${path}`);
  }
  if (zip === undefined) return;
  const bytes = archive(contents);
  await mkdir(dirname(zip), { recursive: true });
  await writeFile(zip, bytes);
  console.log(`${kilobytes(bytes.length).padStart(8)}  zipped`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
