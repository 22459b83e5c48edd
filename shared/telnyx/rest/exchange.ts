import type { AxiosError, AxiosRequestConfig, AxiosResponse } from 'axios';
import { namesAnotherKey, namesOurKey } from '../advice/index.ts';
import { UpstreamClientError, UpstreamKeyError, UpstreamRateLimitError, UpstreamUnavailableError, type Operation } from '../errors.ts';
import { readRejection } from './error-body.ts';
import type { Http } from './http.ts';
import { bodyText, isRateLimit, retryAfterSeconds, retryRules, type RetryRule } from './retry.ts';

/** Loads axios with the first call, not with the app (cold start). */
export const loadHttp = (baseUrl?: string): Promise<Http> => import('./http.ts').then(({ createHttp }) => createHttp(baseUrl));

/** One request with its retries. */
export interface Exchange {
  readonly method: string;
  /** Absolute, or below the base URL of the client. */
  readonly url: string;
  /** false: without this header. */
  readonly headers: Readonly<Record<string, string | false>>;
  readonly data?: string | Buffer | undefined;
  /** The API key. An answer may echo it, an error must not. */
  readonly key: string;
  /** Further values that no error text may repeat. */
  readonly hide?: readonly string[];
  readonly retry: RetryRule;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  /** How axios reads the answer. Default: as text. */
  readonly reading?: Pick<AxiosRequestConfig, 'responseType' | 'decompress'>;
}

/**
 * Sends a request until its deadline.
 *
 * @returns The answer with status 2xx, or the error of a key that Telnyx rejects (401).
 * @throws The `Upstream…` errors.
 */
export async function exchange<Body extends string | Buffer>(
  { client, isAxiosError }: Http,
  asked: Exchange,
): Promise<AxiosResponse<Body> | UpstreamKeyError> {
  const { method, url, headers, data, retry, deadline, reading } = asked;
  const changes = method !== 'GET' && method !== 'HEAD';
  const earlier = { mayBeDone: false };
  // Not AbortSignal.timeout: it would keep all of this in memory until it fires, answered or not.
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), Math.max(1, deadline - Date.now()));
  try {
    return await client.request<Body>({
      ...reading,
      method,
      url,
      data,
      signal: AbortSignal.any([asked.signal, timeout.signal]),
      headers,
      'axios-retry': {
        ...retryRules(retry, deadline),
        onRetry: (_count, error) => {
          earlier.mayBeDone ||= changes && error.response?.status !== 429 && !neverConnected(error.cause);
        },
      },
    });
  } catch (error) {
    const problem = classify(isAxiosError<Body>(error) ? error : undefined, asked, timeout.signal.aborted);
    if (problem instanceof UpstreamKeyError) {
      if (earlier.mayBeDone) throw new UpstreamUnavailableError('server_error', 'unknown', method, problem.status, problem);
      return problem;
    }
    if (earlier.mayBeDone && problem instanceof UpstreamUnavailableError) {
      throw new UpstreamUnavailableError(problem.reason, 'unknown', method, problem.status, problem);
    }
    if (earlier.mayBeDone && (problem instanceof UpstreamClientError || problem instanceof UpstreamRateLimitError))
      problem.earlierTryUnknown = true;
    // The axios error has the key in its request headers, so it goes no further.
    throw problem;
  } finally {
    clearTimeout(timer);
  }
}

const NEVER_CONNECTED = new Set(['connect', 'getaddrinfo']);

function classify(error: AxiosError<string | Buffer> | undefined, asked: Exchange, timedOut: boolean): Error {
  const { method, signal } = asked;
  if (signal.aborted) return new UpstreamUnavailableError('cancelled', 'unknown', method);
  if (timedOut) return new UpstreamUnavailableError('timeout', 'unknown', method);
  if (!error) return new UpstreamUnavailableError('network', 'unknown', method);
  const { response } = error;
  // A good status with an error: the answer broke off.
  if (response && response.status >= 300) return errorFor(response, asked);
  if (!response && error.code === 'ERR_BAD_RESPONSE') return new UpstreamUnavailableError('too_large', 'unknown', method);
  const unsent = neverConnected(error.cause);
  return new UpstreamUnavailableError('network', unsent ? 'not_sent' : 'unknown', method);
}

/** Node tries every address of a host, then throws an AggregateError of their errors. */
function neverConnected(cause: unknown): boolean {
  if (cause instanceof AggregateError) return cause.errors.length > 0 && cause.errors.every(neverConnected);
  const syscall = (cause as { syscall?: unknown } | undefined)?.syscall;
  return typeof syscall === 'string' && NEVER_CONNECTED.has(syscall);
}

type Rejected = AxiosResponse<string | Buffer | undefined>;

function errorFor({ status, headers, data }: Rejected, { method, url, key, hide = [] }: Exchange): Error {
  const body = readRejection(bodyText(data), redactor({ '[API key]': [key], '[secret]': hide }));
  const operation = operationOf(method, url);
  const rejection = { ...body, operation };
  // A provider of models or voices rejects its own key: reading ours again would not help.
  if (status === 401 && !namesAnotherKey(rejection)) {
    return new UpstreamKeyError(namesOurKey(rejection), status, rejection);
  }
  if (status === 429 && isRateLimit(body.problems)) return new UpstreamRateLimitError(retryAfterSeconds(status, headers), rejection);
  if (status < 400) return new UpstreamUnavailableError('redirect', 'unknown', method, status, rejection);
  if (status === 408 || status >= 500) return new UpstreamUnavailableError('server_error', 'unknown', method, status, rejection);
  return new UpstreamClientError(status, body.problems, rejection);
}

/** Absolute URLs are those of the storage. */
function operationOf(method: string, url: string): Operation {
  const [path = ''] = url.split('?', 1);
  return { method, path: URL.canParse(path) ? `s3:${new URL(path).pathname}` : path };
}

/** @returns A function that removes these values from a text, percent-encoded or not: Telnyx or a gateway may echo the request. */
export function redactor(hidden: Readonly<Record<string, readonly string[]>>): (text: string) => string {
  const forms = Object.entries(hidden).flatMap(([name, values]) =>
    values.flatMap((value) => {
      // A lone surrogate travels as U+FFFD, and cannot be percent-encoded.
      const sent = value.toWellFormed();
      return [value, sent, encodeURIComponent(sent)].map((form) => [form, name] as const);
    }),
  );
  return (text) => forms.reduce((rest, [form, name]) => rest.replaceAll(form, name), text);
}
