import type { AxiosResponse } from 'axios';
import type { z } from 'zod';
import { UpstreamUnavailableError } from '../errors.ts';
import { readRejection } from './error-body.ts';
import { exchange, loadHttp, redactor } from './exchange.ts';
import type { Http } from './http.ts';
import { parseJson } from './json.ts';
import { PathSegmentError, type TelnyxPath } from './path.ts';
import type { RetryRule } from './retry.ts';
import { withKey, type ApiKey } from './with-key.ts';

/** Flat names as they are sent (`filter[status]`). Lists are joined with commas, those in `each` are repeated; undefined is left out. */
export type Query = Readonly<
  Record<string, string | number | boolean | readonly string[] | { readonly each: readonly string[] } | undefined>
>;

interface Ask<Answer> {
  readonly query?: Query;
  /** Sent as JSON; members that are undefined are left out. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** The schema of the answer. Members that it does not name are dropped. */
  readonly answer: z.ZodType<Answer>;
  /** The answer is not JSON: the schema gets its text. */
  readonly asText?: true;
  /** The body has a `command_id`, by which Telnyx ignores a repetition within 60 s: it may be repeated like a read. */
  readonly repeatable?: true;
  /** Sent as Idempotency-Key. Not every operation honours it, so it does not make anything repeatable. */
  readonly idempotencyKey?: string;
  /** Milliseconds for this request with its retries, where the rest of the call's time would be too long. */
  readonly withinMs?: number;
  /** Values of the body that no error text may repeat, even if Telnyx quotes them. */
  readonly hide?: readonly string[];
}

/** Telnyx for one tool call, with its retry rule, deadline and cancellation. Methods throw the `Upstream…` errors. */
export interface TelnyxClient {
  get<Answer>(path: TelnyxPath, ask: Omit<Ask<Answer>, 'body'>): Promise<Answer>;
  post<Answer>(path: TelnyxPath, ask: Ask<Answer>): Promise<Answer>;
  patch<Answer>(path: TelnyxPath, ask: Ask<Answer>): Promise<Answer>;
  delete<Answer>(path: TelnyxPath, ask: Omit<Ask<Answer>, 'body'>): Promise<Answer>;
}

export interface TelnyxCall {
  readonly retry: RetryRule;
  readonly signal: AbortSignal;
  /** Milliseconds for the whole call, all attempts together. */
  readonly timeoutMs: number;
}

export interface TelnyxOptions {
  readonly baseUrl: string;
  readonly apiKey: ApiKey;
}

/**
 * Calls Telnyx with axios: keep-alive, a size limit, no redirects and no proxy (either would carry the key elsewhere).
 *
 * @returns A function that makes the client of one tool call.
 */
export function createTelnyx({ baseUrl, apiKey }: TelnyxOptions): (call: TelnyxCall) => TelnyxClient {
  // Loads axios with the first call, not with the app (cold start).
  let loaded: Promise<Http> | undefined;
  const load = () => (loaded ??= loadHttp(baseUrl));

  return (call) => {
    // All steps of one tool call share its time.
    const deadline = Date.now() + call.timeoutMs;
    const ask = async <Answer>(method: string, path: TelnyxPath, options: Ask<Answer>) => {
      const { query, body, repeatable, idempotencyKey, withinMs = Infinity, hide } = options;
      const retry = method === 'GET' || repeatable ? 'transient' : call.retry;
      const headers = {
        ...(body && { 'Content-Type': 'application/json' }),
        ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }),
      };
      const asked = {
        method,
        url: shortEnough(`${path}${queryString(query)}`),
        data: body && JSON.stringify(body),
        retry,
        signal: call.signal,
        deadline: Math.min(deadline, Date.now() + withinMs),
      };
      const http = load();
      const keys: string[] = [];
      const response = await withKey(apiKey, async (key) => {
        keys.push(key);
        return exchange<string>(await http, {
          ...asked,
          key,
          headers: { Authorization: `Bearer ${key}`, ...headers },
          ...(hide && { hide }),
        });
      });
      return readAnswer(response, options, method, redactor({ '[API key]': keys, '[secret]': hide ?? [] }));
    };
    return {
      get: (path, options) => ask('GET', path, options),
      post: (path, options) => ask('POST', path, options),
      patch: (path, options) => ask('PATCH', path, options),
      delete: (path, options) => ask('DELETE', path, options),
    };
  };
}

/** Characters that every server should accept (RFC 9110 section 4.1). */
const LONGEST_URL = 8_000;

function shortEnough(url: string): string {
  if (url.length > LONGEST_URL) throw new PathSegmentError('The arguments are longer than the URL of a request can be: give shorter ones.');
  return url;
}

function readAnswer<Answer>(
  { data, status }: AxiosResponse<string>,
  { answer, asText }: Ask<Answer>,
  method: string,
  redact: (text: string) => string,
): Answer {
  // It may say why: errors without data, or the page of a proxy.
  const unreadable = () => new UpstreamUnavailableError('unreadable', 'unknown', method, status, readRejection(data, redact));
  let content: unknown;
  try {
    content = asText ? data : data === '' ? undefined : parseJson(data);
  } catch {
    throw unreadable();
  }
  const parsed = answer.safeParse(content);
  if (!parsed.success) throw unreadable();
  return parsed.data;
}

function queryString(query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'object' && 'each' in value) for (const one of value.each) search.append(name, one);
    else if (value !== undefined) search.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
