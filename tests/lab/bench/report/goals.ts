import type { RequestGrowth } from '../growth.ts';
import { AIMS } from '../settings.ts';
import type { Figures } from './figures.ts';
import { ms, table, verdict, type Row } from './format.ts';
import { growthOf, rowGrowthOf } from './growth.ts';

interface Goal {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
  readonly show: (value: number) => string;
}

const ratio = (value: number) => `${Number(value.toPrecision(3))}x`;

const times = (name: string, value: number, limit: number): Goal => ({ name, value, limit, show: ratio });

const ERAS = { modern: '2026-07-28', legacy: '2025-11-25' } as const;

function listGoals({ inProcess, load }: Figures): Goal[] {
  return (['modern', 'legacy'] as const).flatMap((era) => {
    const loads = load.filter(({ request }) => request.name === 'tools/list' && request.era === era);
    const worst = Math.max(...loads.map(({ app, bare }) => app.p50 / bare.p50));
    return [
      times(`CPU per tools/list (${ERAS[era]}) in process ÷ bare node:http`, inProcess[`${era}List`] / inProcess.bare, AIMS.listOverBare),
      times(`p50 of tools/list (${ERAS[era]}) by HTTP ÷ bare node:http, the worst of all widths`, worst, AIMS.listOverBare),
    ];
  });
}

function startGoals({ coldStart: { app, official }, official: trips }: Figures): Goal[] {
  if (!official || !trips) return [];
  const least = (of: 'answered' | 'idleMib') => Math.min(official.stdio[of], official.http[of]);
  return [
    times('Start → first answer ÷ telnyx-mcp (its quicker transport)', app.answered / least('answered'), AIMS.startOverOfficial),
    times('Memory after the first answer ÷ telnyx-mcp (its smaller transport)', app.idleMib / least('idleMib'), AIMS.memoryOverOfficial),
    times(
      'get_balance ÷ the same by telnyx-mcp’s code tool',
      trips.ours / Math.min(trips.stdio.call, trips.http.call),
      AIMS.tripOverOfficial,
    ),
  ];
}

function growthGoals({ growth: { requests } }: Figures): Goal[] {
  const most = Math.max(...requests.flatMap(({ beside }) => beside.map(({ count }) => count))).toLocaleString('en');
  const worst = (what: string, of: (request: RequestGrowth) => number, limit: number): Goal => {
    const grown = requests.map((each) => ({ name: each.name, growth: of(each) })).sort((one, other) => other.growth - one.growth);
    const above = grown.filter(({ growth }) => growth > limit).length;
    const name = `${what} per request beside ${most} of each kind ÷ beside one: the worst of ${grown.length} (${grown[0]?.name ?? ''}; ${above} above the limit)`;
    return times(name, grown[0]?.growth ?? Number.NaN, limit);
  };
  return [worst('CPU', (each) => growthOf(each, 'cpu'), AIMS.growth), worst('Rows read', rowGrowthOf, AIMS.rowGrowth)];
}

function goalsOf(figures: Figures): Goal[] {
  const { coldStart, inProcess, load, loadedMib, roundTrip } = figures;
  const { direct, through, host } = roundTrip;
  const failures = load.filter(({ width }) => width === 50).reduce((sum, { app: { failures: failed } }) => sum + failed, 0);
  return [
    ...startGoals(figures),
    times(
      'Loading in the seam of the worker ÷ a trivial app',
      coldStart.load.app.registered / coldStart.load.trivial.registered,
      AIMS.loadOverTrivial,
    ),
    times('CPU per tools/call in process ÷ McpServer of SDK v2', inProcess.modernCall / inProcess.v2Call, AIMS.callOverSdk),
    ...listGoals(figures),
    { name: 'get_balance, dearer than asked directly', value: through - direct, limit: AIMS.roundTripMs, show: ms },
    { name: 'get_balance, dearer than that and the local host alone', value: through - direct - host, limit: AIMS.overHostMs, show: ms },
    times('Memory after all loads ÷ SDK v1 and v2 on node:http', loadedMib.app / loadedMib.sdk, AIMS.loadedOverSdk),
    ...growthGoals(figures),
    { name: 'Failures with 50 connections', value: failures, limit: AIMS.failures, show: String },
  ];
}

/** Each aim with what this run has to say of it. */
export function goalTable(figures: Figures): string {
  const rows = goalsOf(figures).map(({ name, value, limit, show }): Row => [name, show(value), `≤ ${show(limit)}`, verdict(value, limit)]);
  return table(['goal', 'this run', 'limit', ''], rows);
}
