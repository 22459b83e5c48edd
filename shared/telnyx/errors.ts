import { AppError } from '../platform/index.ts';

/** One entry of a Telnyx error body, in any of its three shapes. */
export interface UpstreamProblem {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  /** JSON pointer into the body (RFC 6901) or the name of a query parameter. */
  readonly at?: string;
}

/** The base of all errors of Telnyx. */
abstract class UpstreamError extends AppError {
  /** An earlier attempt of the same request got no answer. It may have been carried out, whatever the answer to this one. */
  earlierTryUnknown = false;
}

/** Telnyx understood the request and rejected it (4xx). Nothing was done. */
export class UpstreamClientError extends UpstreamError {
  override readonly name = 'UpstreamClientError';
  readonly code = 'upstream_refused';
  readonly status: number;
  readonly problems: readonly UpstreamProblem[];
  constructor(status: number, problems: readonly UpstreamProblem[]) {
    super(`Telnyx refused the request with HTTP ${status}.`);
    this.status = status;
    this.problems = problems;
  }
}

/** Telnyx asks to slow down (429). Nothing was done. */
export class UpstreamRateLimitError extends UpstreamError {
  override readonly name = 'UpstreamRateLimitError';
  readonly code = 'upstream_rate_limited';
  /** Seconds until another attempt makes sense, if Telnyx said so. */
  override readonly retryAfter: number | undefined;
  constructor(retryAfter: number | undefined) {
    super('Telnyx rate limit reached.');
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
  constructor(reason: UnavailableReason, outcome: 'not_sent' | 'unknown', method: string, status?: number) {
    super(`Telnyx gave no usable answer (${reason}).`);
    this.reason = reason;
    this.outcome = outcome;
    this.method = method;
    this.status = status;
  }
}

/** Telnyx rejects the API key (401), even after the key was read again. */
export class UpstreamKeyError extends UpstreamError {
  override readonly name = 'UpstreamKeyError';
  readonly code = 'upstream_key_refused';
  constructor() {
    super('Telnyx refuses the API key of this server.');
  }
}
