/** A hundred calls of wait_for at once: who gets a seat, what waiting costs, and how soon an event is told. */
import { setTimeout as pause } from 'node:timers/promises';
import { WEBHOOK_PATH } from '../../../../shared/inbox/index.ts';
import type { WebhookKey } from '../../../support/telnyx-signature.ts';
import { connections, exchange } from '../load.ts';
import { cpuMs } from '../process-cost.ts';
import { mcpRequests, type McpRequest } from '../requests.ts';
import { percentile } from '../statistics.ts';
import type { Server } from '../under-load.ts';
import { OWN, signedTexts } from './events.ts';

export interface WaitFigures {
  readonly asked: number;
  /** How many waited and were told, how many were answered at once, and how many got no good answer. */
  readonly served: number;
  readonly crowded: number;
  readonly failures: number;
  /** ms until those who found no seat had their answer: p50 and the last. */
  readonly turnedAway: { readonly p50: number; readonly last: number };
  /** ms of CPU of the app per second, while nobody waits and while the seats are taken. */
  readonly idleCpu: number;
  readonly waitingCpu: number;
  /** ms from the answer to the event until those who waited were told: p50 and the last. */
  readonly told: { readonly p50: number; readonly last: number };
}

const ASKED = 100;
const SECONDS = 50;
const SEATS = 10;
/** On a busy machine. */
const TURNED_AWAY_MS = 20_000;
const PEER = '+13125550133';

function waiting(token: string): McpRequest {
  const call = mcpRequests(token).find(({ name, era }) => name === 'tools/call' && era === 'modern');
  if (!call) throw new Error('The request is missing.');
  const args = JSON.stringify({ own: OWN, peer: PEER, seconds: SECONDS });
  const body = call.body.replace('"name":"get_balance","arguments":{}', () => `"name":"wait_for","arguments":${args}`);
  return { ...call, body, headers: { ...call.headers, 'mcp-name': 'wait_for', 'content-length': String(Buffer.byteLength(body)) } };
}

/** @returns ms of CPU per second */
async function cpuPerSecond(pid: number | undefined, ms: number): Promise<number> {
  const [before, startedAt] = [cpuMs(pid), performance.now()];
  await pause(ms);
  return ((cpuMs(pid) - before) / (performance.now() - startedAt)) * 1000;
}

/** @param tokens of as many grants: two of each may wait */
export async function measureWaits(app: Server, key: WebhookKey, tokens: readonly string[], windowMs: number): Promise<WaitFigures> {
  const idleCpu = await cpuPerSecond(app.pid, windowMs);
  const agent = connections(ASKED);
  const requests = tokens.map(waiting);
  const startedAt = performance.now();
  let answered = 0;
  const answers = Promise.all(
    Array.from({ length: ASKED }, async (_one, index) => {
      const request = requests[index % requests.length];
      if (!request) throw new Error('Nobody is logged in.');
      const { status, text } = await exchange(`${app.url}/mcp/stream`, request, agent).catch(() => ({ status: undefined, text: '' }));
      answered++;
      const isGood = status === 200 && text.includes('"result":') && !text.includes('"isError":true');
      const isTold = isGood && text.includes("three o'clock");
      return { at: performance.now(), isGood, isTold, isCrowded: isGood && text.includes('Too many wait already') };
    }),
  );
  while (answered < ASKED - SEATS && performance.now() - startedAt < TURNED_AWAY_MS) await pause(100);
  const waitingCpu = await cpuPerSecond(app.pid, windowMs);
  const [event] = signedTexts(key, PEER, 1);
  if (!event) throw new Error('There is no event.');
  const { status } = await exchange(`${app.url}${WEBHOOK_PATH}`, event, agent);
  if (status !== 200) throw new Error(`The event was answered with HTTP ${status ?? 0}.`);
  const sentAt = performance.now();
  const all = await answers;
  agent.destroy();
  const away = all.filter(({ isCrowded }) => isCrowded).map(({ at }) => at - startedAt);
  const told = all.filter(({ isTold }) => isTold).map(({ at }) => at - sentAt);
  const both = (samples: readonly number[]) => ({ p50: percentile(samples, 0.5), last: Math.max(...samples) });
  return {
    asked: ASKED,
    served: told.length,
    crowded: away.length,
    failures: all.filter(({ isTold, isCrowded }) => !isTold && !isCrowded).length,
    turnedAway: both(away),
    idleCpu,
    waitingCpu,
    told: both(told),
  };
}
