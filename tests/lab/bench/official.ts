/** A question to Telnyx through the official server's code tool, by turns with the same question to this app. */
import { setTimeout as pause } from 'node:timers/promises';
import { connections, exchange } from './load.ts';
import { measureList, type ListSize } from './list-size.ts';
import { startOfficial, type OfficialOptions, type Transport } from './official-server.ts';
import { residentMibOfTree } from './process-cost.ts';
import { isGood, type McpRequest } from './requests.ts';
import { median } from './statistics.ts';

export interface OfficialTrip {
  /** Medians in ms: tools/list, and the balance of the account by code. */
  readonly list: number;
  readonly call: number;
  /** Runs of code that ended in an error and are not in `call`: the server asks its Deno before that listens (ECONNREFUSED), mostly on a busy machine. */
  readonly failures: number;
  /** MiB while code runs, its Deno included. */
  readonly peakMib: number;
  readonly size: ListSize;
}

export interface Official {
  readonly stdio: OfficialTrip;
  readonly http: OfficialTrip;
  /** ms: the median of this app's get_balance over the local host, asked right after each of theirs. */
  readonly ours: number;
}

/** What a model would write. */
const CODE = 'async function run(client) {\n  return await client.balance.retrieve();\n}';
const LISTS = 20;
const SAMPLE_MS = 25;
const MOST_FAILURES = 20;

async function timed<Value>(work: () => Promise<Value>): Promise<{ ms: number; value: Value }> {
  const startedAt = performance.now();
  const value = await work();
  return { ms: performance.now() - startedAt, value };
}

async function measureTransport(transport: Transport, options: OfficialOptions, askOurs: () => Promise<number>, count: number) {
  const server = await startOfficial(transport, options);
  try {
    const text = await server.ask('tools/list');
    const lists: number[] = [];
    for (let index = 0; index < LISTS; index++) lists.push((await timed(() => server.ask('tools/list'))).ms);
    const execute = async () => {
      const answer = await server.ask('tools/call', { name: 'execute', arguments: { code: CODE } });
      if (!answer.includes('available_credit')) throw new Error(`The code tool answered ${answer.slice(0, 300)}`);
    };
    const calls: number[] = [];
    const ours: number[] = [];
    let peakMib = 0;
    let failures = 0;
    // One run more fills Deno's caches.
    while (calls.length <= count) {
      const done = timed(execute).catch((error: unknown) => {
        if (++failures > MOST_FAILURES) throw error;
      });
      let running = true;
      void done.finally(() => (running = false)).catch(() => undefined);
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- it changes while this waits
      while (running) {
        peakMib = Math.max(peakMib, residentMibOfTree(server.pid));
        await pause(SAMPLE_MS);
      }
      const run = await done;
      if (!run) continue;
      calls.push(run.ms);
      ours.push(await askOurs());
    }
    return { trip: { list: median(lists), call: median(calls.slice(1)), failures, peakMib, size: measureList(text) }, ours: ours.slice(1) };
  } finally {
    await server.stop();
  }
}

export async function measureOfficial(options: OfficialOptions, endpoint: string, request: McpRequest, count: number): Promise<Official> {
  const agent = connections(1);
  const askOurs = async () => {
    const { ms, value } = await timed(() => exchange(endpoint, request, agent));
    if (!isGood(value.status, value.text)) throw new Error(`HTTP ${value.status ?? 0}: ${value.text.slice(0, 200)}`);
    return ms;
  };
  try {
    const stdio = await measureTransport('stdio', options, askOurs, count);
    const http = await measureTransport('http', options, askOurs, count);
    return { stdio: stdio.trip, http: http.trip, ours: median([...stdio.ours, ...http.ours]) };
  } finally {
    agent.destroy();
  }
}
