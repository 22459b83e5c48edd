import { z } from 'zod';
import { median } from './statistics.ts';

/** CPU ms per request of this app in both eras, of the SDKs alone, of the tool function, of a fixed string as a Response (with a Request read before). */
export const Costs = z.object({
  legacyList: z.number(),
  modernList: z.number(),
  legacyCall: z.number(),
  modernCall: z.number(),
  v1List: z.number(),
  v2List: z.number(),
  v2lowList: z.number(),
  v1Call: z.number(),
  v2Call: z.number(),
  v2lowCall: z.number(),
  toolAlone: z.number(),
  ready: z.number(),
  readyAfterRead: z.number(),
});

export type CostName = keyof z.output<typeof Costs>;
export type Handlers = Readonly<Record<CostName, () => Promise<Response>>>;

const ROUNDS = 4;
/** By then the code is as compiled as in a server that has run for a while. */
const WARM_UP = 1500;
/** An McpServer takes milliseconds for a list: a tenth of the requests tells as much. */
const SLOW: ReadonlySet<string> = new Set<CostName>(['v1List', 'v2List']);
const SLOW_SHARE = 0.1;

/** CPU ms of one `handle`, with the bytes of its answer read as a host would send them. */
async function cost(handle: () => Promise<Response>, count: number): Promise<number> {
  const before = process.cpuUsage();
  for (let index = 0; index < count; index++) await (await handle()).arrayBuffer();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / count;
}

/** @returns medians of rounds by turns. */
export async function measureCosts(handlers: Handlers, requests: number): Promise<Record<string, number>> {
  const samples = Object.entries(handlers).map(([name, handle]) => {
    const share = SLOW.has(name) ? SLOW_SHARE : 1;
    return { name, handle, warmUp: Math.ceil(WARM_UP * share), count: Math.ceil((requests * share) / ROUNDS), costs: [] as number[] };
  });
  for (const { handle, warmUp } of samples) await cost(handle, warmUp);
  for (let round = 0; round < ROUNDS; round++) {
    for (const { handle, count, costs } of samples) costs.push(await cost(handle, count));
  }
  return Object.fromEntries(samples.map(({ name, costs }) => [name, median(costs)]));
}
