/** Bundles the app into one CommonJS file, `dist/index.cjs`: the entry that package.json `main` names. What went into it stands in `dist/meta.json`. */
import { writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { APP_BUNDLE } from './bundle.ts';

const { metafile } = await build({ ...APP_BUNDLE, outfile: 'dist/index.cjs', sourcemap: 'linked', metafile: true });
// infra/build/package-app.ts finds here whose code is in the bundle and what it loads at run time.
await writeFile('dist/meta.json', JSON.stringify(metafile));
