/** What is started and compared: this app and variants of it, a trivial app on the same host, an empty program, the official server. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { NODE_ARGUMENTS } from '../../../infra/local/node-options.ts';
import { run } from '../../support/running-app.ts';
import { connections, exchange } from './load.ts';
import { startOfficial, type OfficialOptions, type Transport } from './official-server.ts';
import { residentMib } from './process-cost.ts';
import { isGood, type McpRequest } from './requests.ts';
import { TRIVIAL_ROOT } from './settings.ts';
import { measureStarts, type Start, type Starter } from './starts.ts';
import { median } from './statistics.ts';
import { buildVariants, type Variant } from './variants.ts';

const LOADS = ['trivial', 'app', 'cachedTrivial', 'cachedApp'] as const;

/** Medians in ms: until the worker can go on, and until what the app loads by itself after that is there, too. */
export interface Load {
  readonly registered: number;
  readonly whole: number;
}

export type ColdStart = Readonly<Record<'bare' | 'trivial' | 'app' | 'uncached' | Variant, Start>> & {
  /** Undefined where it is not installed. */
  readonly official: Readonly<Record<Transport | 'cached', Start>> | undefined;
  /** Loading an app in the seam of the worker: without a compile cache, as in Azure, and with one. */
  readonly load: Readonly<Record<(typeof LOADS)[number], Load>>;
};

/** By then the host has written its compile cache. */
const CACHE_WRITTEN_MS = 800;
const SERVED = 100;

async function startBare(): Promise<Start> {
  const startedAt = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  return { listening: Number.NaN, answered: performance.now() - startedAt, idleMib: Number.NaN, servedMib: Number.NaN };
}

/** A folder of the local host, as `npm start` runs it. */
function hostStarter(root: string | undefined, env: Readonly<Record<string, string>>, request: McpRequest): Starter {
  const isOurs = root !== TRIVIAL_ROOT;
  let lingerMs = CACHE_WRITTEN_MS;
  return async () => {
    const agent = connections(1);
    const startedAt = performance.now();
    const args = ['--port', '0', ...(root === undefined ? [] : ['--root', root])];
    const host = run('infra/local/host/main.ts', args, env, NODE_ARGUMENTS);
    try {
      const [, url = ''] = await host.line(/^Listening on (\S+)$/);
      const listening = performance.now() - startedAt;
      const ask = async () => {
        const { status, text } = await exchange(`${url}/mcp/stream`, request, agent);
        if (isOurs && !isGood(status, text)) throw new Error(`The first answer is HTTP ${status ?? 0}: ${text.slice(0, 200)}`);
      };
      await ask();
      const answered = performance.now() - startedAt;
      const idleMib = residentMib(host.child.pid);
      for (let index = 0; index < SERVED; index++) await ask();
      const servedMib = residentMib(host.child.pid);
      await pause(lingerMs);
      lingerMs = 0;
      return { listening, answered, idleMib, servedMib };
    } finally {
      agent.destroy();
      await host.stop();
    }
  };
}

function officialStarter(transport: Transport, options: OfficialOptions): Starter {
  return async () => {
    const startedAt = performance.now();
    const server = await startOfficial(transport, options);
    try {
      await server.ask('tools/list');
      const answered = performance.now() - startedAt;
      const idleMib = residentMib(server.pid);
      for (let index = 0; index < SERVED; index++) await server.ask('tools/list');
      return { listening: Number.NaN, answered, idleMib, servedMib: residentMib(server.pid) };
    } finally {
      await server.stop();
    }
  };
}

/** The real worker loads an app in the same way, after its own start. */
async function measureLoad(env: Readonly<Record<string, string>>, cache: string, rounds: number): Promise<ColdStart['load']> {
  const withCache = { ...env, NODE_COMPILE_CACHE: cache };
  const load = async (kind: (typeof LOADS)[number]): Promise<Load> => {
    const root = kind === 'app' || kind === 'cachedApp' ? '.' : TRIVIAL_ROOT;
    const program = run('tests/lab/bench/load-app.ts', [root], kind === 'app' || kind === 'trivial' ? env : withCache);
    await program.exited;
    const [registered = Number.NaN, whole = Number.NaN] = program.stdout().split(' ').map(Number);
    return { registered, whole };
  };
  for (const kind of LOADS) await load(kind);
  const samples: Record<(typeof LOADS)[number], Load[]> = { trivial: [], app: [], cachedTrivial: [], cachedApp: [] };
  for (let round = 0; round < rounds; round++) {
    for (const kind of LOADS) samples[kind].push(await load(kind));
  }
  const middle = (kind: (typeof LOADS)[number]): Load => ({
    registered: median(samples[kind].map(({ registered }) => registered)),
    whole: median(samples[kind].map(({ whole }) => whole)),
  });
  return { trivial: middle('trivial'), app: middle('app'), cachedTrivial: middle('cachedTrivial'), cachedApp: middle('cachedApp') };
}

export async function measureColdStart(
  env: Readonly<Record<string, string>>,
  request: McpRequest,
  official: OfficialOptions | undefined,
  rounds: number,
): Promise<ColdStart> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    const roots = await buildVariants(folder);
    const cached = { ...env, NODE_COMPILE_CACHE: join(folder, 'compile-cache') };
    const { starts, more } = await measureStarts(
      {
        bare: startBare,
        trivial: hostStarter(TRIVIAL_ROOT, { NODE_COMPILE_CACHE: cached.NODE_COMPILE_CACHE }, request),
        app: hostStarter(undefined, cached, request),
        uncached: hostStarter(undefined, { ...env, NODE_DISABLE_COMPILE_CACHE: '1' }, request),
        eager: hostStarter(roots.eager, cached, request),
        listing: hostStarter(roots.listing, cached, request),
        unbundled: hostStarter(roots.unbundled, cached, request),
      },
      official && {
        stdio: officialStarter('stdio', official),
        http: officialStarter('http', official),
        cached: officialStarter('stdio', { ...official, env: { NODE_COMPILE_CACHE: cached.NODE_COMPILE_CACHE } }),
      },
      rounds,
    );
    return { ...starts, official: more, load: await measureLoad(env, cached.NODE_COMPILE_CACHE, rounds) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
