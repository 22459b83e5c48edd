import { AppError, InternalError, rowOf } from '../errors/index.ts';
import type { Logger } from '../log/index.ts';
import { jsonError } from './respond.ts';

/** Puts an error into the form that its readers expect: JSON, OAuth, a page, or JSON-RPC. All four read the same table. */
export type ErrorRenderer = (error: AppError, request: Request) => Response | Promise<Response>;

/** For programs: `{error, error_description}`. */
export const jsonErrors: ErrorRenderer = (error) => {
  const row = rowOf(error);
  return jsonError(row.status, row.error, row.text, retryAfterHeader(error));
};

export function retryAfterHeader(error: AppError): Readonly<Record<string, string>> {
  const { retryAfter } = rowOf(error);
  return retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
}

interface ErrorAnswers {
  readonly log: Logger;
  readonly render: ErrorRenderer;
  /** The first half of the event in the log. Without it only errors of the server are logged. */
  readonly event?: string | undefined;
}

/**
 * The one place where what was thrown becomes an answer. It logs `<event>_refused`, `<event>_unavailable` or `<event>_failed`.
 *
 * @returns A function from whatever was thrown, and the request, to the answer.
 */
export function createErrorAnswers({ log, render, event }: ErrorAnswers): (thrown: unknown, request: Request) => Promise<Response> {
  return async (thrown, request) => {
    const error = thrown instanceof AppError ? thrown : new InternalError(thrown);
    const { status, level } = rowOf(error);
    const name = event ?? 'request';
    if (error instanceof InternalError) log.error(`${name}_failed`, error.cause, { request: error.id });
    else if (level === 'error') log.error(`${name}_failed`, error, error.logFields);
    else if (status >= 500) log.error(`${name}_unavailable`, error);
    else if (event !== undefined) log[level ?? 'info'](`${name}_refused`, { error: error.code, ...error.logFields });
    return render(error, request);
  };
}
