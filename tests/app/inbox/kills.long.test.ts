import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { RunningApp } from '../../support/index.ts';
import type { ServiceGate } from '../../support/service-gate.ts';
import { ASKING_FOR_KEY, INSERTING, KEEPING_KEY, READING_KEYS, useGatedInbox } from './support/gated-inbox.ts';

const inbox = useGatedInbox();
afterEach(() => inbox.restore());

const kill = (app: RunningApp) => app.host.stop('SIGKILL');

describe('I17: a process that is killed while it takes an event', () => {
  interface Step {
    readonly gate: 'tables' | 'telnyx';
    readonly only: RegExp;
    readonly moment: Parameters<ServiceGate['hold']>[1];
    /** What was on its way still arrives. */
    readonly arrives?: boolean;
    /** Nobody knows the key by which Telnyx signs. */
    readonly newKey?: boolean;
  }
  test.each<[string, Step]>([
    ['before it knows any key', { gate: 'tables', only: READING_KEYS, moment: 'answer' }],
    ['before it asked for the key', { gate: 'telnyx', only: ASKING_FOR_KEY, moment: 'request', newKey: true }],
    ['when it was told the key', { gate: 'telnyx', only: ASKING_FOR_KEY, moment: 'answer', newKey: true }],
    ['before the key is kept', { gate: 'tables', only: KEEPING_KEY, moment: 'request', newKey: true }],
    ['when the key is kept', { gate: 'tables', only: KEEPING_KEY, moment: 'answer', newKey: true }],
    ['before the insert', { gate: 'tables', only: INSERTING, moment: 'request' }],
    ['before the insert, which is carried out afterwards', { gate: 'tables', only: INSERTING, moment: 'request', arrives: true }],
    ['after the insert, before its answer', { gate: 'tables', only: INSERTING, moment: 'answer' }],
  ])(
    'I17: %s: the event is there once',
    async (_when, { gate, only, moment, arrives = false, newKey = false }) => {
      const victim = await inbox.start();
      await inbox.route(victim, inbox.app);
      const from = await inbox.lastTry();
      const person = inbox.somebody();
      if (newKey) await inbox.changeKey();
      const { reached, release } = inbox[gate].hold(only, moment);
      await inbox.text(person, 'one');
      await reached;
      await kill(victim);
      if (arrives) release();
      expect(await inbox.lostOrDoubled(from, 1)).toEqual([]);
      expect(await inbox.read(inbox.app, person)).toEqual(['one']);
      // Otherwise it was not cut off.
      expect((await inbox.statuses(from)).get(null)).toBeGreaterThan(0);
    },
    60_000,
  );

  const KILLS = Number(process.env['KILLS'] ?? 40);
  const TEXTS = 5;
  test(`I17: at any moment, ${KILLS} times: every event is there once`, async () => {
    const begun = await inbox.lastTry();
    const persons = new Map<string, readonly string[]>();
    let unanswered = 0;
    let longest = 50;
    let next = inbox.start();
    for (let count = 0; count < KILLS; count++) {
      const victim = await next;
      // The next process starts while this one still works.
      next = inbox.start();
      await inbox.route(victim, inbox.app);
      const person = inbox.somebody();
      const words = Array.from({ length: TEXTS }, (_, index) => `text ${index}.`);
      persons.set(person, words);
      // Its first event loads code: the ones after it are killed.
      const startedAt = performance.now();
      await inbox.controls.webhook({ url: `${victim.url}/webhooks/telnyx`, body: { data: { event_type: 'a.b', id: `warm-${count}` } } });
      longest = 0.7 * longest + 0.3 * Math.min(performance.now() - startedAt, 300);
      const from = await inbox.lastTry();
      const insert = inbox.tables.hold(INSERTING, 'request');
      insert.release();
      for (const text of words) await inbox.text(person, text);
      if (count % 2 === 0) await pause(Math.random() * longest);
      else {
        // While it writes down is where it matters, and no machine is too fast or too slow for that: most of these come early.
        await insert.reached;
        await pause(Math.random() ** 4 * longest);
      }
      await kill(victim);
      inbox.tables.restore();
      unanswered += (await inbox.statuses(from)).get(null) ?? 0;
    }
    await kill(await next);
    expect(await inbox.lostOrDoubled(begun, KILLS * TEXTS)).toEqual([]);
    for (const [person, words] of persons) expect([...(await inbox.read(inbox.app, person))].sort()).toEqual(words);
    console.log(`${KILLS} kills, ${unanswered} tries without an answer`);
    expect(unanswered).toBeGreaterThan(KILLS / 10);
  }, 1_800_000);
});
