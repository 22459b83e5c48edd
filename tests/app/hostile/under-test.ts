import { z } from 'zod';
import { login } from '../../support/login.ts';
import { probe, PROBED, type Holdings, type Probe } from '../../support/process-probe.ts';
import { startHost, startStandIns, type RunningApp } from '../../support/running-app.ts';
import { vaultKnobs } from '../../support/vault-knobs.ts';
import { openConnections, type Received, type Sent } from './connection.ts';
import { refuseLeaks } from './leaks.ts';
import { runTrial, type Trial } from './trial.ts';
import { CANARY } from './values.ts';

const TELNYX_KEY = 'KEY00000000000000000000000000010ca1';

export interface UnderTest {
  readonly app: RunningApp;
  /** An access token of an Owner. */
  readonly token: string;
  /** What no answer and no log may hold, by what it is. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Sends, and refuses an answer that leaks. `quoted`: words of others that may stand in it. */
  send(request: Sent, quoted?: () => string): Promise<Received>;
  /** Runs a trial, and then once more as long: the second time nothing may be left behind. Out: how many cases there were. */
  endure<Case>(trial: Trial<Case>): Promise<{ readonly cases: number; readonly before: Holdings; readonly after: Holdings }>;
  stop(): Promise<void>;
}

/** A first part of the cases fills caches and compiles code; only what comes after it tells of leaks. */
const WARM_UP = 0.25;

/** Starts the built app, with an inspector, and the stand-ins. `settings`: in addition to those of the stand-ins. */
export async function startUnderTest(settings: Readonly<Record<string, string>> = {}): Promise<UnderTest> {
  const standIns = await startStandIns();
  const app = await startHost(standIns, settings, PROBED);
  const connections = openConnections(app.url);
  const view = await probe(app.host);
  const token = await login(app);
  const secrets = await secretsOf(app);

  const settled = async (lanes: number, before?: Holdings) => {
    connections.close();
    return holdingsAtRest(view, before, lanes);
  };
  return {
    app,
    token,
    secrets,
    async send(request, quoted = () => '') {
      const answer = await connections.send(request);
      refuseLeaks(`${JSON.stringify(answer.headers)}\n${answer.text}`, () => `${spelled(request)}\n${quoted()}`, secrets);
      return answer;
    },
    async endure(trial) {
      const first = await runTrial(trial, WARM_UP, 0);
      const before = await settled(trial.lanes);
      const second = await runTrial(trial, 1 - WARM_UP, 1);
      return { cases: first + second, before, after: await settled(trial.lanes, before) };
    },
    async stop() {
      view.close();
      connections.close();
      await app.stop();
      await standIns.stop();
    },
  };
}

/** What was sent, also as it reads once it is decoded. */
function spelled({ path, headers, body = '' }: Sent): string {
  const whole = `${path}\n${JSON.stringify(headers)}\n${body}`;
  return `${whole}\n${new URLSearchParams(whole).toString()}\n${[...new URLSearchParams(`${path.split('?')[1] ?? ''}&${body}`)].flat().join('\n')}`;
}

const SigningKeys = z.object({ keys: z.array(z.object({ d: z.string() })) });
const SealKeys = z.object({ keys: z.array(z.object({ k: z.string() })) });

async function secretsOf(app: RunningApp): Promise<Map<string, string>> {
  const vault = vaultKnobs(app);
  const signing = SigningKeys.parse(JSON.parse(await vault.read('mcp-signing-keys')));
  const seal = SealKeys.parse(JSON.parse(await vault.read('mcp-seal-keys')));
  return new Map([
    ['the Telnyx key', TELNYX_KEY],
    ...signing.keys.map(({ d }, index) => [`signing key ${index}`, d] as const),
    ...seal.keys.map(({ k }, index) => [`seal key ${index}`, k] as const),
    ['the identity header', app.env['IDENTITY_HEADER'] ?? 'no identity header'],
    ['the secret at Entra', app.env['ENTRA_CLIENT_SECRET'] ?? 'no client secret'],
  ]);
}

const count = ({ handles }: Holdings) => Object.values(handles).reduce((sum, each) => sum + each, 0);

/** Connections that were closed on this side take a moment to end on the other. */
async function holdingsAtRest(view: Probe, before: Holdings | undefined, slack: number): Promise<Holdings> {
  let now = await view.holdings();
  let fewer = true;
  for (let round = 0; round < 40 && (fewer || (before && count(now) > count(before) + slack)); round++) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const next = await view.holdings();
    fewer = count(next) < count(now) || round < 2;
    now = next;
  }
  return now;
}

const Line = z.looseObject({ level: z.string(), event: z.string() });

/** What the log of a well-behaved app holds besides calm lines: errors that a stranger can cause, by their event, with the reason that each must give. */
type Expected = Readonly<Record<string, readonly string[]>>;

/** In: an app that has been through a trial; the errors that belong to it. Errors: one that names the line that should not be there. */
export function refuseOddLog({ app, token, secrets }: Pick<UnderTest, 'app' | 'token' | 'secrets'>, expected: Expected = {}): void {
  const log = app.log().split('\n').map(withoutIds).join('\n');
  for (const [what, secret] of [...secrets, ['the token', token], ["a stranger's text", CANARY]] as const) {
    if (log.includes(secret)) throw new Error(`The log holds ${what}: ${lineWith(log, secret)}`);
  }
  for (const [what, pattern] of [
    ['a telephone number', /\+\d{7,}|3125550(?:100|111)/],
    ['a token', /eyJ[\w-]{10,}|\bBearer /],
  ] as const) {
    const [found] = pattern.exec(log) ?? [];
    if (found !== undefined) throw new Error(`The log holds ${what}: ${lineWith(log, found)}`);
  }
  for (const text of log.split('\n').filter((line) => line.startsWith('{'))) {
    const { level, event, failure, error } = Line.parse(JSON.parse(text));
    const reason = String(failure ?? error);
    if (level === 'error' && expected[event]?.includes(reason) !== true) throw new Error(`The log holds an error: ${text}`);
  }
}

/** The audit trail names what was given, made and found by its id: any word could be one. */
function withoutIds(line: string): string {
  if (!line.startsWith('{')) return line;
  const { given: _given, made: _made, found: _found, ...rest } = Line.parse(JSON.parse(line));
  return JSON.stringify(rest);
}

const lineWith = (log: string, part: string) => log.split('\n').find((line) => line.includes(part)) ?? '';

/** What the app may hold more after thousands of cases: MiB of heap and of memory outside of it, and as many handles as there were lanes (kept connections to what is behind it). */
export function refuseGrowth(
  { before, after }: { readonly before: Holdings; readonly after: Holdings },
  mebibytes: number,
  lanes: number,
): void {
  const grown = (after.heap - before.heap + after.external - before.external) / 2 ** 20;
  const handles = count(after) - count(before);
  if (grown > mebibytes || handles > lanes) {
    throw new Error(`Grown by ${grown.toFixed(1)} MiB and ${handles} handles: ${JSON.stringify({ before, after })}`);
  }
}

/** The process that was started still runs. */
export function refuseDeath({ app }: Pick<UnderTest, 'app'>): void {
  const { exitCode, signalCode, pid } = app.host.child;
  if (exitCode !== null || signalCode !== null)
    throw new Error(`Process ${pid ?? 0} ended: ${exitCode ?? signalCode ?? ''}\n${app.log().slice(-2_000)}`);
}
