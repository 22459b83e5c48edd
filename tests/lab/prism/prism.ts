import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../support/oauth/free-port.ts';
import { run } from '../../support/running-app.ts';
import { EXTRACT } from '../../app/contract/support/openapi.ts';
import { openApiDocument } from './document.ts';

/** The folder of Prism, with a package.json and a lock file of its own. */
export const PROGRAMS = 'tests/lab/prism/programs';
const PRISM = `${PROGRAMS}/node_modules/@stoplight/prism-cli/dist/index.js`;

/** `static`: answers with the same values each time. `dynamic`: with random ones that fit. A URL: passes on what it checks. */
export type Mode = 'static' | 'dynamic' | { readonly upstream: string };

export interface Prism {
  readonly url: string;
  stop(): Promise<void>;
}

/** The same random values in every run. */
const SEED = 'telnyx';

/**
 * Starts Prism on a free port.
 *
 * @param extracts what the project holds of Telnyx's document; default: that of the typed tools
 */
export async function startPrism(mode: Mode, extracts: readonly string[] = [EXTRACT]): Promise<Prism> {
  const folder = await mkdtemp(join(tmpdir(), 'prism-'));
  const file = join(folder, 'openapi.json');
  await writeFile(file, JSON.stringify(openApiDocument(extracts)));
  const port = String(await freePort());
  const command =
    typeof mode === 'object'
      ? ['proxy', file, mode.upstream]
      : ['mock', file, ...(mode === 'dynamic' ? ['--dynamic', '--seed', SEED] : [])];
  const program = run(PRISM, [...command, '--port', port, '--verboseLevel', 'info']);
  await program.line(/Prism is listening on /);
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      await program.stop();
      await rm(folder, { recursive: true });
    },
  };
}
