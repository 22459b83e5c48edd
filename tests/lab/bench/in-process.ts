/** The app's own handler without a host: bundled as for production, run in a process of its own, by turns with the bare server. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { APP } from '../../../infra/build/bundle.ts';
import { bundled } from '../../support/bundled.ts';
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

async function runOnce(program: string, count: number, tablesUrl: string) {
  const child = spawn(process.execPath, [program, String(count), tablesUrl], { stdio: ['ignore', 'pipe', 'inherit'] });
  return Costs.parse(JSON.parse(await text(child.stdout)));
}

export async function measureInProcess(app: Server, bare: Server, list: McpRequest, effort: Effort): Promise<InProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const program = await bundled({ ...APP, input: 'tests/lab/bench/in-process-entry.ts' }, folder);
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
    await rm(folder, { recursive: true });
  }
  const names = Round.keyof().options;
  return Round.parse(Object.fromEntries(names.map((name) => [name, median(rounds.map((round) => round[name]))])));
}
