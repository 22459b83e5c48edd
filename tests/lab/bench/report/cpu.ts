import type { InProcess } from '../in-process.ts';
import type { LoadFigures } from '../under-load.ts';
import { table, times, us, type Row } from './format.ts';

/** ms of CPU per request over loads of all widths: the kernel counts in steps too coarse for one. */
function cpuPer(loads: readonly LoadFigures[], side: 'app' | 'bare' | 'host' | 'sdk'): number {
  const total = (name: 'cpu' | 'sent') => loads.reduce((sum, figures) => sum + figures[side][name], 0);
  return total('cpu') / total('sent');
}

function inProcessRows(costs: InProcess): Row[] {
  const { bare, ready, readyAfterRead, toolAlone } = costs;
  const row = (name: string, ours: number, sdk: number, low?: number): Row => [
    `${name}, in process`,
    us(ours),
    us(sdk),
    times(ours, sdk),
    low === undefined ? '' : us(low),
    name.startsWith('tools/list') ? us(bare) : '',
    name.startsWith('tools/list') ? times(ours, bare) : '',
    '',
  ];
  return [
    row('tools/list, 2025-11-25', costs.legacyList, costs.v1List),
    row('tools/list, 2026-07-28', costs.modernList, costs.v2List, costs.v2lowList),
    row('tools/call, 2025-11-25', costs.legacyCall, costs.v1Call),
    row('tools/call, 2026-07-28', costs.modernCall, costs.v2Call, costs.v2lowCall),
    ['of a call: the tool function alone', us(toolAlone), '', '', '', '', '', ''],
    [
      'a ready list as a `Response` (after reading a `Request`)',
      `${us(ready)} (${us(readyAfterRead)})`,
      '',
      '',
      '',
      us(bare),
      times(ready, bare),
      '',
    ],
  ];
}

const ERAS = { legacy: '2025-11-25', modern: '2026-07-28' } as const;

/** CPU time per request: in process, and of whole servers under the load. */
export function cpuTable(costs: InProcess, load: readonly LoadFigures[]): string {
  const kinds = Map.groupBy(load, ({ request }) => `${request.name}, ${ERAS[request.era]}`);
  const onHost = Array.from(kinds, ([kind, loads]): Row => {
    const [app, bare, host, sdk] = [cpuPer(loads, 'app'), cpuPer(loads, 'bare'), cpuPer(loads, 'host'), cpuPer(loads, 'sdk')];
    return [`${kind}, by HTTP`, us(app), us(sdk), times(app, sdk), '', us(bare), times(app, bare), us(host)];
  });
  const head = [
    'CPU per request',
    'this app',
    'McpServer (SDK v1, v2), no login',
    'ratio',
    'SDK v2 low-level',
    'bare node:http',
    'ratio',
    'the local host alone',
  ];
  return table(head, [...inProcessRows(costs), ...onHost]);
}

/** Throughput and latency by connections. */
export function loadTable(load: readonly LoadFigures[]): string {
  const head = [
    'by HTTP',
    'era',
    'connections',
    'app: req/s',
    'p50 ms',
    'p99 ms',
    'failures',
    'SDK: req/s',
    'p50',
    'bare: req/s',
    'p50',
    'host alone: p50',
    'p50 app ÷ SDK',
    '÷ bare',
    '÷ host alone',
  ];
  const rows = load.map(({ request, width, app, bare, host, sdk }) => [
    request.name,
    ERAS[request.era],
    String(width),
    app.rate.toFixed(0),
    app.p50.toFixed(2),
    app.p99.toFixed(1),
    String(app.failures),
    sdk.rate.toFixed(0),
    sdk.p50.toFixed(2),
    bare.rate.toFixed(0),
    bare.p50.toFixed(2),
    host.p50.toFixed(2),
    times(app.p50, sdk.p50),
    times(app.p50, bare.p50),
    times(app.p50, host.p50),
  ]);
  return table(head, rows);
}
