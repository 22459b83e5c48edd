import type { AxiosResponse } from 'axios';
import type { z } from 'zod';
import { UpstreamUnavailableError } from '../errors.ts';
import { writtenBody, type RequestBody } from './body.ts';
import { readRejection } from './error-body.ts';
import { exchange, loadHttp, redactor, type Exchange } from './exchange.ts';
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

/** A request that no tool of its own makes. */
export interface TelnyxRequest {
  readonly method: string;
  readonly path: TelnyxPath;
  /** Names as they are sent (`filter[status]`), in this order; one may come several times. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly body?: RequestBody;
  /** Media types of the answer. Default: JSON. */
  readonly accept?: string;
}

/** An answer as it came: nothing of it is checked. */
export interface RawAnswer {
  readonly method: string;
  /** Path and query, below the base URL. */
  readonly url: string;
  readonly status: number;
  /** In lower case, without parameters; "" where there is none. */
  readonly contentType: string;
  readonly bytes: Buffer;
}

type Sending = Pick<Ask<unknown>, 'idempotencyKey' | 'hide'>;

/** Telnyx for one tool call, with its retry rule, deadline and cancellation. Methods throw the `Upstream…` errors. */
export interface TelnyxClient {
  get<Answer>(path: TelnyxPath, ask: Omit<Ask<Answer>, 'body'>): Promise<Answer>;
  post<Answer>(path: TelnyxPath, ask: Ask<Answer>): Promise<Answer>;
  patch<Answer>(path: TelnyxPath, ask: Ask<Answer>): Promise<Answer>;
  delete<Answer>(path: TelnyxPath, ask: Omit<Ask<Answer>, 'body'>): Promise<Answer>;
  send(request: TelnyxRequest, sending?: Sending): Promise<RawAnswer>;
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
    const exchanged = async <Body extends string | Buffer>({ hide, withinMs = Infinity, ...asked }: Asked) => {
      const http = load();
      const keys: string[] = [];
      const response = await withKey(apiKey, async (key) => {
        keys.push(key);
        return exchange<Body>(await http, {
          ...asked,
          url: shortEnough(asked.url),
          key,
          headers: { Authorization: `Bearer ${key}`, ...asked.headers },
          signal: call.signal,
          deadline: Math.min(deadline, Date.now() + withinMs),
          ...(hide && { hide }),
        });
      });
      return { response, redact: redactor({ '[API key]': keys, '[secret]': hide ?? [] }), redactKeys: redactor({ '[API key]': keys }) };
    };
    const ask = async <Answer>(method: string, path: TelnyxPath, options: Ask<Answer>) => {
      const { query, body, repeatable, idempotencyKey, withinMs, hide } = options;
      const { response, redact } = await exchanged<string>({
        method,
        url: `${path}${queryString(query)}`,
        data: body && JSON.stringify(body),
        headers: { ...(body && { 'Content-Type': 'application/json' }), ...keyHeader(idempotencyKey) },
        retry: method === 'GET' || repeatable ? 'transient' : call.retry,
        withinMs,
        hide,
      });
      return readAnswer(response, options, method, redact);
    };
    const send = async ({ method, path, query, body, accept }: TelnyxRequest, { idempotencyKey, hide }: Sending = {}) => {
      const url = `${path}${searchOf(query)}`;
      const written = body && (await writtenBody(body));
      const { response, redactKeys } = await exchanged<Buffer>({
        method,
        url,
        data: written?.data,
        headers: {
          // Otherwise axios says that no body is a form.
          'Content-Type': written?.contentType ?? false,
          ...(accept !== undefined && { Accept: accept }),
          ...keyHeader(idempotencyKey),
        },
        retry: method === 'GET' ? 'transient' : call.retry,
        reading: { responseType: 'arraybuffer' },
        hide,
      });
      // What looks like a secret may be a part of a number: the caller hides it in what it shows.
      return rawAnswer({ method, url }, response, redactKeys);
    };
    return {
      get: (path, options) => ask('GET', path, options),
      post: (path, options) => ask('POST', path, options),
      patch: (path, options) => ask('PATCH', path, options),
      delete: (path, options) => ask('DELETE', path, options),
      send,
    };
  };
}

type Asked = Pick<Exchange, 'method' | 'url' | 'headers' | 'data' | 'retry' | 'reading'> & {
  readonly [Name in 'withinMs' | 'hide']?: Ask<unknown>[Name] | undefined;
};

const keyHeader = (key: string | undefined) => (key === undefined ? {} : { 'Idempotency-Key': key });

function rawAnswer(
  request: Pick<RawAnswer, 'method' | 'url'>,
  { status, data, headers }: AxiosResponse<Buffer>,
  redact: (text: string) => string,
): RawAnswer {
  const given: unknown = headers['content-type'];
  const contentType = typeof given === 'string' ? (given.split(';', 1)[0] ?? '').trim().toLowerCase() : '';
  return { ...request, status, contentType, bytes: redactedBytes(data, redact) };
}

/** An answer that repeats the key does not reach anybody, whatever it is. */
function redactedBytes(bytes: Buffer, redact: (text: string) => string): Buffer {
  // One character for each byte, so that what is no text stays as it is.
  const text = bytes.toString('latin1');
  const redacted = redact(text);
  return redacted === text ? bytes : Buffer.from(redacted, 'latin1');
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
  return searchOf(
    Object.entries(query).flatMap(([name, value]) => {
      if (value === undefined) return [];
      if (typeof value === 'object' && 'each' in value) return value.each.map((one) => [name, one] as const);
      return [[name, Array.isArray(value) ? value.join(',') : String(value)] as const];
    }),
  );
}

function searchOf(pairs: TelnyxRequest['query']): string {
  const text = new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
  return text === '' ? '' : `?${text}`;
}
