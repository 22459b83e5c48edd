/** Bundles the app into one CommonJS file, `dist/index.js`: the entry that package.json `main` names. What went into it stands in `dist/meta.json`. */
import { writeFile } from 'node:fs/promises';
import { build, type BuildOptions } from 'esbuild';
import { precomputedTools } from './precomputed-tools.ts';

const options: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  // Names stay as they are written: stack frames in the log can be read, and keepNames would cost a tenth of the load time.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  // The worker supplies this module; no package of that name exists.
  external: ['@azure/functions-core'],
  logLevel: 'warning',
};

const { metafile } = await build({
  ...options,
  entryPoints: ['functions/index.ts'],
  outfile: 'dist/index.js',
  sourcemap: 'linked',
  metafile: true,
  plugins: [precomputedTools(options)],
});
// infra/package-app.ts finds here whose code is in the bundle and what it loads at run time.
await writeFile('dist/meta.json', JSON.stringify(metafile));
