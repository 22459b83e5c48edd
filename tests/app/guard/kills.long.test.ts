import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { RunningApp } from '../../support/index.ts';
import type { ServiceGate } from '../../support/service-gate.ts';
import { RESERVING, SENDING, SETTLING, useGuardedApp } from './support/guarded-app.ts';

const guarded = useGuardedApp();
afterEach(() => {
  guarded.tables.restore();
  guarded.telnyx.restore();
});

const kill = (app: RunningApp) => app.host.stop('SIGKILL');

describe('G5: a process that is killed during a call', () => {
  interface Step {
    readonly gate: 'tables' | 'telnyx';
    readonly only: RegExp;
    readonly moment: Parameters<ServiceGate['hold']>[1];
    /** What the same call then gets, how often it was sent by then, and how often after a new request key. */
    readonly again: 'sent' | 'receipt' | 'refused';
    readonly times: number;
    readonly onPurpose: number;
  }
  test.each<[string, Step]>([
    ['before the claim', { gate: 'tables', only: RESERVING, moment: 'request', again: 'sent', times: 1, onPurpose: 2 }],
    ['between claim and send', { gate: 'tables', only: RESERVING, moment: 'answer', again: 'refused', times: 0, onPurpose: 1 }],
    ['after it was sent', { gate: 'telnyx', only: SENDING, moment: 'answer', again: 'refused', times: 1, onPurpose: 2 }],
    ['before the receipt', { gate: 'tables', only: SETTLING, moment: 'request', again: 'refused', times: 1, onPurpose: 2 }],
    ['after the receipt', { gate: 'tables', only: SETTLING, moment: 'answer', again: 'receipt', times: 1, onPurpose: 2 }],
  ])('%s: nothing goes twice, what is not known is said, and a new request key sends', async (_when, step) => {
    const text = randomUUID();
    const [victim, other] = await Promise.all([guarded.start(), guarded.start()]);
    guarded.letMinutePass();
    const { reached } = guarded[step.gate].hold(step.only, step.moment);
    const cutOff = guarded.send(victim, text);
    await reached;
    await kill(victim);
    expect((await cutOff).kind).toBe('cut off');
    guarded.letMinutePass();
    const again = await guarded.send(other, text);
    expect([again.kind, (await guarded.sent()).get(text) ?? 0]).toEqual([step.again, step.times]);
    if (again.kind === 'refused') expect(again.text).toMatch(/whether it went out is UNKNOWN\. Nothing was sent now\./);
    expect((await guarded.send(other, text, { request_key: randomUUID() })).kind).toBe('sent');
    expect((await guarded.sent()).get(text)).toBe(step.onPurpose);
  });

  const KILLS = Number(process.env['KILLS'] ?? 200);
  test(`anywhere, ${KILLS} times: never two`, async () => {
    const seen: { kind: string; text: string; words: string }[] = [];
    let longest = 50;
    let next = guarded.start();
    for (let count = 0; count < KILLS; count++) {
      const text = `kill-${randomUUID()}`;
      const victim = await next;
      // The next process starts while this one still works.
      next = guarded.start();
      // Its first call loads code: the second one is killed.
      const startedAt = performance.now();
      await guarded.send(victim, `before-${text}`);
      longest = 0.7 * longest + 0.3 * Math.min(performance.now() - startedAt, 400);
      const claim = guarded.tables.hold(RESERVING, 'request');
      claim.release();
      const call = guarded.send(victim, text);
      if (count % 2 === 0) await pause(Math.random() * longest);
      else {
        // Between claim and receipt is where it matters, and no machine is too fast or too slow for that: most of these come early.
        await Promise.race([claim.reached, call]);
        await pause(Math.random() ** 4 * longest);
      }
      await kill(victim);
      await call;
      guarded.tables.restore();
      guarded.letMinutePass();
      const { kind, text: words } = await guarded.send(guarded.app, text);
      seen.push({ kind, text, words });
    }
    await kill(await next);
    const sent = await guarded.sent();
    expect([...sent].filter(([text, count]) => text.includes('kill-') && count > 1)).toEqual([]);
    const known = seen.filter(({ kind }) => kind === 'sent' || kind === 'receipt');
    expect(known.filter(({ text }) => sent.get(text) !== 1)).toEqual([]);
    const unknown = seen.filter(({ kind }) => kind === 'refused');
    expect(unknown.filter(({ words }) => !/whether it went out is UNKNOWN/.test(words))).toEqual([]);
    // Otherwise nothing was shown.
    console.log(`${known.length} known, ${unknown.length} unknown, of which ${unknown.filter(({ text }) => sent.has(text)).length} sent`);
    expect(unknown.length).toBeGreaterThan(KILLS / 50);
    for (const { text } of unknown.slice(0, 5)) {
      expect((await guarded.send(guarded.app, text, { request_key: text })).kind).toBe('sent');
    }
  }, 1_800_000);
});
