/** What logging in by OAuth costs: the check of the grant in each request, a code for tokens, many refreshes at once. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { createGrantCheck } from '../../../shared/identity/tokens/index.ts';
import { createGrantStore, type Grant } from '../../../shared/identity/grants/index.ts';
import { createMint } from '../../support/oauth/codes.ts';
import type { RunningApp } from '../../support/running-app.ts';
import { median, percentile } from './statistics.ts';

export interface OAuthFigures {
  /** ms per check: remembered, and read from the tables. */
  readonly checkRemembered: number;
  readonly checkRead: number;
  /** ms: a code for tokens, and a POST to the trivial app on the same host. */
  readonly exchange: number;
  readonly host: number;
  /** ms: `PARALLEL` refreshes of as many grants, sent at the same moment; the same number of POSTs to the trivial app. */
  readonly refreshes: { readonly all: number; readonly p50: number; readonly failures: number; readonly hostAll: number };
  /** As many refreshes of one and the same token: how many different successors, and failures. */
  readonly same: { readonly all: number; readonly successors: number; readonly failures: number };
}

export const PARALLEL = 200;
const CLIENT = 'bench';

/** Settings of an app that is measured. */
export const OAUTH_SETTINGS = {
  OAUTH_RATE_PER_MINUTE: '1000000',
  OAUTH_CLIENTS: JSON.stringify([{ client_id: CLIENT, client_name: 'Bench', redirect_uris: ['http://127.0.0.1/callback'] }]),
};

const Tokens = z.object({ refresh_token: z.string() });

async function timed<Value>(work: () => Promise<Value>): Promise<{ ms: number; value: Value }> {
  const startedAt = performance.now();
  const value = await work();
  return { ms: performance.now() - startedAt, value };
}

async function post(url: string, form: Readonly<Record<string, string>>): Promise<string | undefined> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
  const text = await response.text();
  return response.status === 200 ? text : undefined;
}

async function measureCheck(tables: string): Promise<Pick<OAuthFigures, 'checkRemembered' | 'checkRead'>> {
  const store = createGrantStore({ url: tables }, undefined);
  const [subject, id] = [`${randomUUID()}.${randomUUID()}`, randomUUID()];
  const now = Math.floor(Date.now() / 1000);
  const hour = now - (now % 3600);
  const grant: Grant = {
    subject,
    id,
    kind: 'oauth',
    clientId: CLIENT,
    clientName: 'Bench',
    scopes: ['telnyx.read'],
    roles: ['Owner'],
    createdAt: now,
    expiresAt: now + 86_400,
    generation: 0,
    rotatedAt: now,
    lastUsedAt: hour,
    confirmedAt: now,
    entraToken: undefined,
    revoked: undefined,
  };
  await store.insert(grant);
  const reads: number[] = [];
  for (let index = 0; index < 200; index++) reads.push((await timed(() => store.read(subject, id))).ms);
  const check = createGrantCheck(store, (grant) => Promise.resolve(grant));
  const batches: number[] = [];
  const COUNT = 20_000;
  for (let batch = 0; batch < 9; batch++) {
    const { ms } = await timed(async () => {
      for (let index = 0; index < COUNT; index++) await check(subject, id);
    });
    batches.push(ms / COUNT);
  }
  return { checkRemembered: median(batches), checkRead: median(reads) };
}

export async function measureOAuth(app: RunningApp, tables: string, trivial: string, count: number): Promise<OAuthFigures> {
  const mint = createMint(app, CLIENT);
  const token = `${app.url}/token`;
  const redeem = async (): Promise<{ ms: number; refreshToken: string }> => {
    const { code, verifier: code_verifier } = await mint();
    const { ms, value } = await timed(() => post(token, { grant_type: 'authorization_code', code, code_verifier, client_id: CLIENT }));
    if (value === undefined) throw new Error('A code was not exchanged.');
    return { ms, refreshToken: Tokens.parse(JSON.parse(value)).refresh_token };
  };
  const refresh = (refresh_token: string) => post(token, { grant_type: 'refresh_token', refresh_token, client_id: CLIENT });
  const askHost = () => post(`${trivial}/mcp/stream`, { grant_type: 'refresh_token' });

  const exchanges: number[] = [];
  const hosts: number[] = [];
  const refreshTokens: string[] = [];
  for (let index = 0; index < Math.max(count, PARALLEL + 1); index++) {
    const { ms, refreshToken } = await redeem();
    exchanges.push(ms);
    refreshTokens.push(refreshToken);
    hosts.push((await timed(askHost)).ms);
  }
  const [one = '', ...many] = refreshTokens.slice(-PARALLEL - 1);
  const hostAll = await timed(() => Promise.all(many.map(askHost)));
  const all = await timed(() => Promise.all(many.map((each) => timed(() => refresh(each)))));
  const same = await timed(() => Promise.all(many.map(() => refresh(one))));
  const successors = same.value.flatMap((text) => (text === undefined ? [] : [Tokens.parse(JSON.parse(text)).refresh_token]));
  return {
    ...(await measureCheck(tables)),
    exchange: median(exchanges.slice(20)),
    host: median(hosts.slice(20)),
    refreshes: {
      all: all.ms,
      p50: percentile(
        all.value.map(({ ms }) => ms),
        0.5,
      ),
      failures: all.value.filter(({ value }) => value === undefined).length,
      hostAll: hostAll.ms,
    },
    same: { all: same.ms, successors: new Set(successors).size, failures: PARALLEL - successors.length },
  };
}
