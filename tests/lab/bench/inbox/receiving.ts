/** Events through the real route by turns with a bare function that takes the same POST, and with the bare transaction that each of them needs. */
import { createPublicKey, randomUUID } from 'node:crypto';
import type { TransactionAction } from '@azure/data-tables';
import { isSigned, readProof } from '../../../../shared/inbox/receive/signature.ts';
import { WEBHOOK_PATH } from '../../../../shared/inbox/index.ts';
import { connectTable } from '../../../../shared/platform/index.ts';
import type { WebhookKey } from '../../../support/telnyx-signature.ts';
import { connections, exchange } from '../load.ts';
import { cpuMs } from '../process-cost.ts';
import { WIDTHS, type Effort } from '../settings.ts';
import { median, percentile } from '../statistics.ts';
import type { Server } from '../under-load.ts';
import { signedTexts, type Post } from './events.ts';

interface Side {
  /** Medians over the rounds: events per second; ms. */
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  /** ms of CPU per event, over all rounds: of the server, and of Azurite. NaN where it cannot be known. */
  readonly cpu: number;
  readonly tablesCpu: number;
  readonly failures: number;
}

export interface ReceivingFigures {
  readonly loads: readonly { readonly width: number; readonly app: Side; readonly bare: Side; readonly rows: Side }[];
  /** ms: one check of a signature. */
  readonly signature: number;
}

export interface Receivers {
  readonly app: Server;
  readonly trivial: Server;
  readonly tables: string;
  readonly tablesPid: number | undefined;
  readonly key: WebhookKey;
}

const PEER = '+13125550111';
/** A text from a person: feed, conversation, answer. */
const ROWS = 3;
/** Bytes of a sealed text. */
const SEALED = 800;
const CHECKS = 2_000;

/** A load of one kind: each round sends other events. */
function createSide(send: (post: Post) => Promise<boolean>, { key, tablesPid }: Receivers, pid: number | undefined, width: number) {
  const rounds: Pick<Side, 'rate' | 'p50' | 'p99'>[] = [];
  const spent = { cpu: 0, tablesCpu: 0, sent: 0, failures: 0 };
  return {
    async round(count: number, counts = true) {
      const posts = signedTexts(key, PEER, count);
      const latencies: number[] = [];
      const before = [cpuMs(pid), cpuMs(tablesPid)] as const;
      const startedAt = performance.now();
      const worker = async () => {
        for (let post = posts.pop(); post !== undefined; post = posts.pop()) {
          const sentAt = performance.now();
          if (await send(post).catch(() => false)) latencies.push(performance.now() - sentAt);
        }
      };
      await Promise.all(Array.from({ length: width }, worker));
      const seconds = (performance.now() - startedAt) / 1000;
      if (!counts) return;
      spent.cpu += cpuMs(pid) - before[0];
      spent.tablesCpu += cpuMs(tablesPid) - before[1];
      spent.sent += count;
      spent.failures += count - latencies.length;
      rounds.push({ rate: latencies.length / seconds, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) });
    },
    end(): Side {
      const of = (name: 'rate' | 'p50' | 'p99') => median(rounds.map((round) => round[name]));
      const { cpu, tablesCpu, sent, failures } = spent;
      return { rate: of('rate'), p50: of('p50'), p99: of('p99'), cpu: cpu / sent, tablesCpu: tablesCpu / sent, failures };
    },
  };
}

function poster(origin: string, width: number) {
  const agent = connections(width);
  return async (post: Post) => (await exchange(`${origin}${WEBHOOK_PATH}`, post, agent)).status === 200;
}

/** @returns what an event needs of the tables, and no more */
async function bareRows(tables: string): Promise<() => Promise<boolean>> {
  const table = await connectTable('benchrows', { url: tables }, undefined);
  await table.createTable();
  const row = () => ({ partitionKey: 'm', rowKey: randomUUID(), kid: 'bench', e0: Buffer.alloc(SEALED, 'x') });
  return async () => {
    await table.submitTransaction(Array.from({ length: ROWS }, (): TransactionAction => ['create', row()]));
    return true;
  };
}

function measureSignature(key: WebhookKey): number {
  const [post] = signedTexts(key, PEER, 1);
  const proof = readProof(new Headers(post?.headers));
  const keys = [createPublicKey(key.privateKey)];
  const body = Buffer.from(post?.body ?? '');
  if (!proof || !isSigned(proof, body, keys)) throw new Error('The text is not signed.');
  const startedAt = performance.now();
  for (let check = 0; check < CHECKS; check++) isSigned(proof, body, keys);
  return (performance.now() - startedAt) / CHECKS;
}

export async function measureReceiving(receivers: Receivers, { events, eventRounds }: Effort): Promise<ReceivingFigures> {
  const { app, trivial, tables } = receivers;
  const store = await bareRows(tables);
  const trios = WIDTHS.map((width) => ({
    width,
    app: createSide(poster(app.url, width), receivers, app.pid, width),
    bare: createSide(poster(trivial.url, width), receivers, trivial.pid, width),
    rows: createSide(store, receivers, process.pid, width),
  }));
  for (let round = 0; round <= eventRounds; round++) {
    for (const { width, ...sides } of trios) {
      // The first round warms up.
      const count = round === 0 ? Math.ceil(events[width] / 3) : events[width];
      for (const side of [sides.bare, sides.rows, sides.app]) await side.round(count, round > 0);
    }
  }
  const loads = trios.map(({ width, ...sides }) => ({ width, app: sides.app.end(), bare: sides.bare.end(), rows: sides.rows.end() }));
  return { loads, signature: measureSignature(receivers.key) };
}
