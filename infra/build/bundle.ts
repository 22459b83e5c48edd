/** How the app is bundled for production. */
import type { BuildOptions, Plugin } from 'esbuild';
import { precomputedTools } from './precomputed-tools.ts';

/** Words for zod's faults in fifty languages, of which the app speaks one: 300 kB that would be read with every start. */
const oneLanguage: Plugin = {
  name: 'one-language',
  setup(esbuild) {
    esbuild.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/** For any part of the app. */
export const BUNDLE: BuildOptions = {
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
  // The debug package takes it where it finds it, and here it would find one of the tools of development.
  alias: { 'supports-color': 'data:text/javascript,' },
  logLevel: 'warning',
  plugins: [oneLanguage],
};

/** For the whole app: one file, with what every tool shows worked out already. */
export const APP_BUNDLE: BuildOptions = {
  ...BUNDLE,
  entryPoints: ['functions/index.ts'],
  plugins: [oneLanguage, precomputedTools(BUNDLE)],
};
