import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { call, legacy, login, modern, type RunningApp, telnyxControls, useStandIns } from '../../support/index.ts';
import { until } from '../../support/until.ts';

const ROUNDS = 4;
const AT_ONCE = 20;

const standIns = useStandIns();

type Answer = { readonly text: string; readonly state: 'good' | 'refused' | 'broken' };

/** Sends texts over and over until the app is gone; notes what became of each. */
async function sendUntilGone(app: RunningApp, token: string, answers: Answer[]): Promise<void> {
  const worker = async () => {
    for (let gone = false; !gone;) {
      const text = `unique-${randomUUID()}`;
      const args = { from: '+13125550100', to: '+13125550111', text };
      const answer = await call(app, token, 'send_message', args).catch(() => undefined);
      gone = answer === undefined;
      answers.push({ text, state: answer === undefined ? 'broken' : answer.isError ? 'refused' : 'good' });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/**
 * Ends a loaded app by a signal.
 *
 * @returns the client's view, and how often each text reached Telnyx.
 */
async function endUnderLoad(signal: NodeJS.Signals) {
  const app = await standIns.startApp();
  const token = await login(app);
  const answers: Answer[] = [];
  let ms = 0;
  const requests = await telnyxControls(standIns).during(async () => {
    const work = sendUntilGone(app, token, answers);
    await until(() => answers.filter(({ state }) => state === 'good').length > 80, 5);
    await pause(Math.random() * 50);
    const at = Date.now();
    await app.host.stop(signal);
    ms = Date.now() - at;
    await work;
  });
  const counts = new Map<string, number>();
  for (const { method, body } of requests) {
    if (method !== 'POST') continue;
    const { text } = body as { text: string };
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return { answers, counts, ms, log: app.log(), code: app.host.child.exitCode };
}

test('S2: a process that is killed in the middle of sends sends nothing twice, and none of what it answered is missing', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { answers, counts } = await endUnderLoad('SIGKILL');
    expect([...counts.values()].filter((count) => count !== 1)).toEqual([]);
    expect(answers.filter(({ text, state }) => state === 'good' && counts.get(text) !== 1)).toEqual([]);
    expect(answers.filter(({ state }) => state === 'broken')).toHaveLength(AT_ONCE);
  }
}, 90_000);

test('S3: SIGTERM under load lets what has begun end within 10 s: whatever was sent was also answered', async () => {
  const { answers, counts, ms, log, code } = await endUnderLoad('SIGTERM');
  expect({ code, inTime: ms < 10_000 }).toEqual({ code: 0, inTime: true });
  expect([...counts.values()].filter((count) => count !== 1)).toEqual([]);
  const good = new Set(answers.filter(({ state }) => state === 'good').map(({ text }) => text));
  expect([...counts.keys()].filter((text) => !good.has(text))).toEqual([]);
  expect(log).not.toMatch(/eyJ|KEY0|unique-|Unhandled|Uncaught/);
}, 90_000);

test.each([
  ['legacy', legacy],
  ['modern', modern],
] as const)(
  'S3: SIGTERM also waits for a message whose client has gone: %s',
  async (_era, ask) => {
    const app = await standIns.startApp();
    const token = await login(app);
    const telnyx = telnyxControls(standIns);
    await telnyx.fault({ path: '/messages', delay_ms: 1_500, times: 1 });
    const client = new AbortController();
    const args = { from: '+13125550100', to: '+13125550111', text: 'hello' };
    const asked = ask(app, 'tools/call', { name: 'send_message', arguments: args }, { token, signal: client.signal }).catch(
      () => undefined,
    );
    await until(() => app.log().includes('"outcome":"begun"'));
    await pause(200);
    client.abort();
    await asked;
    await pause(200);
    await app.stop();
    expect(app.log()).toMatch(/"event":"audit".*"tool":"send_message".*"outcome":"ok"/);
  },
  60_000,
);
