/**
 * How long `/health/live` waits behind the worst message of each shape, beside the idle server. By itself: `node tests/lab/bench/stalls.ts`
 * prints its table alone. Needs a build.
 */
import { login } from '../../support/login.ts';
import { startApp } from '../../support/running-app.ts';
import { measureStalls, type Stalls } from '../../support/stalls.ts';
import { stallTable } from './report/stalls.ts';

export type StallFigures = Stalls;

/** @param tries how often each message is sent: the least wait counts, for the machine adds to it and never takes away. */
export async function measureWorstMessages(tries: number): Promise<StallFigures> {
  const app = await startApp();
  try {
    return await measureStalls(app, await login(app), tries);
  } finally {
    await app.stop();
  }
}

if (import.meta.main) console.log(stallTable(await measureWorstMessages(5)));
