import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { Sample } from './sampler.ts';

export interface OutageSpan {
  readonly part: string;
  /** Seconds since the start. */
  readonly from: number;
  readonly to: number;
}

const WIDTH = 860;
const time = { field: 'at', type: 'quantitative', title: 'minutes', axis: { format: '~g', tickCount: 10 } } as const;

/** @returns memory above, latency below, the outages as bands, as SVG. */
export function plot(samples: readonly Sample[], outages: readonly OutageSpan[]): Promise<string> {
  const minutes = samples.map((each) => ({ ...each, at: each.at / 60 }));
  const bands = outages.map(({ part, from, to }) => ({ part, from: from / 60, to: to / 60 }));
  const outage = {
    data: { values: bands },
    mark: { type: 'rect', opacity: 0.18, color: '#c0392b' },
    encoding: { x: { field: 'from', type: 'quantitative' }, x2: { field: 'to' } },
  } as const;
  const names = {
    data: { values: bands },
    mark: { type: 'text', angle: 270, align: 'right', baseline: 'bottom', dx: -4, dy: -2, fontSize: 10, color: '#7b241c' },
    encoding: { x: { field: 'from', type: 'quantitative' }, y: { value: 0 }, text: { field: 'part' } },
  } as const;
  const lines = (fields: readonly string[], title: string, scale: 'linear' | 'log') =>
    ({
      width: WIDTH,
      height: 220,
      layer: [
        outage,
        {
          data: { values: minutes.flatMap((each) => fields.map((name) => ({ at: each.at, name, value: each[name as keyof Sample] }))) },
          mark: { type: 'line', point: { size: 18 } },
          encoding: {
            x: time,
            y: { field: 'value', type: 'quantitative', title, scale: { type: scale } },
            color: { field: 'name', type: 'nominal', title: null, legend: { orient: 'right' } },
          },
        },
        names,
      ],
    }) as const;
  const spec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: 'white',
    padding: 16,
    title: 'Soak: memory and latency; what was down is shaded',
    vconcat: [lines(['resident', 'heap'], 'MiB', 'linear'), lines(['p50', 'p99'], 'ms (log)', 'log')],
    resolve: { scale: { color: 'independent' } },
  } as unknown as TopLevelSpec;
  return new vega.View(vega.parse(compile(spec).spec), { renderer: 'none' }).toSVG();
}
