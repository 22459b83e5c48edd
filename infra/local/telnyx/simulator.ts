import type { IncomingHttpHeaders } from 'node:http';
import { createFaultQueue } from './control/faults.ts';
import { createRequestLog } from './control/request-log.ts';
import { refuse, TelnyxError } from './errors.ts';
import type { Reply } from './operation.ts';
import { parseQuery } from './list.ts';
import { createRouter } from './router.ts';
import { ROUTES } from './routes/index.ts';
import { S3Error } from './s3/errors.ts';
import { accessKeyOf, S3_PREFIX } from './s3/request.ts';
import { s3ErrorReply, serveS3 } from './s3/serve.ts';
import type { Account } from './state/account.ts';
import { createAccount } from './state/account.ts';
import { createWorld } from './state/world.ts';

export interface SimulatorSettings {
  readonly apiKeys: readonly string[];
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Requests per second and key. */
  readonly rateLimit: number;
  /** Aborts when the simulator closes: what happens by itself ends. */
  readonly closing: AbortSignal;
}

/** A request as it arrived: `url` is the raw path with its query, neither decoded nor normalised. */
export interface RawRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What one request may know of its limit: the three headers, and whether it is over. */
interface RateDecision {
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until the window ends; also the Retry-After of a 429. */
  readonly resetSeconds: number;
  readonly exceeded: boolean;
}

/** What the request was answered with, and how its caller's limit stands. */
export interface Outcome extends Reply {
  readonly rate: RateDecision;
}

const WINDOW_MS = 1000;

/** Fixed windows of one second on the simulator's clock, one per caller. `limit` is requests per second. */
function createRateLimiter(limit: number): (caller: string, now: number) => RateDecision {
  const windows = new Map<string, { start: number; used: number }>();
  return (caller, now) => {
    let window = windows.get(caller);
    if (!window || now - window.start >= WINDOW_MS || now < window.start) {
      window = { start: now, used: 0 };
      windows.set(caller, window);
    }
    window.used += 1;
    const resetSeconds = Math.max(1, Math.ceil((window.start + WINDOW_MS - now) / 1000));
    return { limit, remaining: Math.max(0, limit - window.used), resetSeconds, exceeded: window.used > limit };
  };
}

const BEARER = /^Bearer +(\S+)$/i;
const PREFIX = '/v2';
const route = createRouter(ROUTES);

/** JSON in UTF-8, or a 400 with code 10028; a body that says it is something else is a 415. */
function parseJson({ body, headers }: RawRequest): unknown {
  if (body.length === 0) return {};
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(headers['content-type'] ?? '')) throw refuse(415, '10014');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    throw refuse(400, '10028', undefined, 'The request body is not valid JSON in UTF-8.');
  }
}

/** All state of one simulated Telnyx, and what it does with a request. It has no sockets. */
export function createSimulator(settings: SimulatorSettings) {
  const faults = createFaultQueue();
  const log = createRequestLog();
  let offset = 0;
  const now = () => settings.clock() + offset;
  let era = new AbortController();
  settings.closing.addEventListener('abort', () => era.abort(), { once: true });
  const newWorld = () => createWorld({ now, wallClock: settings.clock, signal: era.signal });
  let world = newWorld();
  let limiter = createRateLimiter(settings.rateLimit);
  let accounts = new Map<string, Account>();

  const reset = () => {
    offset = 0;
    era.abort();
    era = new AbortController();
    if (settings.closing.aborted) era.abort();
    world = newWorld();
    limiter = createRateLimiter(settings.rateLimit);
    accounts = new Map(settings.apiKeys.map((key) => [key, createAccount(world, key, now())]));
    faults.clear();
    log.clear();
  };
  reset();

  const perform = (request: RawRequest, account: Account | undefined): Reply => {
    const [path, query] = splitOnce(request.url, '?');
    if (!account) throw refuse(401, '10009');
    if (!path.startsWith(`${PREFIX}/`)) throw refuse(404, '10005', '/');
    account.timeline.run(now());
    const { operation, handle, param } = route(request.method, path.slice(PREFIX.length));
    return handle({
      operation,
      world,
      account,
      query: parseQuery(query),
      body: parseJson(request),
      now: now(),
      origin: `http://${request.headers.host ?? ''}`,
      param,
    });
  };

  const answerS3 = (request: RawRequest): Outcome => {
    let rate = limiter('', now());
    try {
      const key = accessKeyOf(request.headers.authorization);
      if (key !== '') rate = limiter(key, now());
      if (rate.exceeded) throw new S3Error('SlowDown');
      const caller = key === '' ? undefined : (accounts.get(key) ?? 'stranger');
      return { ...serveS3(request, { caller, accounts: new Set(accounts.values()), now: now() }), rate };
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      return { ...s3ErrorReply(error), rate };
    }
  };

  return {
    faults,
    log,
    now,
    reset,
    world: () => world,
    firstKey: settings.apiKeys[0] ?? '',
    advance: (ms: number) => {
      offset += ms;
      for (const account of new Set(accounts.values())) account.timeline.run(now());
    },
    accounts: () => new Set(accounts.values()),
    accountOf: (key: string) => accounts.get(key),
    keyCount: () => accounts.size,
    revokeKey: (key: string) => accounts.delete(key),
    /** False where `accountOf` is given and not a known key. */
    addKey: (key: string, accountOf: string | undefined): boolean => {
      const account = accountOf === undefined ? createAccount(world, key, now()) : accounts.get(accountOf);
      if (account) accounts.set(key, account);
      return account !== undefined;
    },
    /** The operation's answer, or an error as Telnyx words it. */
    answer: (request: RawRequest): Outcome => {
      if (request.url.startsWith(S3_PREFIX)) return answerS3(request);
      const key = BEARER.exec(request.headers.authorization ?? '')?.[1];
      const account = key === undefined ? undefined : accounts.get(key);
      const rate = limiter(account && key !== undefined ? key : '', now());
      try {
        if (rate.exceeded) throw refuse(429, '10011');
        return { ...perform(request, account), rate };
      } catch (error) {
        if (!(error instanceof TelnyxError)) throw error;
        return { status: error.status, body: error.body, rate };
      }
    },
    /** The limit as a fault's answer shows it. */
    rate: (): RateDecision => ({ limit: settings.rateLimit, remaining: settings.rateLimit, resetSeconds: 1, exceeded: false }),
  };
}

export type Simulator = ReturnType<typeof createSimulator>;

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
