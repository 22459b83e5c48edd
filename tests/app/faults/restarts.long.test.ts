import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { probe, PROBED, type Holdings } from '../../support/process-probe.ts';
import { legacy, login, type RunningApp, startHost } from '../../support/index.ts';
import { until } from '../../support/until.ts';
import { startCloud, type Cloud, type Part } from './support/cloud.ts';
import { LOAD_SETTINGS, startLoad, TEXT, type Kind, type Outcome, type State } from './support/load.ts';

const CONNECTIONS = 20;
const RECOVERY_MS = 5_000;
const DOWN_MS = 1_500;
/** Recovery may take longer by so many usual requests: a slow machine needs more time for each. */
const REQUESTS = 5;
const SETTLED_MS = RECOVERY_MS + 500;
const MIB = 2 ** 20;

interface Outage {
  readonly part: Part;
  readonly from: number;
  /** When it listened again; ms since the epoch. */
  readonly back: number;
  /** Whether it was down, and did not only lose answers for a moment in which nobody may have asked. */
  readonly wasDown: boolean;
}

/** Which kinds need what is down. */
const AFFECTED: Readonly<Record<Part, readonly Kind[]>> = {
  telnyx: ['get_balance', 'send_message'],
  // The guard of a message needs the tables.
  tables: ['refresh', 'login', 'send_message'],
  entra: ['login'],
  vault: [],
};

let cloud: Cloud;
let app: RunningApp;
let outcomes: readonly Outcome[];
const outages: Outage[] = [];
const cold: { status: number; recoveredMs: number }[] = [];
let before: Holdings;
let after: Holdings;

const sends = (state: State, from = 0) =>
  outcomes.filter((each) => each.kind === 'send_message' && each.state === state && each.startedAt >= from);
const textsOf = (some: readonly Outcome[]) => some.map(({ text = '' }) => text);
const arrived = (some: readonly Outcome[], sent = cloud.sentTexts(TEXT)) => textsOf(some).filter((text) => sent.get(text) === 1);

/** The first of a kind that was asked for after a moment, and was good. */
const firstGood = (kind: Kind, after: number) =>
  outcomes.find((each) => each.kind === kind && each.state === 'good' && each.startedAt >= after);
const isBack = (part: Part, back: number) => AFFECTED[part].every((kind) => firstGood(kind, back) !== undefined);
/** Milliseconds that one of a kind takes: the median. */
function usual(kind: Kind): number {
  const good = outcomes.filter((each) => each.kind === kind && each.state === 'good').map(({ ms }) => ms);
  return good.sort((one, other) => one - other)[Math.floor(good.length / 2)] ?? 0;
}

async function restart(part: Part): Promise<void> {
  const from = Date.now();
  await cloud.kill(part);
  const other = part === 'vault' ? await startHost(cloud, { PUBLIC_BASE_URL: app.url }) : undefined;
  // The load logs in as the owner, again and again: of ten newer tokens each ends the oldest.
  const token = other && (await login(app, { user: 'reader' }));
  const ask = async () => (other ? (await legacy(other, 'tools/list', {}, { token: token ?? '' })).status : 0);
  const status = await ask();
  await pause(DOWN_MS);
  if (AFFECTED[part].includes('send_message')) await until(() => sends('not_sent', from).length > 5);
  await cloud.start(part);
  const back = Date.now();
  outages.push({ part, from, back, wasDown: true });
  await until(() => isBack(part, back));
  if (other) {
    while ((await ask()) !== 200 && Date.now() - back < 2 * RECOVERY_MS) await pause(50);
    cold.push({ status, recoveredMs: Date.now() - back });
    await other.stop();
  }
  await pause(SETTLED_MS - 1_000);
}

/** Telnyx is there again before anybody could try again: whoever sends a message a second time is seen here, not where it stays away. */
async function loseAnswers(): Promise<void> {
  const from = Date.now();
  cloud.loseAnswers();
  await pause(1_000);
  const back = Date.now();
  outages.push({ part: 'telnyx', from, back, wasDown: false });
  await until(() => isBack('telnyx', back));
}

beforeAll(async () => {
  cloud = await startCloud();
  app = await startHost(cloud, LOAD_SETTINGS, { nodeArguments: PROBED });
  const view = await probe(app.host);
  // What is loaded with the first use is no growth.
  const warmUp = await startLoad(app, { connections: 5, pauseMs: 5 });
  await pause(3_000);
  await warmUp.stop();
  before = await view.holdings();
  const load = await startLoad(app, { connections: CONNECTIONS, pauseMs: 60 });
  outcomes = load.outcomes;
  await pause(1_000);
  for (let count = 0; count < 6 || arrived(sends('unknown')).length <= 5; count++) await loseAnswers();
  for (const part of ['telnyx', 'tables', 'entra', 'vault'] as const) await restart(part);
  await until(() => sends('good').length > 200);
  await load.stop();
  // The test's own connections to the app close after 4 s without use.
  await pause(6_000);
  after = await view.holdings();
  view.close();
}, 300_000);
afterAll(async () => {
  await app.stop();
  await cloud.stop();
});

describe('every dependency stopped and restarted under load', () => {
  test('U5, S2: no message is sent twice, and each answer says what became of its message', () => {
    const sent = cloud.sentTexts(TEXT);
    expect([...sent].filter(([, count]) => count > 1)).toEqual([]);
    expect(textsOf(sends('good')).filter((text) => sent.get(text) !== 1)).toEqual([]);
    expect(textsOf(sends('not_sent')).filter((text) => sent.has(text))).toEqual([]);
    const answered = new Set([...textsOf(sends('good')), ...textsOf(sends('unknown'))]);
    expect([...sent.keys()].filter((text) => !answered.has(text) && outcomes.some((each) => each.text === text))).toEqual([]);
  });

  test('U5, U6, T10, O4: every request has an answer, and none is of a kind that was not promised', () => {
    expect(outcomes.filter(({ state }) => state === 'broken' || state === 'other')).toEqual([]);
  });

  test('T10, S1: what does not need the part that is down goes on', () => {
    const touched = (each: Outcome) =>
      outages.some(
        ({ part, from, back }) =>
          AFFECTED[part].includes(each.kind) && each.startedAt + each.ms > from && each.startedAt < back + RECOVERY_MS,
      );
    expect(outcomes.filter((each) => each.state !== 'good' && !touched(each))).toEqual([]);
  });

  test('U6, T10, S1, O4: within 5 s of its return everything works again', () => {
    for (const { part, from, back, wasDown } of outages) {
      for (const kind of AFFECTED[part]) {
        const { startedAt = Infinity, ms = 0 } = firstGood(kind, back) ?? {};
        const recovered = { part, kind, inTime: startedAt + ms - back < RECOVERY_MS + REQUESTS * usual(kind) };
        expect(recovered).toEqual({ part, kind, inTime: true });
      }
      // Otherwise nothing was shown. Nobody who signs in gets past an Entra that is down, so no such login reaches the app.
      const hurt = outcomes.filter(
        ({ kind, state, startedAt }) =>
          AFFECTED[part].includes(kind) && state !== 'good' && startedAt + RECOVERY_MS >= from && startedAt < back,
      );
      if (wasDown && (part === 'telnyx' || part === 'tables')) expect(hurt).not.toEqual([]);
    }
    expect(cold).toEqual([{ status: 503, recoveredMs: expect.any(Number) }]);
    expect(cold[0]?.recoveredMs).toBeLessThan(RECOVERY_MS);
  });

  test('memory and handles are back to where they were', () => {
    // Measured: 7 MiB of heap for code that the first failures load and for tokens and grants in bounded caches.
    expect(after.heap - before.heap).toBeLessThan(12 * MIB);
    expect(after.external - before.external).toBeLessThan(12 * MIB);
    const grown = Object.entries(after.handles).filter(([name, count]) => count > (before.handles[name] ?? 0) + CONNECTIONS);
    expect(grown).toEqual([]);
  });

  test('L1: the log holds no secret, no text and no number', () => {
    expect(app.log()).not.toMatch(/eyJ|KEY0|unique-|\+1312555|a-header-of|Unhandled|Uncaught/);
  });
});
