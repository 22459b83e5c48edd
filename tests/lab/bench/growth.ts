/**
 * What a request costs beside 1, 100 and 10,000 persons, grants of one person, conversations and audit rows. By itself:
 * `node tests/lab/bench/growth.ts [--quick]` prints its tables alone. Needs a build.
 */
import { connectTable } from '../../../shared/platform/index.ts';
import { startServiceGate } from '../../support/service-gate.ts';
import { fill, grantIdOf } from './growth/fill.ts';
import { measureMemory, type MemoryFigures } from './growth/memory.ts';
import { requestsOf, type Asked } from './growth/requests.ts';
import { objectIdOf, openWorld, subjectOf, type World } from './growth/world.ts';
import { cpuMs } from './process-cost.ts';
import { growthTables } from './report/growth.ts';
import { FULL, QUICK, type Effort } from './settings.ts';
import { median } from './statistics.ts';

/** One request beside so many of each kind. */
export interface Beside {
  readonly count: number;
  /** ms of CPU of the app per request; ms until the answer is complete. Medians. */
  readonly cpu: number;
  readonly p50: number;
  /** Medians of both, each over that of an app beside one of each kind, which answered by turns. */
  readonly cpuOverOne: number;
  readonly p50OverOne: number;
  /** What it asks of the tables. */
  readonly requests: number;
  readonly rows: number;
}

export interface RequestGrowth extends Pick<Asked, 'kind' | 'name'> {
  readonly fillsPage: boolean;
  readonly beside: readonly Beside[];
}

export interface GrowthFigures {
  readonly requests: readonly RequestGrowth[];
  /** ms: one row, asked of the tables without the app, beside so many of each. */
  readonly bare: readonly { readonly count: number; readonly row: number; readonly rowOfOne: number }[];
  readonly memory: MemoryFigures;
}

/** Requests that are sent one after another before the other app has its turn: the CPU of fewer is not told apart from noise. */
const TURN = 3;
/** Turns that do not count: of the first kind of tables, which finds an app that is cold, and of the others. */
const WARM_UP = { first: 4, later: 1 };

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

interface Turn {
  /** ms per request. */
  readonly cpu: number;
  readonly p50: number;
}

async function takeTurn({ prepare, clean }: Asked, { app }: World): Promise<Turn> {
  const since = new Date();
  const ready = [];
  for (let index = 0; index < TURN; index++) ready.push(await prepare());
  const before = cpuMs(app.host.child.pid);
  const times = [];
  for (const send of ready) times.push(await timed(() => send(app.url)));
  const cpu = (cpuMs(app.host.child.pid) - before) / TURN;
  await clean?.(since);
  return { cpu, p50: median(times) };
}

/** @returns what one request asks of the tables, and how many rows come back */
async function countOf({ prepare, clean }: Asked, origin: string, gate: Awaited<ReturnType<typeof startServiceGate>>) {
  const since = new Date();
  // The first may ask for what is then remembered.
  await (
    await prepare()
  )(origin);
  const send = await prepare();
  const [requests, answers] = [gate.requests.length, gate.answers.length];
  await send(origin);
  const rows = gate.answers.slice(answers).reduce((sum, answer) => sum + rowsIn(answer), 0);
  await clean?.(since);
  return { requests: gate.requests.length - requests, rows };
}

function rowsIn(answer: string): number {
  if (!answer.startsWith('{')) return 0;
  const { value, PartitionKey } = JSON.parse(answer) as { value?: unknown[]; PartitionKey?: string };
  return value?.length ?? (PartitionKey === undefined ? 0 : 1);
}

async function bareRow({ tables }: World): Promise<() => Promise<unknown>> {
  const table = await connectTable('grants', { url: tables }, undefined);
  return () => table.getEntity(subjectOf(objectIdOf(0)), grantIdOf(0));
}

export async function measureGrowth({ sizes, growthTurns }: Effort): Promise<GrowthFigures> {
  const stops: (() => Promise<void>)[] = [];
  try {
    const open = async () => {
      const world = await openWorld();
      stops.unshift(() => world.stop());
      await fill(world, 0, 1);
      return world;
    };
    const [one, many] = [await open(), await open()];
    const gate = await startServiceGate(many.tables);
    stops.unshift(() => gate.stop());
    const counted = await many.startInstance({ TABLES_URL: gate.url });
    stops.unshift(() => counted.stop());
    const [asOne, asMany] = [await requestsOf(one), await requestsOf(many)];
    const [rowOfOne, rowOfMany] = [await bareRow(one), await bareRow(many)];
    const requests = asMany.map(({ kind, name, fillsPage = false }) => ({ kind, name, fillsPage, beside: [] as Beside[] }));
    const bare: GrowthFigures['bare'][number][] = [];
    let filled = 1;
    for (const count of sizes) {
      await fill(many, filled, count);
      filled = count;
      const turns = asMany.map(() => [] as { readonly one: Turn; readonly many: Turn }[]);
      const rows = { one: [] as number[], many: [] as number[] };
      for (let turn = bare.length === 0 ? -WARM_UP.first : -WARM_UP.later; turn < growthTurns; turn++) {
        for (const [index, asked] of asMany.entries()) {
          const reference = asOne[index];
          if (!reference) throw new Error('A request is missing.');
          const both = { one: await takeTurn(reference, one), many: await takeTurn(asked, many) };
          if (turn >= 0) turns[index]?.push(both);
        }
        rows.one.push(await timed(rowOfOne));
        rows.many.push(await timed(rowOfMany));
      }
      bare.push({ count, row: median(rows.many), rowOfOne: median(rows.one) });
      for (const [index, asked] of asMany.entries()) {
        const taken = turns[index] ?? [];
        const of = (cost: keyof Turn) => median(taken.map((both) => both.many[cost]));
        const overOne = (cost: keyof Turn) => median(taken.map((both) => both.many[cost] / both.one[cost]));
        requests[index]?.beside.push({
          count,
          cpu: of('cpu'),
          p50: of('p50'),
          cpuOverOne: overOne('cpu'),
          p50OverOne: overOne('p50'),
          ...(await countOf(asked, counted.url, gate)),
        });
      }
    }
    const memory = await measureMemory(many, filled);
    return { requests, bare, memory };
  } finally {
    for (const stop of stops) await stop();
  }
}

if (import.meta.main) console.log(growthTables(await measureGrowth(process.argv.includes('--quick') ? QUICK : FULL)));
