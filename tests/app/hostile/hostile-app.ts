import { afterAll } from '@jest/globals';
import { z } from 'zod';
import { guardRows, login, use, useApp, vaultControls, type RunningApp } from '../../support/index.ts';
import { probe, PROBED, type Holdings, type Probe } from '../../support/process-probe.ts';
import { runCases, type CaseRun } from './case-run.ts';
import { openConnections, type Received, type Sent } from './connections.ts';
import { refuseLeaks, refuseReadableRows } from './leaks.ts';
import { CANARY } from './values.ts';

const TELNYX_KEY = 'KEY00000000000000000000000000010ca1';

export interface HostileApp {
  readonly app: RunningApp;
  /** An access token of an Owner. */
  readonly token: string;
  /** Sends, and refuses an answer that leaks. `quoted`: words of others that may stand in it. */
  send(request: Sent, quoted?: () => string): Promise<Received>;
  /**
   * Runs random cases. A first part fills caches and compiles code; what comes after it may leave nothing behind.
   *
   * @param tolerated errors in the log that belong to these cases: the reasons of each event
   * @param handles how many more may be open at the end: kept connections to what is behind the app
   * @throws Error where an answer is wrong, the process ended, the log or a row of the guard holds what it must not, or memory grew
   */
  endure<Case>(run: CaseRun<Case>, tolerated?: Tolerated, handles?: number): Promise<void>;
}

type Tolerated = Readonly<Record<string, readonly string[]>>;

const FIRST_PART = 0.25;
const MOST_GROWTH_MIB = 8;

/**
 * Starts the built app with an inspector.
 *
 * @param patienceMs how long an answer may take, where it is longer than usual
 */
export function useHostileApp(settings?: () => Promise<Record<string, string>>, patienceMs?: number): HostileApp {
  const opened: { close(): void }[] = [];
  // Before the app is stopped: a process does not end while its inspector is open.
  afterAll(() => {
    for (const each of opened) each.close();
  });
  const app = useApp({ nodeArguments: PROBED, ...(settings && { settings }) });
  return use<HostileApp>(async () => {
    const connections = openConnections(app.url, patienceMs);
    const view = await probe(app.host);
    opened.push(view, connections);
    const token = await login(app);
    const secrets = await secretsOf(app);
    const settled = async (lanes: number, before?: Holdings) => {
      connections.close();
      return holdingsAtRest(view, before, lanes);
    };
    return {
      app,
      token,
      async send(request, quoted = () => '') {
        const answer = await connections.send(request);
        refuseLeaks(`${JSON.stringify(answer.headers)}\n${answer.text}`, () => `${spelled(request)}\n${quoted()}`, secrets);
        return answer;
      },
      async endure(run, tolerated = {}, handles = run.lanes) {
        await runCases(run, FIRST_PART, 0);
        const before = await settled(run.lanes);
        await runCases(run, 1 - FIRST_PART, 1);
        const after = await settled(run.lanes, before);
        refuseDeath(app);
        const hidden = new Map([...secrets, ['the token', token], ["a stranger's text", CANARY]]);
        refuseOddLog(app, hidden, tolerated);
        refuseReadableRows(await guardRows(app), hidden);
        refuseGrowth(before, after, handles);
      },
    };
  });
}

/** What was sent, also as it reads once it is decoded. */
function spelled({ path, headers, body = '' }: Sent): string {
  const text = body.toString();
  const whole = `${path}\n${JSON.stringify(headers)}\n${text}`;
  return `${whole}\n${new URLSearchParams(whole).toString()}\n${[...new URLSearchParams(`${path.split('?')[1] ?? ''}&${text}`)].flat().join('\n')}`;
}

const SigningKeys = z.object({ keys: z.array(z.object({ d: z.string() })) });
const SealKeys = z.object({ keys: z.array(z.object({ k: z.string() })) });

async function secretsOf(app: RunningApp): Promise<Map<string, string>> {
  const vault = vaultControls(app);
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

/** Refuses lines that hold what they must not, and errors but for those that a stranger can cause. */
function refuseOddLog(app: RunningApp, secrets: ReadonlyMap<string, string>, tolerated: Tolerated): void {
  const log = app.log().split('\n').map(withoutIds).join('\n');
  for (const [what, secret] of secrets) {
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
    if (level === 'error' && tolerated[event]?.includes(reason) !== true) throw new Error(`The log holds an error: ${text}`);
  }
}

/** The audit trail names what was given, made and found by its id, and the client by the name it gives itself: any word could be one. */
function withoutIds(line: string): string {
  if (!line.startsWith('{')) return line;
  const { given: _given, made: _made, found: _found, client_name: _name, ...rest } = Line.parse(JSON.parse(line));
  return JSON.stringify(rest);
}

const lineWith = (log: string, part: string) => log.split('\n').find((line) => line.includes(part)) ?? '';

function refuseGrowth(before: Holdings, after: Holdings, mostHandles: number): void {
  const grown = (after.heap - before.heap + after.external - before.external) / 2 ** 20;
  const handles = count(after) - count(before);
  if (grown > MOST_GROWTH_MIB || handles > mostHandles) {
    throw new Error(`Grown by ${grown.toFixed(1)} MiB and ${handles} handles: ${JSON.stringify({ before, after })}`);
  }
}

/** The process that was started still runs. */
function refuseDeath(app: RunningApp): void {
  const { exitCode, signalCode, pid } = app.host.child;
  if (exitCode !== null || signalCode !== null)
    throw new Error(`Process ${pid ?? 0} ended: ${exitCode ?? signalCode ?? ''}\n${app.log().slice(-2_000)}`);
}
