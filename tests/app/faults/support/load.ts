import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { comeBack, loginUntilCallback, sessionCookie } from '../../../support/login.ts';
import { legacy, modern } from '../../../support/mcp.ts';
import { createMint } from '../../../support/oauth/codes.ts';
import { refresh, sendForm, tokensOf, type Tokens } from '../../../support/oauth/endpoints.ts';
import type { RunningApp } from '../../../support/running-app.ts';

const CLIENT = 'load-test';
/** Settings that the app needs for this load. */
export const LOAD_SETTINGS = {
  OAUTH_RATE_PER_MINUTE: '1000000',
  OAUTH_CLIENTS: JSON.stringify([{ client_id: CLIENT, client_name: 'Load', redirect_uris: ['http://127.0.0.1/callback'] }]),
};

/** The unique text of a message. */
export const TEXT = /unique-[0-9a-f-]{36}/g;

export type Kind = 'tools/list' | 'get_balance' | 'send_message' | 'refresh' | 'login';

/**
 * `good`: what was asked for. `not_sent` and `unknown`: the app's word on what became of it. `other`: an answer of another kind. `broken`: no
 * whole answer came.
 */
export type State = 'good' | 'not_sent' | 'unknown' | 'other' | 'broken';

export interface Outcome {
  readonly kind: Kind;
  readonly state: State;
  /** ms since the epoch; ms. */
  readonly startedAt: number;
  readonly ms: number;
  /** Of a message. */
  readonly text?: string;
  /** Of what was not good. */
  readonly words?: string;
}

interface Judged {
  readonly state: State;
  readonly words?: string;
  readonly text?: string;
}

async function judge(response: Response): Promise<Judged> {
  const words = await response.text();
  if (response.status === 503 && response.headers.has('retry-after')) return { state: 'not_sent', words };
  if (response.status !== 200) return { state: 'other', words: `${response.status} ${words}` };
  if (!words.includes('"isError":true')) return { state: words.includes('"result"') ? 'good' : 'other', words };
  if (/never reached Telnyx|Nothing was changed|: nothing was done\./.test(words)) return { state: 'not_sent', words };
  return { state: words.includes('outcome is UNKNOWN') ? 'unknown' : 'other', words };
}

interface Holder {
  tokens: Tokens;
}

/** One turn of each kind. */
const TURNS: Readonly<Record<Kind, (app: RunningApp, held: Holder, era: typeof legacy) => Promise<Judged | undefined>>> = {
  'tools/list': async (app, { tokens }, era) => judge(await era(app, 'tools/list', {}, { token: tokens.access_token })),
  get_balance: async (app, { tokens }, era) =>
    judge(await era(app, 'tools/call', { name: 'get_balance', arguments: {} }, { token: tokens.access_token })),
  async send_message(app, { tokens }, era) {
    const text = `unique-${randomUUID()}`;
    const args = { from: '+13125550100', to: '+13125550111', text };
    const params = { name: 'send_message', arguments: args };
    const work = era(app, 'tools/call', params, { token: tokens.access_token }).then(judge);
    return { ...(await work.catch((error: unknown) => ({ state: 'broken' as const, words: String(error) }))), text };
  },
  async refresh(app, held) {
    const { status, body } = await refresh(`${app.url}/token`, CLIENT, held.tokens.refresh_token);
    if (status === 200) held.tokens = tokensOf({ status, body, headers: new Headers() });
    const words = `${status} ${JSON.stringify(body)}`;
    return { state: status === 200 ? 'good' : status === 503 ? 'not_sent' : 'other', ...(status !== 200 && { words }) };
  },
  async login(app) {
    const pending = await loginUntilCallback(app).catch(() => undefined);
    if (!pending) {
      const alive = await fetch(`${app.url}/health/live`);
      return alive.ok ? undefined : { state: 'other', words: String(alive.status) };
    }
    const answer = await comeBack(pending.callback, pending.cookie);
    if (sessionCookie(answer) !== undefined) return { state: 'good' };
    const words = /<h1>([^<]*)/.exec(answer.text)?.[1] ?? answer.text.slice(0, 200);
    return { state: answer.status === 502 || answer.status === 503 ? 'not_sent' : 'other', words: `${answer.status} ${words}` };
  },
};

/** What the connections do, by turns. */
const MIX: readonly Kind[] = ['tools/list', 'get_balance', 'send_message', 'get_balance', 'send_message', 'refresh'];

export interface Load {
  readonly outcomes: readonly Outcome[];
  /** Lets the last requests end. */
  stop(): Promise<void>;
}

interface LoadOptions {
  readonly connections: number;
  /** Between two requests of one connection, at least. */
  readonly pauseMs: number;
}

/** Starts a mixed load in both eras: each connection has a grant of its own; the last one logs in again and again. */
export async function startLoad(app: RunningApp, { connections, pauseMs }: LoadOptions): Promise<Load> {
  const mint = createMint(app, CLIENT);
  const outcomes: Outcome[] = [];
  let on = true;

  async function hold(): Promise<Holder> {
    const { code, verifier } = await mint({ scopes: ['telnyx.read', 'telnyx.send'] });
    const form = { grant_type: 'authorization_code', code, code_verifier: verifier, client_id: CLIENT };
    return { tokens: tokensOf(await sendForm(`${app.url}/token`, form)) };
  }

  /** @returns how many milliseconds it took */
  async function turn(kind: Kind, held: Holder, era: typeof legacy): Promise<number> {
    const startedAt = Date.now();
    const begun = performance.now();
    const judged = await TURNS[kind](app, held, era).catch((error: unknown) => ({ state: 'broken' as const, words: String(error) }));
    const ms = performance.now() - begun;
    if (!judged) return ms;
    const { words, ...rest } = judged;
    outcomes.push({ kind, startedAt, ms, ...rest, ...(rest.state !== 'good' && words !== undefined && { words }) });
    return ms;
  }

  async function connection(index: number, held: Holder): Promise<void> {
    const kinds: readonly Kind[] = index === 0 ? ['login'] : MIX;
    for (let count = index; on; count++) {
      const kind = kinds[count % kinds.length] ?? 'tools/list';
      const ms = await turn(kind, held, Math.floor(count / MIX.length) % 2 === 0 ? legacy : modern);
      // A slow machine gets less to do: nothing waits in a line that grows.
      await pause(Math.max(pauseMs, 2 * ms) * (0.5 + Math.random()));
    }
  }

  const holders = [];
  for (let index = 0; index < connections; index++) holders.push(await hold());
  const work = Promise.all(holders.map((held, index) => connection(index, held)));
  return {
    outcomes,
    async stop() {
      on = false;
      await work;
    },
  };
}
