import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { run, vaultControls, type RunningApp } from '../../support/index.ts';
import { until } from '../../support/until.ts';
import { ANY_REQUEST, ASKING_FOR_KEY, INSERTING, useGatedInbox } from './support/gated-inbox.ts';

/** Two instances: events come to the first, and where it does not take them, to the second. */
const inbox = useGatedInbox();
let first: RunningApp;
let second: RunningApp;
/** The last try before the test. */
let from = 0;

async function freshInstances(): Promise<void> {
  [first, second] = await Promise.all([inbox.start(), inbox.start()]);
  await inbox.route(first, second);
  from = await inbox.lastTry();
}
beforeAll(() => inbox.route(inbox.app, inbox.app));
afterEach(async () => {
  inbox.endLoads();
  await inbox.controls.mischief({ duplicate: 0 });
  await inbox.restore();
});

/** Every text and call is there once, each person's words are read once at both instances, and nobody was taken for a stranger. */
async function expectAllThereOnce(written: ReadonlyMap<string, readonly string[]>): Promise<void> {
  const texts = [...written.values()].flat().length;
  expect(await inbox.lostOrDoubled(from, texts)).toEqual([]);
  expect([...(await inbox.statuses(from)).keys()]).not.toContain(401);
  for (const [person, words] of written) {
    for (const instance of [first, second]) expect([...(await inbox.read(instance, person))].sort()).toEqual([...words].sort());
  }
}

/** Otherwise nothing was shown. */
const expectRefused = async () => expect([...(await inbox.statuses(from)).keys()]).toContain(503);

/** Telnyx sends a text again for six seconds: trouble ends long before, also on a slow machine. */
const TROUBLE_MS = 2_500;

/** Trouble under load; before and after it there is none. */
async function during(begin: () => unknown, end: () => unknown, withCalls: boolean) {
  const stop = inbox.load(withCalls);
  await pause(800);
  await begin();
  await pause(TROUBLE_MS);
  await end();
  await pause(1_000);
  return stop();
}

describe('I5: tables', () => {
  test('I5: out of reach for some seconds: each text comes again, and is there once', async () => {
    await freshInstances();
    const written = await during(
      () => inbox.tables.refuse(ANY_REQUEST),
      () => inbox.tables.restore(),
      false,
    );
    await expectAllThereOnce(written);
    await expectRefused();
  }, 120_000);

  test('I5: out of reach again and again for less than a second: events of calls, which come again at once, are there, too', async () => {
    await freshInstances();
    const stop = inbox.load(true);
    for (let count = 0; count < 5 || !(await inbox.statuses(from)).has(503); count++) {
      await pause(500);
      inbox.tables.refuse(ANY_REQUEST);
      await pause(800);
      inbox.tables.restore();
    }
    await expectAllThereOnce(await stop());
  }, 120_000);

  test('I5: that carry out what they are told, and whose answers are lost', async () => {
    await freshInstances();
    const written = await during(
      () => inbox.tables.loseAnswers(INSERTING, Infinity),
      () => inbox.tables.restore(),
      true,
    );
    await expectAllThereOnce(written);
  }, 120_000);

  test('I5: that answer later than Telnyx waits', async () => {
    await freshInstances();
    const stop = inbox.load(false);
    const held = Array.from({ length: 5 }, () => inbox.tables.hold(INSERTING, 'answer'));
    await Promise.all(held.map(({ reached }) => reached));
    // Telnyx gives up after two seconds, and sends again what is there already.
    await until(async () => ((await inbox.statuses(from)).get(null) ?? 0) >= held.length, 200);
    for (const { release } of held) release();
    await expectAllThereOnce(await stop());
  }, 120_000);
});

describe('I16: the key service', () => {
  test.each([
    ['breaks connections', () => inbox.controls.fault({ method: 'GET', path: '/public_key', drop: 'before', times: 1_000 })],
    ['fails', () => inbox.controls.fault({ method: 'GET', path: '/public_key', status: 500, body: 'no', times: 1_000 })],
    [
      'gives what is no key',
      () => inbox.controls.fault({ method: 'GET', path: '/public_key', status: 200, body: { data: {} }, times: 1_000 }),
    ],
    ['knows no such route', () => inbox.controls.fault({ method: 'GET', path: '/public_key', status: 404, body: 'no', times: 1_000 })],
  ])(
    'I16: %s while Telnyx signs with a key that nobody knows: 503, and what comes again is taken',
    async (_how, begin) => {
      await freshInstances();
      await inbox.changeKey();
      await begin();
      const stop = inbox.load(false);
      await pause(TROUBLE_MS);
      await inbox.restore();
      await pause(1_000);
      await expectAllThereOnce(await stop());
      await expectRefused();
    },
    120_000,
  );

  test('I16: away for a moment: events of calls are there, too', async () => {
    await freshInstances();
    await inbox.changeKey();
    inbox.telnyx.refuse(ASKING_FOR_KEY);
    const stop = inbox.load(true, 200);
    await pause(2_000);
    inbox.telnyx.restore();
    await pause(1_000);
    await expectAllThereOnce(await stop());
    await expectRefused();
  }, 120_000);

  test('I16: a vault that is away while an instance starts: 503, and what comes again is taken', async () => {
    const vault = vaultControls(inbox.standIns);
    await vault.set({ down: true });
    await freshInstances();
    const stop = inbox.load(false);
    await pause(TROUBLE_MS);
    await vault.set({});
    await pause(1_000);
    await expectAllThereOnce(await stop());
    await expectRefused();
  }, 120_000);
});

describe('I9: keys that change under load', () => {
  test("I9: Telnyx's, while the old one and the new one sign by turns: no event is refused or lost", async () => {
    await freshInstances();
    const stop = inbox.load(true);
    await pause(1_000);
    await inbox.controls.rotateWebhookKey();
    await pause(3_000);
    await expectAllThereOnce(await stop());
    // An hour later the old one signs nothing any more.
    await inbox.controls.advance(3_601_000);
    const person = inbox.somebody();
    await inbox.text(person, 'by the new one alone');
    await expectAllThereOnce(new Map([[person, ['by the new one alone']], ...(await stop())]));
  }, 120_000);

  test('I9: ours: instances that seal with the old one and with the new one keep the same event once, and read all of it', async () => {
    const KeySet = z.looseObject({ keys: z.array(z.looseObject({ published: z.number().optional() })) });
    const rotate = async () => {
      const program = run('infra/keys/main.ts', ['rotate'], inbox.app.env);
      if ((await program.exited) !== 0) throw new Error(program.output());
    };
    await freshInstances();
    const stop = inbox.load(true);
    await pause(1_000);
    await rotate();
    const vault = vaultControls(inbox.standIns);
    const set = KeySet.parse(JSON.parse(await vault.read('mcp-seal-keys')));
    const older = set.keys.map((key) => (key.published === undefined ? key : { ...key, published: key.published - 720 }));
    await vault.write('mcp-seal-keys', JSON.stringify({ ...set, keys: older }));
    await rotate();
    // It reads the new keys; the first one goes on with the old ones.
    second = await inbox.start();
    await inbox.route(first, second);
    await inbox.controls.mischief({ duplicate: 2 });
    await pause(1_000);
    // What the first one kept, and did not tell: the second one gets it as well.
    inbox.tables.loseAnswers(INSERTING, 30);
    await pause(2_000);
    inbox.tables.restore();
    await inbox.route(second, first);
    await pause(1_000);
    await inbox.controls.mischief({ duplicate: 0 });
    const written = await stop();
    // Twelve minutes went by for the vault alone: an instance that runs for so long has read it anew.
    first = await inbox.start();
    await expectAllThereOnce(written);
  }, 120_000);
});
