import { join } from 'node:path';
import { rolldown, type InputOptions } from 'rolldown';
import { APP_FILES } from '../../infra/build/bundle.ts';

/**
 * Bundles a program as the app is bundled.
 *
 * @returns its first file, below `folder`
 */
export async function bundled(options: InputOptions, folder: string): Promise<string> {
  const bundle = await rolldown(options);
  await bundle.write({ ...APP_FILES, sourcemap: false, dir: folder });
  return join(folder, 'index.cjs');
}
