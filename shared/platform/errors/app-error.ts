import { randomUUID } from 'node:crypto';
import type { Fields } from '../log/index.ts';
import { ERROR_TABLE, type ErrorCode, type ErrorRow, type PageWords } from './error-table.ts';

/**
 * The base of all errors of the app. The message may reach a client, so it holds no secret and nothing about a person; what only the operator
 * may know is in other members.
 */
export abstract class AppError extends Error {
  /** Stable: clients, logs and alerts depend on it. */
  abstract readonly code: ErrorCode;
  /** Seconds until another try makes sense, if this error knows better than its row of the table. */
  declare readonly retryAfter?: number | undefined;
  /** What a page says, and with which status, if this error knows better than its row of the table. */
  declare readonly words?: (PageWords & { readonly status?: number }) | undefined;
  /** What the log line says besides the code. */
  declare readonly logFields?: Fields | undefined;
}

/** Too many requests. */
export class RateLimitError extends AppError {
  override readonly name = 'RateLimitError';
  readonly code = 'rate_limited';
  override readonly retryAfter: number;
  override readonly words: PageWords;

  /** @param seconds How long to wait. */
  constructor(seconds: number) {
    super(`Too many requests from this address: wait ${seconds} s.`);
    this.retryAfter = seconds;
    this.words = {
      title: 'Too many requests',
      what: 'Your address sent more requests than this server accepts in a minute. Nobody got access.',
      next: `Wait ${seconds === 1 ? 'a second' : `${seconds} seconds`}, then start again.`,
      failed: 'time',
      reload: true,
    };
  }
}

/** An error that nobody foresaw. Clients learn its id alone, under which the log has the cause. */
export class InternalError extends AppError {
  override readonly name = 'InternalError';
  readonly code = 'internal_error';
  readonly id: string;
  override readonly words: PageWords;

  constructor(cause: unknown) {
    const id = randomUUID();
    super(`Something failed inside this server (id ${id}).`, { cause });
    this.id = id;
    this.words = {
      title: 'Something failed inside this server',
      what: 'This could not be finished. We do not know how far it got.',
      next: ['Try again.', 'If it happens again, send the reference below to your admin, who finds it in the log.'],
      reference: id,
    };
  }
}

/** How an error is answered: its row of the table, with what the error itself knows better. */
export function rowOf(error: AppError): ErrorRow & { readonly text: string } {
  const row = ERROR_TABLE[error.code];
  const retryAfter = error.retryAfter ?? row.retryAfter;
  return { ...row, text: row.text ?? error.message, ...(retryAfter !== undefined && { retryAfter }) };
}
