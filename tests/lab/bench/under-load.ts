/** The app on the local host, that host with a trivial app, the bare server and the SDKs alone on node:http, under the same load by turns. */
import { connections, exchange, load } from './load.ts';
import { cpuMs } from './process-cost.ts';
import type { McpRequest } from './requests.ts';
import { WIDTHS, type Effort } from './settings.ts';
import { median, percentile } from './statistics.ts';

export interface Server {
  readonly url: string;
  readonly pid: number | undefined;
}

interface Side {
  /** Medians over the rounds: requests per second; ms. */
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  /** Over all rounds: how many requests, and ms of CPU, all threads (NaN where it cannot be known). */
  readonly sent: number;
  readonly cpu: number;
  readonly failures: number;
}

export interface LoadFigures {
  readonly request: McpRequest;
  readonly width: number;
  readonly app: Side;
  readonly bare: Side;
  /** The trivial app on the same host, which answers with the same bytes. */
  readonly host: Side;
  /** McpServer of SDK v1 for the older era, of SDK v2 for the newer. */
  readonly sdk: Side;
}

const SDK_PATH = { legacy: '/v1', modern: '/v2' } as const;
/** Its lists take milliseconds of CPU each: fewer tell as much. */
const SDK_SHARE = 0.25;

/** Loads of one kind: the connections stay open from round to round. */
function createSide(url: string, pid: number | undefined, request: McpRequest, width: number, count: number) {
  const agent = connections(width);
  const rounds: Pick<Side, 'rate' | 'p50' | 'p99'>[] = [];
  let cpu = 0;
  let failures = 0;
  return {
    warmUp: () => load(url, request, agent, width, Math.ceil(count / 3)),
    async round() {
      const before = cpuMs(pid);
      const { latencies, seconds, failures: failed } = await load(url, request, agent, width, count);
      cpu += cpuMs(pid) - before;
      failures += failed;
      rounds.push({ rate: latencies.length / seconds, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) });
    },
    end(): Side {
      agent.destroy();
      const of = (name: 'rate' | 'p50' | 'p99') => median(rounds.map((round) => round[name]));
      return { rate: of('rate'), p50: of('p50'), p99: of('p99'), sent: rounds.length * count, cpu, failures };
    },
  };
}

/**
 * Gives the bare server, or the trivial app at `/taught`, the app's own answer to `request`.
 *
 * @returns where it then answers with those bytes.
 */
export async function teach(app: Server, pupil: Pick<Server, 'url'>, request: McpRequest): Promise<string> {
  const agent = connections(1);
  const { text } = await exchange(`${app.url}/mcp/stream`, request, agent);
  agent.destroy();
  const url = `${pupil.url}/${request.era}/${request.name}`;
  await fetch(url, { method: 'PUT', body: text });
  return url;
}

export async function measureUnderLoad(
  servers: Readonly<Record<'app' | 'bare' | 'trivial' | 'sdk', Server>>,
  requests: readonly McpRequest[],
  effort: Effort,
): Promise<LoadFigures[]> {
  const { app, bare, trivial, sdk } = servers;
  const groups = [];
  for (const request of requests) {
    const reference = await teach(app, bare, request);
    const alone = await teach(app, { url: `${trivial.url}/taught` }, request);
    for (const width of WIDTHS) {
      const count = effort.requests[width];
      groups.push({
        request,
        width,
        app: createSide(`${app.url}/mcp/stream`, app.pid, request, width, count),
        bare: createSide(reference, bare.pid, request, width, count),
        host: createSide(alone, trivial.pid, request, width, count),
        sdk: createSide(`${sdk.url}${SDK_PATH[request.era]}`, sdk.pid, request, width, Math.ceil(count * SDK_SHARE)),
      });
    }
  }
  for (const { app: ours, bare: least, host, sdk: theirs } of groups) {
    await Promise.all([ours, least, host, theirs].map((side) => side.warmUp()));
  }
  for (let round = 0; round < effort.loadRounds; round++) {
    for (const group of groups) {
      await group.bare.round();
      await group.host.round();
      await group.sdk.round();
      await group.app.round();
    }
  }
  return groups.map(({ request, width, ...sides }) => ({
    request,
    width,
    app: sides.app.end(),
    bare: sides.bare.end(),
    host: sides.host.end(),
    sdk: sides.sdk.end(),
  }));
}
