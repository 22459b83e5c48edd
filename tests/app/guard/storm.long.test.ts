import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { connectTable } from '../../../shared/platform/index.ts';
import { use } from '../../support/index.ts';
import { until } from '../../support/until.ts';
import { GUARD_ROWS, RESERVING, SENDING, SETTLING, useGuardedApp } from './support/guarded-app.ts';

const guarded = useGuardedApp();
const second = use(() => guarded.start());
const WORKERS = 8;
const STORM_MS = 20_000;

const Counted = z.object({ counts: z.object({ messages: z.object({ inDay: z.number() }) }) });

/** What all people together have sent, as the guard counts it. */
async function counted(): Promise<number> {
  const table = await connectTable('guard', { url: guarded.standIns.tables }, undefined);
  const row = await table.getEntity<{ json0: string }>('account', 'n!all');
  return Counted.parse(JSON.parse(row.json0)).counts.messages.inDay;
}

/** Now this goes wrong, now that, now nothing. */
async function storm(until: () => boolean): Promise<void> {
  const faults = [
    () => guarded.tables.loseAnswers(RESERVING, 2),
    () => guarded.tables.loseAnswers(SETTLING, 4),
    () => guarded.tables.refuse(GUARD_ROWS),
    () => guarded.telnyx.loseAnswers(SENDING, 2),
    () => guarded.telnyx.refuse(SENDING),
  ];
  while (!until()) {
    faults[Math.floor(Math.random() * faults.length)]?.();
    await pause(Math.random() * 400);
    if (Math.random() < 0.7) {
      guarded.tables.restore();
      guarded.telnyx.restore();
    }
    await pause(Math.random() * 200);
  }
  guarded.tables.restore();
  guarded.telnyx.restore();
}

test('G6: after a storm of faults, as much is counted as was sent, and what is counted besides was said to be unknown or not done', async () => {
  const made: { text: string; kind: string; words: string }[] = [];
  let over = false;
  const workers = Array.from({ length: WORKERS }, async (_none, worker) => {
    while (!over) {
      const text = randomUUID();
      const { kind, text: words } = await guarded.send(worker % 2 === 0 ? guarded.app : second, text);
      made.push({ text, kind, words });
    }
  });
  const weather = storm(() => over);
  await pause(STORM_MS);
  const isSent = ({ kind }: { readonly kind: string }) => kind === 'sent';
  await until(() => made.filter(isSent).length > 20 && made.filter((one) => !isSent(one)).length > 20);
  over = true;
  await Promise.all([...workers, weather]);

  const sent = await guarded.sent();
  expect([...sent].filter(([, count]) => count > 1)).toEqual([]);
  const good = made.filter(isSent);
  expect(good.filter(({ text }) => sent.get(text) !== 1)).toEqual([]);
  const notDone = made.filter(({ kind, words }) => kind !== 'sent' && !/UNKNOWN/.test(words));
  expect(notDone.filter(({ text }) => sent.has(text))).toEqual([]);
  // A claim whose answer never came counts, although nothing was sent: never the other way round.
  const total = await counted();
  const doubtful = made.length - good.length;
  expect(total).toBeGreaterThanOrEqual(sent.size);
  expect(total).toBeLessThanOrEqual(sent.size + doubtful);
  console.log(`${made.length} calls, ${good.length} sent, ${sent.size} at Telnyx, ${total} counted`);
}, 180_000);
