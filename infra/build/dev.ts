/**
 * `npm run dev`: builds the app with every change of its sources and starts the host again with it. The stand-ins stay up with all that they
 * hold. After a build that fails the app goes on as it was. Ctrl+C stops everything. Arguments go on to `npm start`.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { watch } from 'rolldown';
import { APP, APP_FILES } from './bundle.ts';

const START = join(import.meta.dirname, '..', 'local', 'start.ts');

/** Of the bundler: what it says of the source comes before. */
const STACK = /^ {4}at .*\n?/gm;

let app: ChildProcess | undefined;

function runNewBuild(buildMs: number): void {
  if (app) {
    app.send({ buildMs });
    return;
  }
  app = fork(START, process.argv.slice(2));
  app.once('exit', (code) => {
    process.exitCode = code ?? 1;
    void builds.close();
  });
}

/** An editor saves a file in several steps: one build for all of them. */
const SETTLED_MS = 100;

const builds = watch({ ...APP, output: APP_FILES, watch: { buildDelay: SETTLED_MS } });
let startedAt = 0;
builds.on('event', async (event) => {
  if (event.code === 'BUNDLE_START') startedAt = performance.now();
  if (event.code !== 'BUNDLE_END' && event.code !== 'ERROR') return;
  const ms = Math.round(performance.now() - startedAt);
  await event.result.close();
  if (event.code === 'BUNDLE_END') runNewBuild(ms);
  else console.error(`${event.error.message.replace(STACK, '')}\nThe build failed after ${ms} ms. The last good build keeps running.`);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (app) app.kill('SIGTERM');
    else void builds.close();
  });
}
