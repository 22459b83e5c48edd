/** esbuild options of the production bundle. */
import type { BuildOptions, Plugin } from 'esbuild';
import { precomputedTools } from './precomputed-tools.ts';

/** zod's error messages in English alone: the other languages add 300 kB to every start. */
const oneLanguage: Plugin = {
  name: 'one-language',
  setup(esbuild) {
    esbuild.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/** For any entry point. */
export const BUNDLE: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  // Identifiers are not minified, for readable stack traces: keepNames would take a tenth of the load time.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  // Supplied by the worker. No package of that name exists.
  external: ['@azure/functions-core'],
  // Optional dependency of the debug package, installed here only for a development tool.
  alias: { 'supports-color': 'data:text/javascript,' },
  logLevel: 'warning',
  plugins: [oneLanguage],
};

/** The whole app, with precomputed tools. */
export const APP_BUNDLE: BuildOptions = {
  ...BUNDLE,
  entryPoints: ['functions/index.ts'],
  plugins: [oneLanguage, precomputedTools(BUNDLE)],
};
