import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { z } from 'zod';
import { PROGRAMS } from './versions.ts';

const Lock = z.object({
  packages: z.record(z.string(), z.looseObject({ version: z.string().optional(), optional: z.boolean().default(false) })),
});

function packagesOf(file: string): z.output<typeof Lock>['packages'] {
  try {
    return Lock.parse(JSON.parse(readFileSync(join(PROGRAMS, file), 'utf8'))).packages;
  } catch {
    return {};
  }
}

/** npm keeps what it installed in a lock file of its own; packages for other platforms are rightly not in it. */
function isInstalled(): boolean {
  const there = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json')).every(
    ([path, { version, optional }]) => path === '' || optional || there[path]?.version === version,
  );
}

/** Installs the clients that are programs of their own, where their tree does not match its lock file. Throws where npm fails. */
export function installPrograms(say: (line: string) => void): void {
  if (isInstalled()) return;
  say('Installing MCP Inspector and mcp-remote (npm ci): 120 MB, about half a minute …');
  // The Inspector's install script serves its own repository alone.
  const done = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: PROGRAMS,
    env: { ...process.env, PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter) },
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) throw new Error(`npm ci in ${PROGRAMS} ended with ${String(done.status)}`);
}
