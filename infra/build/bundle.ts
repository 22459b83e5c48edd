/** How Rolldown bundles the app: into `index.cjs`, and below `pieces/` what is loaded later. */
import type { InputOptions, OutputOptions, Plugin } from 'rolldown';
import { compressedJson } from './compressed-json.ts';
import { precomputedTools } from './precomputed-tools.ts';

/** zod's error messages in English alone: the other languages add 300 kB to every start. */
const oneLanguage: Plugin = {
  name: 'one-language',
  load: {
    filter: { id: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ },
    handler: () => "export { default as en } from './en.js';",
  },
};

const ABSENT = '\0absent';

/** Optional dependency of the debug package, installed here only for a development tool. */
const withoutColors: Plugin = {
  name: 'without-colors',
  resolveId: { filter: { id: /^supports-color$/ }, handler: () => ABSENT },
  load: { filter: { id: /^\0absent$/ }, handler: () => 'export default false;' },
};

/** jsonwebtoken's checks of Node's version, which every version that we run on passes. For them it would load a library of 46 kB. */
const withoutVersionChecks: Plugin = {
  name: 'without-version-checks',
  load: {
    filter: { id: /[\\/]jsonwebtoken[\\/]lib[\\/](?:asymmetricKeyDetailsSupported|rsaPssKeyDetailsSupported|psSupported)\.js$/ },
    handler: () => 'module.exports = true;',
  },
};

/** Media types by file name, 137 kB: axios brings them for forms with files, and we send none. */
const withoutFileTypes: Plugin = {
  name: 'without-file-types',
  load: { filter: { id: /[\\/]mime-db[\\/]db\.json$/ }, handler: () => '{}' },
};

/** For any entry point. */
export const BUNDLE = {
  platform: 'node',
  // Supplied by the worker. No package of that name exists.
  external: ['@azure/functions-core'],
  // The skills: docs/skills.
  moduleTypes: { '.md': 'text' },
  onLog: (level, log, report) => {
    // Otherwise it would be looked for at run time, where no packages are.
    if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
    report(level, log);
  },
  plugins: [oneLanguage, withoutColors, withoutVersionChecks, withoutFileTypes, compressedJson],
} satisfies InputOptions;

/** For any bundle: CommonJS, which the worker loads in one go. */
const COMMON_JS = {
  format: 'cjs',
  comments: { legal: false },
  // Identifiers are not shortened, for readable stack traces.
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
} satisfies OutputOptions;

/** The whole app, with precomputed tools. */
export const APP: InputOptions = {
  ...BUNDLE,
  input: 'functions/index.ts',
  plugins: [...BUNDLE.plugins, precomputedTools(BUNDLE, COMMON_JS)],
};

export const APP_FILES: OutputOptions = {
  ...COMMON_JS,
  dir: 'dist',
  entryFileNames: 'index.cjs',
  chunkFileNames: 'pieces/[name].cjs',
  sourcemap: true,
};
