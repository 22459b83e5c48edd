/** Bundles the app into one CommonJS file, `dist/index.js`: the entry that package.json `main` names. */
import { build } from 'esbuild';

await build({
  entryPoints: ['functions/index.ts'],
  outfile: 'dist/index.js',
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  minify: true,
  sourcemap: 'linked',
  keepNames: true,
  legalComments: 'none',
  // The worker supplies this module; no package of that name exists.
  external: ['@azure/functions-core'],
  logLevel: 'warning',
});
