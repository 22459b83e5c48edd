import type { AxiosError, AxiosResponse } from 'axios';
import type { z } from 'zod';
import { readProblems } from './error-body.ts';
import { UpstreamClientError, UpstreamKeyError, UpstreamRateLimitError, UpstreamUnavailableError } from './errors.ts';
import type { Http } from './http.ts';
import { parseJson } from './json.ts';
import type { TelnyxPath } from './path.ts';
import { retryAfterSeconds, retryRules, type RetryRule } from './retry.ts';

/** Flat keys as they go over the wire (`filter[status]`); lists are joined with commas; undefined is left out. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

interface Ask<Answer> {
  readonly query?: Query;
  /** Sent as JSON; members that are undefined are left out. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** What the answer must look like; what it does not name is dropped. */
  readonly answer: z.ZodType<Answer>;
  /** The answer is not JSON: its schema gets the text as it came. */
  readonly asText?: true;
  /** The body carries a `command_id`, by which Telnyx ignores a repetition within 60 s: it may be repeated as a read may. */
  readonly repeatable?: true;
  /** Sent as Idempotency-Key. Not every operation honours it, so nothing is repeated on its account. */
  readonly idempotencyKey?: string;
}

/** Telnyx for one tool call: bound to its retry rule, its deadline and its cancellation. Errors: the `Upstream…` classes. */
export interface TelnyxClient {
  get<Answer>(path: TelnyxPath, ask: Omit<Ask<Answer>, 'body'>): Promise<Answer>;
  post<Answer>(path: TelnyxPath, ask: Ask<Answer>): Promise<Answer>;
  patch<Answer>(path: TelnyxPath, ask: Ask<Answer>): Promise<Answer>;
  delete<Answer>(path: TelnyxPath, ask: Omit<Ask<Answer>, 'body'>): Promise<Answer>;
}

export interface TelnyxCall {
  readonly retry: RetryRule;
  readonly signal: AbortSignal;
  /** Milliseconds until the call gives up, all tries together. */
  readonly timeoutMs: number;
}

export interface TelnyxOptions {
  readonly baseUrl: string;
  /** The API key; with `rejected` it is read anew, past any cache, because Telnyx refused that one. */
  readonly apiKey: (rejected?: string) => Promise<string>;
}

/**
 * The way to Telnyx: axios with keep-alive, a size cap, no redirects and no proxy (either would carry the key elsewhere).
 * Out: a function that makes the client of one tool call.
 */
export function createTelnyx({ baseUrl, apiKey }: TelnyxOptions): (call: TelnyxCall) => TelnyxClient {
  // axios is loaded with the first call, not with the app (cold start).
  let loaded: Promise<Http> | undefined;
  const load = () => (loaded ??= import('./http.ts').then(({ createHttp }) => createHttp(baseUrl)));

  return (call) => {
    // All steps of one tool call share the time it has.
    const deadline = Date.now() + call.timeoutMs;
    const ask = async <Answer>(method: string, path: TelnyxPath, options: Ask<Answer>) => {
      const { query, body, repeatable, idempotencyKey } = options;
      const retry = method === 'GET' || repeatable ? 'transient' : call.retry;
      const url = `${path}${queryString(query)}`;
      const asked = { method, url, data: body && JSON.stringify(body), idempotencyKey, retry, signal: call.signal, deadline };
      const [http, key] = await Promise.all([load(), apiKey()]);
      let response = await exchange(http, { ...asked, key });
      if (response === 'key_refused') {
        const fresh = await apiKey(key);
        if (fresh !== key) response = await exchange(http, { ...asked, key: fresh });
        if (response === 'key_refused') throw new UpstreamKeyError();
      }
      return readAnswer(response, options, method);
    };
    return {
      get: (path, options) => ask('GET', path, options),
      post: (path, options) => ask('POST', path, options),
      patch: (path, options) => ask('PATCH', path, options),
      delete: (path, options) => ask('DELETE', path, options),
    };
  };
}

interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly data: string | undefined;
  readonly key: string;
  readonly idempotencyKey: string | undefined;
  readonly retry: RetryRule;
  readonly signal: AbortSignal;
  readonly deadline: number;
}

async function exchange({ client, isAxiosError }: Http, asked: Exchange): Promise<AxiosResponse<string> | 'key_refused'> {
  const { method, url, data, key, idempotencyKey, retry, deadline } = asked;
  const timeout = AbortSignal.timeout(Math.max(1, deadline - Date.now()));
  try {
    return await client.request<string>({
      method,
      url,
      data,
      signal: AbortSignal.any([asked.signal, timeout]),
      headers: {
        Authorization: `Bearer ${key}`,
        ...(data === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
      },
      'axios-retry': retryRules(retry, deadline),
    });
  } catch (error) {
    const failure = classify(isAxiosError<string>(error) ? error : undefined, asked, timeout.aborted);
    if (failure === 'key_refused') return failure;
    // The axios error holds the key in its request headers: it ends here.
    throw failure;
  }
}

const NEVER_CONNECTED = new Set(['connect', 'getaddrinfo']);

function classify(error: AxiosError<string> | undefined, { method, key, signal }: Exchange, timedOut: boolean): Error | 'key_refused' {
  if (signal.aborted) return new UpstreamUnavailableError('cancelled', 'unknown', method);
  if (timedOut) return new UpstreamUnavailableError('timeout', 'unknown', method);
  if (!error) return new UpstreamUnavailableError('network', 'unknown', method);
  const { response } = error;
  // A good status with an error: the answer broke off in its middle.
  if (response && response.status >= 300) return refusal(response, method, key);
  if (!response && error.code === 'ERR_BAD_RESPONSE') return new UpstreamUnavailableError('too_large', 'unknown', method);
  const unsent = neverConnected(error.cause);
  return new UpstreamUnavailableError('network', unsent ? 'not_sent' : 'unknown', method);
}

/** Node tries every address of a host and then throws an AggregateError of what each said. */
function neverConnected(cause: unknown): boolean {
  if (cause instanceof AggregateError) return cause.errors.length > 0 && cause.errors.every(neverConnected);
  const syscall = (cause as { syscall?: unknown } | undefined)?.syscall;
  return typeof syscall === 'string' && NEVER_CONNECTED.has(syscall);
}

function refusal({ status, headers, data }: AxiosResponse<string | undefined>, method: string, key: string): Error | 'key_refused' {
  if (status === 401) return 'key_refused';
  if (status === 429) return new UpstreamRateLimitError(retryAfterSeconds(status, headers));
  if (status < 400) return new UpstreamUnavailableError('redirect', 'unknown', method, status);
  if (status === 408 || status >= 500) return new UpstreamUnavailableError('server_error', 'unknown', method, status);
  // A gateway may echo the request.
  return new UpstreamClientError(status, readProblems((data ?? '').replaceAll(key, '[API key]')));
}

function readAnswer<Answer>(response: AxiosResponse<string>, { answer, asText }: Ask<Answer>, method: string): Answer {
  let content: unknown;
  try {
    content = asText ? response.data : response.data === '' ? undefined : parseJson(response.data);
  } catch {
    throw new UpstreamUnavailableError('unreadable', 'unknown', method, response.status);
  }
  const parsed = answer.safeParse(content);
  if (!parsed.success) throw new UpstreamUnavailableError('unreadable', 'unknown', method, response.status);
  return parsed.data;
}

function queryString(query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
