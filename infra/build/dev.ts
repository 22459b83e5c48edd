/**
 * `npm run dev`: builds the app with every change of its sources and starts the host again with it. The stand-ins stay up with all that they
 * hold. After a build that fails the app goes on as it was. Ctrl+C stops everything. Arguments go on to `npm start`.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { watch } from 'rolldown';
import { APP, APP_FILES } from './bundle.ts';

const START = join(import.meta.dirname, '..', 'local', 'start.ts');

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

const builds = watch({ ...APP, output: APP_FILES });
builds.on('event', async (event) => {
  if (event.code === 'BUNDLE_END') {
    await event.result.close();
    runNewBuild(Math.round(event.duration));
  } else if (event.code === 'ERROR') {
    await event.result.close();
    console.error(`${event.error.message}\nThe build failed. The last good build keeps running.`);
  }
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (app) app.kill('SIGTERM');
    else void builds.close();
  });
}
