/** What the guard costs a call: a text through the app by turns with a read, and with the bare round trips to the tables that it needs. */
import { randomUUID } from 'node:crypto';
import type { TransactionAction } from '@azure/data-tables';
import { connectTable } from '../../../shared/platform/index.ts';
import { connections, exchange } from './load.ts';
import { isGood, type McpRequest } from './requests.ts';
import { percentile } from './statistics.ts';

/** p50 and p95 in ms. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
}

export interface GuardedFigures {
  /** send_message, each with a new text; get_balance; another send_message of the same text, which gets the receipt. */
  readonly guarded: Latency;
  readonly read: Latency;
  readonly repeated: Latency;
  /** The same tables without the app: rows read at once, a transaction of five rows, a transaction of two. */
  readonly rows: Latency;
}

const WARM_UP = 20;
const READS = 4;
const PARTITION = 'bench';

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

const latency = (samples: readonly number[]): Latency => ({ p50: percentile(samples, 0.5), p95: percentile(samples, 0.95) });

/** A text to one number, in the place of another call. */
function sending(call: McpRequest, text: string): McpRequest {
  const body = call.body.replace('"name":"get_balance","arguments":{}', () => {
    const args = { from: '+13125550100', to: '+13125550111', text };
    return `"name":"send_message","arguments":${JSON.stringify(args)}`;
  });
  const headers = { ...call.headers, 'mcp-name': 'send_message', 'content-length': String(Buffer.byteLength(body)) };
  return { ...call, body, headers };
}

/** @returns the bare round trips of one guarded call, and no more */
async function roundTrips(tables: string): Promise<() => Promise<void>> {
  const table = await connectTable('bench', { url: tables }, undefined);
  await table.createTable();
  const absent = () => table.getEntity(PARTITION, randomUUID()).catch(() => undefined);
  const row = (rowKey: string) => ({ partitionKey: PARTITION, rowKey, json0: 'x'.repeat(300) });
  return async () => {
    await Promise.all(Array.from({ length: READS }, absent));
    const keys = Array.from({ length: 5 }, () => randomUUID());
    await table.submitTransaction(keys.map((key): TransactionAction => ['create', row(key)]));
    await table.submitTransaction(keys.slice(0, 2).map((key): TransactionAction => ['update', row(key), 'Replace']));
  };
}

/** @param call get_balance of 2026-07-28 */
export async function measureGuarded(endpoint: string, tables: string, call: McpRequest, count: number): Promise<GuardedFigures> {
  const agent = connections(1);
  const ask = async (request: McpRequest) => {
    const { status, text } = await exchange(endpoint, request, agent);
    if (!isGood(status, text)) throw new Error(`HTTP ${status ?? 0}: ${text.slice(0, 200)}`);
  };
  const askRows = await roundTrips(tables);
  const samples: Record<keyof GuardedFigures, number[]> = { guarded: [], read: [], repeated: [], rows: [] };
  for (let index = -WARM_UP; index < count; index++) {
    const message = sending(call, randomUUID());
    const times = {
      guarded: await timed(() => ask(message)),
      read: await timed(() => ask(call)),
      repeated: await timed(() => ask(message)),
      rows: await timed(askRows),
    };
    if (index < 0) continue;
    for (const name of ['guarded', 'read', 'repeated', 'rows'] as const) samples[name].push(times[name]);
  }
  agent.destroy();
  const { guarded, read, repeated, rows } = samples;
  return { guarded: latency(guarded), read: latency(read), repeated: latency(repeated), rows: latency(rows) };
}
