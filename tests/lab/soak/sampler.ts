import type { Probe } from '../../support/process-probe.ts';
import type { Outcome } from '../../app/faults/support/load.ts';
import { percentile } from '../bench/statistics.ts';

/** What the process held, and how it answered since the sample before. */
export interface Sample {
  /** Seconds since the start. */
  readonly at: number;
  /** MiB, garbage collected. */
  readonly heap: number;
  readonly resident: number;
  readonly handles: number;
  readonly answers: number;
  /** ms over all good answers of all kinds; NaN for none. */
  readonly p50: number;
  readonly p99: number;
}

const MIB = 2 ** 20;

/** @returns a function that takes one sample. */
export function createSampler(view: Probe, outcomes: readonly Outcome[], startedAt: number): () => Promise<Sample> {
  let seen = 0;
  return async () => {
    const { heap, resident, handles } = await view.holdings();
    const fresh = outcomes.slice(seen);
    seen += fresh.length;
    const times = fresh.filter(({ state }) => state === 'good').map(({ ms }) => ms);
    return {
      at: (Date.now() - startedAt) / 1000,
      heap: heap / MIB,
      resident: resident / MIB,
      handles: Object.values(handles).reduce((sum, count) => sum + count, 0),
      answers: fresh.length,
      p50: percentile(times, 0.5),
      p99: percentile(times, 0.99),
    };
  };
}

/** MiB by which the heap grows in an hour: least squares over the second half, when everything is loaded and warm. */
export function heapSlope(samples: readonly Sample[]): number {
  const late = samples.slice(Math.floor(samples.length / 2));
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanAt, meanHeap] = [meanOf(late.map(({ at }) => at)), meanOf(late.map(({ heap }) => heap))];
  const spread = late.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0);
  return (late.reduce((sum, { at, heap }) => sum + (at - meanAt) * (heap - meanHeap), 0) / spread) * 3600;
}
