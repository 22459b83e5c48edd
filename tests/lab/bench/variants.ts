/** The app as it would be without one of the things that make it start quickly, each made into a folder that the local host can load. */
import { copyFile, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { z } from 'zod';
import { APP_BUNDLE, BUNDLE } from '../../../infra/build/bundle.ts';

const Manifest = z.looseObject({ main: z.string() });
const Meta = z.object({
  inputs: z.record(
    z.string(),
    z.object({ imports: z.array(z.object({ path: z.string(), kind: z.string(), external: z.boolean().optional() })) }),
  ),
});

export const VARIANTS = ['eager', 'listing', 'unbundled'] as const;

/** `eager`: all is loaded with the app; `listing`: the tool list is worked out at run time; `unbundled`: file by file, packages from node_modules. */
export type Variant = (typeof VARIANTS)[number];

/** @returns the root of each variant. */
export async function buildVariants(folder: string): Promise<Readonly<Record<Variant, string>>> {
  const roots = { eager: join(folder, 'eager'), listing: join(folder, 'listing'), unbundled: join(folder, 'unbundled') };
  await Promise.all([buildEager(roots.eager), buildListing(roots.listing), buildUnbundled(roots.unbundled)]);
  return roots;
}

async function prepare(root: string, main: string): Promise<void> {
  await mkdir(root);
  await copyFile('host.json', join(root, 'host.json'));
  const manifest = Manifest.parse(JSON.parse(await readFile('package.json', 'utf8')));
  await writeFile(join(root, 'package.json'), JSON.stringify({ ...manifest, main, type: 'commonjs' }));
}

/** An entry that names beforehand whatever the app loads later. */
async function buildEager(root: string): Promise<void> {
  await prepare(root, 'index.js');
  const { inputs } = Meta.parse(JSON.parse(await readFile('dist/meta.json', 'utf8')));
  const later = Object.values(inputs).flatMap(({ imports }) =>
    imports.filter(({ kind, external }) => kind === 'dynamic-import' && external !== true).map(({ path }) => `./${path}`),
  );
  const contents = [...new Set(later), './functions/index.ts'].map((path) => `import ${JSON.stringify(path)};`).join('\n');
  const { entryPoints: _, ...options } = APP_BUNDLE;
  // Its own words on imports that do nothing are no news here.
  await build({
    ...options,
    logLevel: 'error',
    stdin: { contents, resolveDir: resolve('.'), loader: 'ts' },
    outfile: join(root, 'index.js'),
  });
}

async function buildListing(root: string): Promise<void> {
  await prepare(root, 'index.js');
  await build({ ...BUNDLE, entryPoints: ['functions/index.ts'], outfile: join(root, 'index.js') });
}

/** What `tsc` would write. */
async function buildUnbundled(root: string): Promise<void> {
  await prepare(root, 'functions/index.js');
  await symlink(resolve('node_modules'), join(root, 'node_modules'), 'junction');
  const entryPoints = ['functions/**/*.ts', 'shared/**/*.ts', 'tools/**/*.ts'];
  await build({ entryPoints, outdir: root, outbase: '.', platform: 'node', target: 'node22', format: 'cjs', logLevel: 'warning' });
  const files = await readdir(root, { recursive: true });
  const own = files.filter((file) => file.endsWith('.js') && !file.startsWith('node_modules'));
  for (const file of own) {
    const text = await readFile(join(root, file), 'utf8');
    await writeFile(join(root, file), text.replace(/((?:require|import)\(["']\.{1,2}\/[^"']+)\.ts(["']\))/g, '$1.js$2'));
  }
}
