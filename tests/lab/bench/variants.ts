/** The app as it would be without one of the things that make it start quickly, each made into a folder that the local host can load. */
import { copyFile, cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { BUNDLE } from '../../../infra/build/bundle.ts';
import { readBundleMeta } from '../../../infra/build/package/bundle-meta.ts';
import { bundled } from '../../support/bundled.ts';

export const VARIANTS = ['eager', 'listing', 'unbundled'] as const;

/** `eager`: all is loaded with the app; `listing`: the tool list is worked out at run time; `unbundled`: file by file, packages from node_modules. */
export type Variant = (typeof VARIANTS)[number];

/** @returns the root of each variant. */
export async function buildVariants(folder: string): Promise<Readonly<Record<Variant, string>>> {
  const roots = { eager: join(folder, 'eager'), listing: join(folder, 'listing'), unbundled: join(folder, 'unbundled') };
  // All end before the folder is removed, also where one fails.
  const builds = await Promise.allSettled([buildEager(roots.eager), buildListing(roots.listing), buildUnbundled(roots.unbundled)]);
  for (const build of builds) if (build.status === 'rejected') throw build.reason;
  return roots;
}

async function prepare(root: string, main: string): Promise<void> {
  await mkdir(root);
  await copyFile('host.json', join(root, 'host.json'));
  await writeFile(join(root, 'package.json'), JSON.stringify({ main }));
}

/** An entry that names beforehand whatever the app loads later. */
async function buildEager(root: string): Promise<void> {
  await prepare(root, 'dist/all.cjs');
  const { files } = await readBundleMeta('dist/meta.json');
  const later = [...new Set(Object.values(files).flatMap((file) => file.later))];
  await cp('dist', join(root, 'dist'), { recursive: true });
  const loads = ['dist/index.cjs', ...later].map((path) => `require("./${path.slice('dist/'.length)}");`);
  await writeFile(join(root, 'dist', 'all.cjs'), loads.join('\n'));
}

async function buildListing(root: string): Promise<void> {
  await prepare(root, 'dist/index.cjs');
  await bundled({ ...BUNDLE, input: 'functions/index.ts' }, join(root, 'dist'));
}

/** What `tsc` would write. */
async function buildUnbundled(root: string): Promise<void> {
  await prepare(root, 'dist/functions/index.cjs');
  await symlink(resolve('node_modules'), join(root, 'node_modules'), 'junction');
  const bundle = await rolldown({ platform: 'node', moduleTypes: BUNDLE.moduleTypes, input: 'functions/index.ts', external: /^[^./]/ });
  await bundle.write({ format: 'cjs', dir: join(root, 'dist'), preserveModules: true, entryFileNames: '[name].cjs' });
}
