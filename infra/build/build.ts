/** Bundles the app: `dist/index.cjs`, which package.json names as `main`, and its pieces. `dist/meta.json` says what they hold. */
import { rolldown } from 'rolldown';
import { APP, APP_FILES } from './bundle.ts';
import { writeBundleMeta } from './package/bundle-meta.ts';

const bundle = await rolldown(APP);
const output = await bundle.write({ ...APP_FILES, cleanDir: true });
await writeBundleMeta('dist/meta.json', 'dist', output);
