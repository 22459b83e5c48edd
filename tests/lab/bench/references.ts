/** The official server and the Deno that its code tool needs: a tree of their own in references/, installed when they are first wanted. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const ROOT = join(import.meta.dirname, 'references');
const MODULES = join(ROOT, 'node_modules');

export const OFFICIAL = join(MODULES, 'telnyx-mcp', 'index.js');

/** The official server looks for Deno there: the program itself, as Deno's own installer puts it, not npm's start script. */
export const PATH_WITH_DENO = [join(MODULES, 'deno'), process.env['PATH']].join(delimiter);

/** npm writes this file when all is in place. */
export const isInstalled = () => existsSync(join(MODULES, '.package-lock.json'));

/** Installs both from the lock file. Throws where npm cannot. */
export async function installReferences(): Promise<void> {
  const npm = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  await once(npm, 'exit');
  if (npm.exitCode !== 0) throw new Error('npm ci in tests/lab/bench/references failed.');
}
