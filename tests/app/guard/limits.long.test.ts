import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createForge, type RunningApp } from '../../support/index.ts';
import { useGuardedApp } from './support/guarded-app.ts';

const guarded = useGuardedApp();
const SHIFTED = ['--import', join(process.cwd(), 'tests/app/guard/support/shifted-clock.mjs')];
const DAY = 86_400_000;

const startAll = (count: number, settings: Readonly<Record<string, string>>) =>
  Promise.all(Array.from({ length: count }, () => guarded.start(settings)));

/** Sends as many different texts at once, over all processes by turns. */
async function sendAll(processes: readonly RunningApp[], texts: readonly string[], token?: string) {
  const turns = texts.map((text, index) => ({ text, to: processes[index % processes.length] ?? guarded.app }));
  return Promise.all(turns.map(({ text, to }) => guarded.sendPatiently(to, text, {}, token)));
}

const texts = (count: number) => Array.from({ length: count }, () => randomUUID());
const sentOf = async (some: readonly string[]) => {
  const sent = await guarded.sent();
  return some.filter((text) => sent.get(text) === 1).length;
};

describe('G4: fifty-two texts at once over four processes', () => {
  test.each([
    ['20/minute', 20],
    ['1000/minute', 52],
  ])(
    'with LIMIT_MESSAGES %s, exactly %i go',
    async (limit, most) => {
      const processes = await startAll(4, { LIMIT_MESSAGES: limit });
      guarded.letMinutePass();
      const wanted = texts(52);
      const made = await sendAll(processes, wanted);
      const refused = made.filter(({ kind }) => kind !== 'sent').map(({ text }) => text);
      expect(refused.filter((text) => !/^Limit reached: 20 messages a minute for one person/.test(text))).toEqual([]);
      expect(refused).toHaveLength(52 - most);
      expect(await sentOf(wanted)).toBe(most);
    },
    120_000,
  );
});

test('G1: a thousand sends of three hundred texts over two processes: three hundred go, all others get the receipt', async () => {
  const processes = await startAll(2, {});
  guarded.letMinutePass();
  const wanted = texts(300);
  const order = Array.from({ length: 1000 }, (_none, index) => wanted[index % 300] ?? '').sort(() => Math.random() - 0.5);
  const made: Awaited<ReturnType<typeof guarded.send>>[] = [];
  // Ten at a time for each process.
  const turns = order.entries();
  await Promise.all(
    Array.from({ length: 20 }, async (_none, worker) => {
      for (const [, text] of turns) made.push(await guarded.sendPatiently(processes[worker % 2] ?? guarded.app, text));
    }),
  );
  expect(made.filter(({ kind }) => kind !== 'sent' && kind !== 'receipt')).toEqual([]);
  expect(made.filter(({ kind }) => kind === 'sent')).toHaveLength(300);
  expect(await sentOf(wanted)).toBe(300);
}, 300_000);

test('G20: clocks of two processes that are ten minutes early and late open no day: it is that of the tables', async () => {
  const settings = { LIMIT_MESSAGES: '3/day' };
  const early = await guarded.start({ ...settings, CLOCK_AHEAD_MS: '600000' }, SHIFTED);
  const late = await guarded.start({ ...settings, CLOCK_AHEAD_MS: '-600000' }, SHIFTED);
  const midnight = (Math.floor(Date.now() / DAY) + 30) * DAY;
  // Good by all three clocks.
  const now = Math.floor(Date.now() / 1000);
  const token = await (await createForge(guarded.app)).sign({ iat: now - 660, exp: now + 1800 });
  const kinds = async () => (await sendAll([early, late], texts(6), token)).map(({ kind }) => kind).sort();
  const three = ['refused', 'refused', 'refused', 'sent', 'sent', 'sent'];
  guarded.tables.setTime(midnight - 5_000);
  expect(await kinds()).toEqual(three);
  expect(await kinds()).toEqual(Array(6).fill('refused'));
  guarded.tables.setTime(midnight + 5_000);
  expect(await kinds()).toEqual(three);
  expect(await kinds()).toEqual(Array(6).fill('refused'));
}, 120_000);
