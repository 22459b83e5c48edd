/**
 * What the first `npm start` and the first `npm test` install: packages, size and time, from an empty folder and with an empty cache of npm.
 * By hand: `node tests/lab/bench/first-start.ts`. Measures the last commit, needs the network, and prints a table.
 */
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const Lock = z.object({ packages: z.record(z.string(), z.looseObject({})) });

const folder = await mkdtemp(join(tmpdir(), 'first-start-'));
const app = join(folder, 'app');
/** Without this project's Node on the PATH: a fresh machine has not got it. */
const PATH = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((path) => !path.includes('node_modules'))
  .join(delimiter);
const env = { ...process.env, PATH, npm_config_cache: join(folder, 'cache') };

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** @returns seconds until the program says it, or ends where nothing is awaited */
async function seconds(args: readonly string[], line?: RegExp): Promise<number> {
  const startedAt = performance.now();
  // A group of its own: a signal to npm alone would leave the app running.
  const child = spawn('npm', args, {
    cwd: app,
    env: { ...env, PORT: String(await freePort()) },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = once(child, 'close');
  let isSaid = line === undefined;
  for await (const text of createInterface({ input: child.stdout })) {
    if (line?.test(text) !== true) continue;
    isSaid = true;
    break;
  }
  if (!isSaid) throw new Error(`npm ${args.join(' ')} ended before it said ${String(line)}`);
  const taken = (performance.now() - startedAt) / 1_000;
  if (line !== undefined && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  await ended;
  return taken;
}

/** The folders of this repository that npm links are no packages. */
function packages(): number {
  const lock = Lock.parse(JSON.parse(readFileSync(join(app, 'node_modules/.package-lock.json'), 'utf8')));
  return Object.entries(lock.packages).filter(([path, { link }]) => path.includes('node_modules/') && link !== true).length;
}

const megabytes = () =>
  Number(/^\d+/.exec(execFileSync('du', ['-sm', '--exclude=.cache', join(app, 'node_modules')], { encoding: 'utf8' }))?.[0]);

const row = (what: string, taken: number) => `| ${what} | ${packages()} | ${megabytes()} MB | ${taken.toFixed(0)} s |`;

try {
  execFileSync('git', ['clone', '--quiet', resolve('.'), app]);
  const start = row('`npm start`, until it is ready', await seconds(['start'], /^Ready on /));
  const tests = row('then `npm test`, what it installs', await seconds(['run', '-s', 'ready', '--', 'all']));
  console.log(['| in an empty folder | packages there | on disk | time |', '|---|---|---|---|', start, tests].join('\n'));
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
