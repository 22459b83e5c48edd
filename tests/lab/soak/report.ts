import { cpus } from 'node:os';
import { percentile } from '../bench/statistics.ts';
import type { Outcome } from '../../app/faults/support/load.ts';
import type { OutageSpan } from './plot.ts';
import type { Sample } from './sampler.ts';

export interface SoakResult {
  readonly command: string;
  readonly samples: readonly Sample[];
  readonly outages: readonly OutageSpan[];
  readonly outcomes: readonly Outcome[];
  /** Not good, though everything was up. */
  readonly failures: readonly Outcome[];
  /** Messages that were sent more than once. */
  readonly twice: number;
  /** MiB in an hour. */
  readonly slope: number;
}

const row = (...cells: (string | number)[]) => `| ${cells.join(' | ')} |`;
const fixed = (value: number | undefined, digits = 1) => (value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits));

/** The numbers of one soak as Markdown. */
export function report({ command, samples, outages, outcomes, failures, twice, slope }: SoakResult): string {
  const machine = `${cpus().length} cores of ${cpus()[0]?.model ?? 'an unknown model'}, Node ${process.version}, ${process.platform}`;
  const kinds = [...Map.groupBy(outcomes, ({ kind }) => kind)].sort(([one], [other]) => one.localeCompare(other));
  const count = (some: readonly Outcome[], state: Outcome['state']) => some.filter((each) => each.state === state).length;
  const ends = [samples[0], samples[Math.floor(samples.length / 2)], samples.at(-1)];
  return [
    '# Soak',
    `\`${command}\`, ${new Date().toISOString().slice(0, 10)}, ${machine}. ${outages.length} times a dependency was killed and started again.`,
    '![Memory and latency](soak.svg)',
    [
      row('', 'start', 'middle', 'end'),
      row('---', '---:', '---:', '---:'),
      row('heap after a collection, MiB', ...ends.map((each) => fixed(each?.heap))),
      row('resident set, MiB', ...ends.map((each) => fixed(each?.resident))),
      row('handles', ...ends.map((each) => each?.handles ?? '–')),
    ].join('\n'),
    [
      row('kind', 'answers', 'good', 'not sent (said so)', 'unknown (said so)', 'p50 ms', 'p99 ms'),
      row('---', '---:', '---:', '---:', '---:', '---:', '---:'),
      ...kinds.map(([kind, some]) => {
        const times = some.filter(({ state }) => state === 'good').map(({ ms }) => ms);
        const said = [count(some, 'good'), count(some, 'not_sent'), count(some, 'unknown')];
        return row(kind, some.length, ...said, fixed(percentile(times, 0.5)), fixed(percentile(times, 0.99)));
      }),
    ].join('\n'),
    `Failures while everything was up: ${failures.length}. Messages sent twice: ${twice}. The heap's slope over the second half: ${fixed(slope)} MiB an hour.`,
  ].join('\n\n');
}
