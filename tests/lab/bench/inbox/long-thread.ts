/** What reading costs as a conversation grows: time beside a bare page of the same table, and what is asked of the tables. */
import { writeCursor } from '../../../../shared/inbox/reader/cursor.ts';
import { createInbox, type Inbox } from '../../../../shared/inbox/index.ts';
import { connectTable, createLogger, type Secrets, type Settings } from '../../../../shared/platform/index.ts';
import { fillInbox } from '../../../support/inbox-rows.ts';
import { startServiceGate } from '../../../support/service-gate.ts';
import { median } from '../statistics.ts';
import { OWN, textOf } from './events.ts';

/** Median ms of a read, and what it asks of the tables. */
export interface Read {
  readonly time: number;
  readonly requests: number;
  readonly rows: number;
}

export interface ThreadFigures {
  readonly messages: number;
  readonly thread: Read;
  readonly list: Read;
  readonly look: Read;
  /** ms: one page of as many rows as the newest page takes, asked without the app. */
  readonly bare: number;
}

interface Parts {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly tables: string;
}

const LIMIT = 20;
const BARE_ROWS = 61;

function openInbox({ settings, secrets }: Parts, tables: string): Inbox {
  const nobody = () => {
    throw new Error('Telnyx is not asked here.');
  };
  const log = createLogger(() => undefined);
  return createInbox({ settings: { ...settings, tables: { url: tables } }, secrets, telnyx: nobody, log, clock: Date.now }).reader;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function rowsIn(answer: string): number {
  const found = answer.startsWith('{') ? (JSON.parse(answer) as { value?: unknown[] }).value : undefined;
  return found?.length ?? 0;
}

async function barePage(tables: string): Promise<() => Promise<unknown>> {
  const month = `inbox${new Date().toISOString().slice(0, 7).replace('-', '')}`;
  const table = await connectTable(month, { url: tables }, undefined);
  const filter = "PartitionKey eq 'm' and RowKey ge 's~' and RowKey lt 's~~'";
  return () => table.listEntities({ queryOptions: { filter } }).byPage({ maxPageSize: BARE_ROWS }).next();
}

/** @param sizes messages of the conversation, ascending: each stands in the same table as those before it */
export async function measureThreads(parts: Parts, sizes: readonly number[], tries: number): Promise<ThreadFigures[]> {
  const gate = await startServiceGate(parts.tables);
  const [direct, counted] = [openInbox(parts, parts.tables), openInbox(parts, gate.url)];
  const presence = { grantId: 'bench', signal: new AbortController().signal, progress: () => undefined };
  const figures: ThreadFigures[] = [];
  let filled = 0;
  const end = Date.now();
  const peer = '+13125550122';
  try {
    for (const messages of sizes) {
      const bodies = Array.from({ length: messages - filled }, (_body, index) => textOf(peer, end - messages + index));
      await fillInbox({ tables: parts.tables, secrets: parts.secrets }, bodies, end);
      filled = messages;
      const after = writeCursor({ at: Date.now() + 60_000, known: [] });
      const ways = {
        thread: (inbox: Inbox) => inbox.thread({ own: OWN, others: [peer], limit: LIMIT }),
        list: (inbox: Inbox) => inbox.list({ limit: LIMIT }),
        look: (inbox: Inbox) => inbox.wait({ own: OWN, peer, after, seconds: 0 }, presence),
      };
      const bare = await barePage(parts.tables);
      const samples = { thread: [] as number[], list: [] as number[], look: [] as number[], bare: [] as number[] };
      for (let attempt = -1; attempt < tries; attempt++) {
        const times = {
          bare: await timed(bare),
          thread: await timed(() => ways.thread(direct)),
          list: await timed(() => ways.list(direct)),
          look: await timed(() => ways.look(direct)),
        };
        if (attempt >= 0) for (const name of ['bare', 'thread', 'list', 'look'] as const) samples[name].push(times[name]);
      }
      const read = async (name: keyof typeof ways): Promise<Read> => {
        // The first read of a month that is missing makes its table.
        await ways[name](counted);
        const [requests, answers] = [gate.requests.length, gate.answers.length];
        await ways[name](counted);
        const rows = gate.answers.slice(answers).reduce((sum, answer) => sum + rowsIn(answer), 0);
        return { time: median(samples[name]), requests: gate.requests.length - requests, rows };
      };
      figures.push({
        messages,
        thread: await read('thread'),
        list: await read('list'),
        look: await read('look'),
        bare: median(samples.bare),
      });
    }
  } finally {
    await gate.stop();
  }
  return figures;
}
