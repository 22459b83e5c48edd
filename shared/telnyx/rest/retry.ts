import type { AxiosError } from 'axios';
import type { IAxiosRetryConfig } from 'axios-retry';
import type { UpstreamProblem } from '../errors.ts';
import { readProblems } from './error-body.ts';

/**
 * What may be repeated. `transient`: whatever failed on the way (reads). `refused`: only what Telnyx certainly did not carry out (a rate limit).
 * A GET is safe by definition (RFC 9110 section 9.2.1) and always `transient`.
 */
export type RetryRule = 'transient' | 'refused';

const TRANSIENT_STATUS = new Set([408, 500, 502, 503, 504]);
const RETRIES = 2;
const LONGEST_WAIT_MS = 5_000;
const FIRST_WAIT_MS = 300;

/** Seconds that Telnyx asks us to wait: Retry-After (seconds or HTTP date, RFC 9110), else, on a 429, x-ratelimit-reset. */
export function retryAfterSeconds(status: number, headers: Readonly<Record<string, unknown>>): number | undefined {
  const asked = headers['retry-after'] ?? (status === 429 ? headers['x-ratelimit-reset'] : undefined);
  if (typeof asked !== 'string' || asked === '') return undefined;
  const seconds = Number(asked);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(asked);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}

const RATE_LIMIT_CODES = new Set(['10011', '429']);

const OF_MONEY = /\bspend|\bbudget|\bfunds\b|\bcredits?\b|\bbalance\b|\bbilling\b|\bdaily\b/i;

/**
 * Whether a 429 asks to slow down. Telnyx also answers 429 where a limit of spending is reached: that lasts for hours. Without a code, the
 * words decide.
 */
export const isRateLimit = (problems: readonly UpstreamProblem[]): boolean =>
  problems.every(({ code, title = '', detail = '' }) =>
    code === undefined ? !OF_MONEY.test(`${title} ${detail}`) : RATE_LIMIT_CODES.has(code),
  );

/** The body of an answer, whichever way axios read it. */
export const bodyText = (data: unknown): string => (typeof data === 'string' ? data : Buffer.isBuffer(data) ? data.toString() : '');

/**
 * The rules for axios-retry: at most two retries, short waits only.
 *
 * @param deadline Milliseconds since the epoch.
 */
export function retryRules(rule: RetryRule, deadline: number): IAxiosRetryConfig {
  return {
    retries: RETRIES,
    shouldResetTimeout: true,
    retryCondition: (error) => repeatable(error, rule) && fits(waitMs(error, RETRIES), deadline),
    retryDelay: (count, error) => waitMs(error, count),
  };
}

function repeatable(error: AxiosError, rule: RetryRule): boolean {
  if (error.code === 'ERR_CANCELED') return false;
  const status = error.response?.status;
  if (status === 429) return isRateLimit(readProblems(bodyText(error.response?.data)));
  if (rule === 'refused') return false;
  if (status === undefined) return error.code !== 'ERR_BAD_RESPONSE';
  // An error with a good status: the answer broke off.
  return status < 300 || TRANSIENT_STATUS.has(status);
}

function waitMs(error: AxiosError, count: number): number {
  const asked = error.response && retryAfterSeconds(error.response.status, error.response.headers);
  if (asked !== undefined) return asked * 1000;
  const wait = FIRST_WAIT_MS * 2 ** (count - 1);
  return wait * (0.75 + Math.random() * 0.25);
}

function fits(wait: number, deadline: number): boolean {
  return wait <= LONGEST_WAIT_MS && Date.now() + wait < deadline;
}
