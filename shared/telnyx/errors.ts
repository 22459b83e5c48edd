import { AppError } from '../platform/index.ts';

/** One entry of the body of a rejection, in any of its shapes: each text in one line, without secrets. */
export interface UpstreamProblem {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  /** JSON pointer into the body (RFC 6901) or the name of a query parameter. */
  readonly at?: string;
  /** Telnyx's own SIP response code, such as D13: why it does not connect a call. */
  readonly sipCode?: string;
  /** URL of Telnyx's page about this error. */
  readonly more?: string;
}

/** The request that was rejected. */
export interface Operation {
  readonly method: string;
  /** Below the base URL, without the query: `/calls/{id}/actions/speak`. Requests to the storage begin with `s3:`. */
  readonly path: string;
}

/** What is known of an answer that is no success. */
export interface Rejection {
  readonly problems: readonly UpstreamProblem[];
  /** What the body is, if the API did not write it: `an HTML page`. */
  readonly foreign?: string | undefined;
  readonly operation?: Operation | undefined;
}

/** The base of all errors of Telnyx. */
abstract class UpstreamError extends AppError implements Rejection {
  /** An earlier attempt of the same request got no answer. It may have been carried out, whatever the answer to this one. */
  earlierTryUnknown = false;
  readonly problems: readonly UpstreamProblem[];
  readonly foreign: string | undefined;
  readonly operation: Operation | undefined;
  constructor(message: string, { problems, foreign, operation }: Rejection) {
    super(message);
    this.problems = problems;
    this.foreign = foreign;
    this.operation = operation;
  }
}

const NO_REASON: Rejection = { problems: [] };

/** Telnyx understood the request and rejected it (4xx). Nothing was done. */
export class UpstreamClientError extends UpstreamError {
  override readonly name = 'UpstreamClientError';
  readonly code = 'upstream_refused';
  readonly status: number;
  constructor(status: number, problems: readonly UpstreamProblem[], rejection: Omit<Rejection, 'problems'> = {}) {
    super(`Telnyx refused the request with HTTP ${status}.`, { ...rejection, problems });
    this.status = status;
  }
}

/** Telnyx asks to slow down (429). Nothing was done. */
export class UpstreamRateLimitError extends UpstreamError {
  override readonly name = 'UpstreamRateLimitError';
  readonly code = 'upstream_rate_limited';
  /** Seconds until another attempt makes sense, if Telnyx said so. */
  override readonly retryAfter: number | undefined;
  constructor(retryAfter: number | undefined, rejection = NO_REASON) {
    super('Telnyx rate limit reached.', rejection);
    this.retryAfter = retryAfter;
  }
}

export type UnavailableReason = 'timeout' | 'cancelled' | 'network' | 'server_error' | 'redirect' | 'too_large' | 'unreadable';

/**
 * There is no usable answer. `outcome` says whether the request may have been carried out: `not_sent`, it never reached Telnyx; `unknown`, it
 * may have.
 */
export class UpstreamUnavailableError extends UpstreamError {
  override readonly name = 'UpstreamUnavailableError';
  readonly code = 'upstream_unavailable';
  readonly reason: UnavailableReason;
  readonly outcome: 'not_sent' | 'unknown';
  readonly method: string;
  readonly status: number | undefined;
  constructor(reason: UnavailableReason, outcome: 'not_sent' | 'unknown', method: string, status?: number, rejection = NO_REASON) {
    super(`Telnyx gave no usable answer (${reason}).`, rejection);
    this.reason = reason;
    this.outcome = outcome;
    this.method = method;
    this.status = status;
  }
}

/** The credentials are rejected (401), even after the key was read again. Nothing was done. */
export class UpstreamKeyError extends UpstreamError {
  override readonly name = 'UpstreamKeyError';
  readonly code = 'upstream_key_refused';
  readonly status: number;
  /** The reason is about the API key of this server. Otherwise, it may be about something else. */
  readonly aboutOurKey: boolean;
  constructor(aboutOurKey = true, status = 401, rejection = NO_REASON) {
    super('Telnyx refuses the API key of this server.', rejection);
    this.aboutOurKey = aboutOurKey;
    this.status = status;
  }
}

/** Whether Telnyx certainly did not carry out the request. */
export const isRefusal = (error: unknown): boolean =>
  (error instanceof UpstreamClientError || error instanceof UpstreamRateLimitError || error instanceof UpstreamKeyError) &&
  !error.earlierTryUnknown;

/** The recipient answered STOP (developers.telnyx.com, error 40300). */
const OPTED_OUT = '40300';

export const saysOptedOut = (error: unknown): boolean =>
  error instanceof UpstreamClientError && error.problems.some(({ code }) => code === OPTED_OUT);
