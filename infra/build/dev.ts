/**
 * `npm run dev`: builds the app with every change of its sources and starts the host again with it. The stand-ins stay up with all that they
 * hold. After a build that fails the app goes on as it was. Ctrl+C stops everything. Arguments go on to `npm start`.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { context, type Plugin } from 'esbuild';
import { z } from 'zod';
import { APP_BUNDLE } from './bundle.ts';

const START = join(import.meta.dirname, '..', 'local', 'start.ts');
const Package = z.object({ main: z.string() });

function afterEachBuild(run: (buildMs: number) => void): Plugin {
  return {
    name: 'after-each-build',
    setup(esbuild) {
      let startedAt = 0;
      esbuild.onStart(() => void (startedAt = performance.now()));
      esbuild.onEnd(({ errors }) => {
        const ms = Math.round(performance.now() - startedAt);
        if (errors.length === 0) run(ms);
        else console.error(`The build failed after ${ms} ms. The last good build keeps running.`);
      });
    },
  };
}

const { main } = Package.parse(JSON.parse(await readFile('package.json', 'utf8')));
let app: ChildProcess | undefined;

function runNewBuild(buildMs: number): void {
  if (app) {
    app.send({ buildMs });
    return;
  }
  app = fork(START, process.argv.slice(2));
  app.once('exit', (code) => {
    process.exitCode = code ?? 1;
    void builds.dispose();
  });
}

const plugins = [...(APP_BUNDLE.plugins ?? []), afterEachBuild(runNewBuild)];
const builds = await context({ ...APP_BUNDLE, outfile: main, sourcemap: 'linked', plugins });
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (app) app.kill('SIGTERM');
    else void builds.dispose();
  });
}
await builds.watch();
