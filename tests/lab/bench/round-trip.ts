/** What a question to Telnyx costs more through us than asked directly: both with axios, keep-alive, one at a time, by turns. */
import { Agent } from 'node:http';
import axios from 'axios';
import { LOCAL_API_KEY } from '../../../infra/local/telnyx/server.ts';
import { isGood, type McpRequest } from './requests.ts';
import { median } from './statistics.ts';

export interface RoundTrip {
  /** Medians in ms. */
  readonly direct: number;
  readonly through: number;
  /** The same POST to the trivial app: what the local host takes of it. */
  readonly host: number;
}

/** By then the code is as compiled as in a server that has run for a while: its first hundred calls take twice as long. */
const WARM_UP = 1500;

async function timed(send: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await send();
  return performance.now() - startedAt;
}

interface Urls {
  readonly app: string;
  readonly trivial: string;
  readonly telnyx: string;
}

export async function measureRoundTrip({ app, trivial, telnyx }: Urls, request: McpRequest, count: number): Promise<RoundTrip> {
  const httpAgent = new Agent({ keepAlive: true });
  const client = axios.create({ httpAgent, proxy: false, responseType: 'text', transformResponse: (body: unknown) => body });
  const { 'content-length': _, ...headers } = request.headers;
  const askDirectly = () => client.get(`${telnyx}/v2/balance`, { headers: { authorization: `Bearer ${LOCAL_API_KEY}` } });
  const askThrough = async () => {
    const { status, data } = await client.post<string>(`${app}/mcp/stream`, request.body, { headers });
    if (!isGood(status, data)) throw new Error(`HTTP ${status}: ${data.slice(0, 200)}`);
  };
  const askHost = () => client.post(`${trivial}/mcp/stream`, request.body, { headers });
  const direct: number[] = [];
  const through: number[] = [];
  const host: number[] = [];
  for (let index = -WARM_UP; index < count; index++) {
    const times = [await timed(askDirectly), await timed(askThrough), await timed(askHost)] as const;
    if (index < 0) continue;
    direct.push(times[0]);
    through.push(times[1]);
    host.push(times[2]);
  }
  httpAgent.destroy();
  return { direct: median(direct), through: median(through), host: median(host) };
}
