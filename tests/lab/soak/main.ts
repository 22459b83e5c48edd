/**
 * `npm run soak`: a mixed load for ten minutes (`--minutes N`) while one dependency after another is killed and started again. Writes RESULTS.md
 * and soak.svg beside this file. Exit code 1 where memory grows, a message is sent twice or an answer fails while everything is up. Needs a build.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { probe, PROBED } from '../../support/process-probe.ts';
import { startHost } from '../../support/running-app.ts';
import { parts, startCloud, type Part } from '../../app/faults/support/cloud.ts';
import { LOAD_SETTINGS, startLoad, TEXT } from '../../app/faults/support/load.ts';
import { plot, type OutageSpan } from './plot.ts';
import { report } from './report.ts';
import { createSampler, heapSlope, type Sample } from './sampler.ts';

const CONNECTIONS = 10;
const SAMPLE_EVERY_MS = 5_000;
const OUTAGE_EVERY_MS = 20_000;
const FIRST_OUTAGE_MS = 10_000;
const DOWN_MS = 2_000;
/** Within so many seconds after its return a dependency may still be felt. */
const RECOVERY_S = 5;
/** A short run has too few samples for a slope that means anything. */
const SLOPE_FROM_MINUTES = 5;
const STEEPEST_MIB_PER_HOUR = 60;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const minutes = z.coerce.number().positive().max(1_440).parse(values.minutes);
const endsAfterMs = minutes * 60_000;

const cloud = await startCloud();
const app = await startHost(cloud, LOAD_SETTINGS, { nodeArguments: PROBED });
const view = await probe(app.host);
const load = await startLoad(app, { connections: CONNECTIONS, pauseMs: 150 });
const startedAt = Date.now();
const seconds = () => (Date.now() - startedAt) / 1000;
const sample = createSampler(view, load.outcomes, startedAt);
const samples: Sample[] = [];
const outages: OutageSpan[] = [];

async function breakThings(): Promise<void> {
  await pause(FIRST_OUTAGE_MS);
  for (let count = 0; seconds() * 1000 + DOWN_MS + RECOVERY_S * 1000 < endsAfterMs; count++) {
    const part: Part = parts[count % parts.length] ?? 'telnyx';
    const from = seconds();
    await cloud.kill(part);
    await pause(DOWN_MS);
    await cloud.start(part);
    outages.push({ part, from, to: seconds() });
    await pause(OUTAGE_EVERY_MS - DOWN_MS);
  }
}

async function watch(): Promise<void> {
  while (seconds() * 1000 < endsAfterMs) {
    await pause(SAMPLE_EVERY_MS);
    const { at, heap, resident, answers, p50, p99 } = await sample().then((each) => (samples.push(each), each));
    if (samples.length % 2 === 0) {
      const memory = `heap ${heap.toFixed(1)} MiB, resident ${resident.toFixed(0)} MiB`;
      console.log(
        `${at.toFixed(0)} s: ${answers} answers, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${memory}, ${outages.length} outages`,
      );
    }
  }
}

try {
  await Promise.all([watch(), breakThings()]);
  await load.stop();
} finally {
  view.close();
  await app.stop();
}
const failures = load.outcomes.filter(({ state, startedAt: began, ms }) => {
  const [from, to] = [(began - startedAt) / 1000, (began + ms - startedAt) / 1000];
  const excused = outages.some((outage) => to > outage.from && from < outage.to + RECOVERY_S);
  return state === 'broken' || state === 'other' || (state !== 'good' && !excused);
});
const twice = [...cloud.sentTexts(TEXT).values()].filter((count) => count > 1).length;
await cloud.stop();
const slope = heapSlope(samples);
const command = `npm run soak${minutes === 10 ? '' : ` -- --minutes ${minutes}`}`;
await writeFile(join(import.meta.dirname, 'soak.svg'), await plot(samples, outages));
const text = report({ command, samples, outages, outcomes: load.outcomes, failures, twice, slope });
await writeFile(join(import.meta.dirname, 'RESULTS.md'), `${text}\n`);
console.log(`\n${text}`);
for (const { kind, words = '' } of failures.slice(0, 10)) console.error(`${kind}: ${words.slice(0, 300)}`);
const grows = minutes >= SLOPE_FROM_MINUTES && slope > STEEPEST_MIB_PER_HOUR;
if (failures.length > 0 || twice > 0 || grows) process.exitCode = 1;
