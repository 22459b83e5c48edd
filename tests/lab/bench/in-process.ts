/** The app's own handler without a host: bundled as for production, run in a process of its own, by turns with the bare server. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { z } from 'zod';
import { APP_BUNDLE } from '../../../infra/build/bundle.ts';
import { startAzurite } from '../../support/azurite.ts';
import { Costs } from './in-process-costs.ts';
import { connections, load } from './load.ts';
import { cpuMs } from './process-cost.ts';
import type { McpRequest } from './requests.ts';
import type { Effort } from './settings.ts';
import { median } from './statistics.ts';
import { teach, type Server } from './under-load.ts';

const Round = Costs.extend({ bare: z.number() });

/** Medians of CPU time in ms per request: {@link Costs}, and the bare server with the bytes of a tools/list. */
export type InProcess = z.output<typeof Round>;

const WIDTH = 10;
/** The bare server is so quick that the kernel's clock needs this many requests more to see it as well. */
const BARE_FACTOR = 2;

async function bundle(): Promise<Uint8Array> {
  const { outputFiles } = await build({ ...APP_BUNDLE, entryPoints: ['tests/lab/bench/in-process-entry.ts'], write: false });
  const file = outputFiles[0];
  if (!file) throw new Error('esbuild made no bundle.');
  return file.contents;
}

async function runOnce(program: Uint8Array, count: number, tablesUrl: string) {
  const child = spawn(process.execPath, ['-', String(count), tablesUrl], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(program);
  return Costs.parse(JSON.parse(await text(child.stdout)));
}

export async function measureInProcess(app: Server, bare: Server, list: McpRequest, effort: Effort): Promise<InProcess> {
  const program = await bundle();
  const reference = await teach(app, bare, list);
  const agent = connections(WIDTH);
  const count = effort.inProcess * BARE_FACTOR;
  await load(reference, list, agent, WIDTH, count);
  const rounds: InProcess[] = [];
  // Its time is not counted: it is a process of its own.
  const azurite = await startAzurite();
  try {
    for (let round = 0; round < effort.inProcessRounds; round++) {
      const before = cpuMs(bare.pid);
      await load(reference, list, agent, WIDTH, count);
      const cpu = (cpuMs(bare.pid) - before) / count;
      rounds.push({ ...(await runOnce(program, effort.inProcess, azurite.url)), bare: cpu });
    }
  } finally {
    await azurite.stop();
    agent.destroy();
  }
  const names = Round.keyof().options;
  return Round.parse(Object.fromEntries(names.map((name) => [name, median(rounds.map((round) => round[name]))])));
}
