import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { z } from 'zod';

const Lock = z.object({
  packages: z.record(z.string(), z.looseObject({ version: z.string().optional(), optional: z.boolean().default(false) })),
});

function packagesOf(file: string): z.output<typeof Lock>['packages'] {
  try {
    return Lock.parse(JSON.parse(readFileSync(file, 'utf8'))).packages;
  } catch {
    return {};
  }
}

/** npm keeps what it installed in a lock file of its own; packages for other platforms are rightly not in it. */
function isInstalled(folder: string): boolean {
  const there = packagesOf(join(folder, 'node_modules', '.package-lock.json'));
  return Object.entries(packagesOf(join(folder, 'package-lock.json'))).every(
    ([path, { version, optional }]) => path === '' || optional || there[path]?.version === version,
  );
}

/**
 * Installs programs that are a tree of their own, where it does not match its lock file. Throws where npm fails.
 *
 * @param folder the folder of their package.json
 * @param what what is installed, and how much it is
 */
export function installPrograms(folder: string, what: string, say: (line: string) => void): void {
  if (isInstalled(folder)) return;
  say(`Installing ${what} (npm ci) …`);
  // No install script of theirs is needed to run them.
  const install = () =>
    spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: folder,
      env: { ...process.env, PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter) },
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    }).status;
  // A registry may drop one of a thousand downloads.
  const status = install() === 0 ? 0 : install();
  if (status !== 0) throw new Error(`npm ci in ${folder} ended with ${String(status)}`);
}
