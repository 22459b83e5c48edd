import type { Beside, GrowthFigures, RequestGrowth } from '../growth.ts';
import { KINDS } from '../growth/requests.ts';
import { mib, ms, table, times, whole, type Row } from './format.ts';

/** From where on a request should cost the same: from the first, or from a full page. */
const fromOf = ({ fillsPage, beside }: RequestGrowth): number => (fillsPage ? Math.max(0, beside.length - 2) : 0);

/** By how much more a request costs beside the most than at first, each beside the app with one of each, which answered by turns. */
export function growthOf(request: RequestGrowth, cost: 'cpu' | 'p50'): number {
  const over = (beside: Beside | undefined) => beside?.[`${cost}OverOne`] ?? Number.NaN;
  return over(request.beside.at(-1)) / over(request.beside[fromOf(request)]);
}

/** The same of the rows that the tables answer. */
export function rowGrowthOf(request: RequestGrowth): number {
  const [first, last] = [request.beside[fromOf(request)], request.beside.at(-1)];
  return (last?.rows ?? Number.NaN) / Math.max(1, first?.rows ?? Number.NaN);
}

/** What a request costs as each kind grows, and what is remembered. */
export function growthTables({ requests, bare, memory }: GrowthFigures): string {
  const counts = requests[0]?.beside.map(({ count }) => count) ?? [];
  const [last = 0] = counts.slice(-1);
  const cell = ({ cpu, p50, requests: asked, rows }: Beside) => `${ms(cpu)}, ${ms(p50)}; ${asked} requests, ${whole(rows)} rows`;
  const head = (name: string): Row => [
    `${name}: CPU, p50; of the tables`,
    ...counts.map((count) => whole(count)),
    `CPU: ${whole(last)} ÷ 1 (* ÷ ${whole(counts.at(-2) ?? 1)})`,
    'p50',
  ];
  const kinds = KINDS.map((kind) =>
    table(
      head(kind),
      requests
        .filter((each) => each.kind === kind)
        .map((each): Row => [
          `${each.name}${each.fillsPage ? ' *' : ''}`,
          ...each.beside.map(cell),
          `${growthOf(each, 'cpu').toFixed(2)}x`,
          `${growthOf(each, 'p50').toFixed(2)}x`,
        ]),
    ),
  );
  const rows = table(
    ['one row, without the app', ...counts.map((count) => whole(count)), `${whole(last)} ÷ 1`],
    [['p50', ...bare.map(({ row }) => ms(row)), times(bare.at(-1)?.row ?? Number.NaN, bare.at(-1)?.rowOfOne ?? Number.NaN)]],
  );
  const [before, after] = memory.heap;
  const kib = (((after - before) * 1024) / memory.people).toFixed(1);
  const held = `${whole(memory.people)} people who call once: ${mib(before)} of heap and buffers are ${mib(after)}, ${kib} KiB each; the process ${mib(memory.resident[0])}, ${mib(memory.resident[1])}.`;
  return [...kinds, rows, held].join('\n\n');
}
