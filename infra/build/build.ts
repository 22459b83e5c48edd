/** Bundles the app into one CommonJS file, `dist/index.cjs`, which package.json names as `main`. `dist/meta.json` describes its contents. */
import { writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { APP_BUNDLE } from './bundle.ts';

const { metafile } = await build({ ...APP_BUNDLE, outfile: 'dist/index.cjs', sourcemap: 'linked', metafile: true });
// infra/build/package-app.ts reads the bundled packages and the external modules from it.
await writeFile('dist/meta.json', JSON.stringify(metafile));
