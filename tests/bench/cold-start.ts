/** From spawning a process to its first complete answer, with the compile cache of an earlier start, as every start but the first has. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { COMPILE_CACHE, NODE_ARGUMENTS } from '../../infra/local/host-process.ts';
import { run } from '../support/running-app.ts';
import { connections, exchange } from './load.ts';
import { isGood, type McpRequest } from './requests.ts';
import { TRIVIAL_ROOT } from './settings.ts';
import { median } from './statistics.ts';

export interface ColdStart {
  /** Medians in ms: an empty Node program, the host with a trivial app, the host with this app until it listens and until tools/list is answered. */
  readonly bare: number;
  readonly trivial: number;
  readonly listening: number;
  readonly answered: number;
}

/** By then the host has written its compile cache. */
const CACHE_WRITTEN_MS = 800;

async function startBare(): Promise<number> {
  const startedAt = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  return performance.now() - startedAt;
}

async function startHost(args: readonly string[], env: Readonly<Record<string, string>>, request: McpRequest, lingerMs = 0) {
  const agent = connections(1);
  const startedAt = performance.now();
  const host = run('infra/local/host/main.ts', ['--port', '0', ...args], { ...env, NODE_COMPILE_CACHE: COMPILE_CACHE }, NODE_ARGUMENTS);
  try {
    const [, url = ''] = await host.line(/^Listening on (\S+)$/);
    const listening = performance.now() - startedAt;
    const { status, text } = await exchange(`${url}/mcp/stream`, request, agent);
    const answered = performance.now() - startedAt;
    if (args.length === 0 && !isGood(status, text)) throw new Error(`The first answer is HTTP ${status ?? 0}: ${text.slice(0, 200)}`);
    await new Promise((resolve) => setTimeout(resolve, lingerMs));
    return { listening, answered };
  } finally {
    agent.destroy();
    await host.stop();
  }
}

/** In: the app's environment on warm stand-ins, a tools/list with a token that this environment accepts, how many rounds. */
export async function measureColdStart(env: Readonly<Record<string, string>>, request: McpRequest, rounds: number): Promise<ColdStart> {
  const samples = { bare: [] as number[], trivial: [] as number[], listening: [] as number[], answered: [] as number[] };
  await startHost(['--root', TRIVIAL_ROOT], {}, request, CACHE_WRITTEN_MS);
  await startHost([], env, request, CACHE_WRITTEN_MS);
  for (let round = 0; round < rounds; round++) {
    samples.bare.push(await startBare());
    samples.trivial.push((await startHost(['--root', TRIVIAL_ROOT], {}, request)).answered);
    const { listening, answered } = await startHost([], env, request);
    samples.listening.push(listening);
    samples.answered.push(answered);
  }
  return {
    bare: median(samples.bare),
    trivial: median(samples.trivial),
    listening: median(samples.listening),
    answered: median(samples.answered),
  };
}
