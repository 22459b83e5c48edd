/** A request and its answer on the client's connection, in both modes. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestTarget } from './request-target.ts';
import type { RouteMatch } from './router.ts';

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: RequestTarget;
  readonly match: RouteMatch;
}

/** How long a client may go on sending an unread body, as in Kestrel. Milliseconds. */
const LINGER_MS = 5_000;

export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

/** Does nothing where an answer has begun. */
export function answerEmpty(response: ServerResponse, status: number): void {
  if (response.headersSent || response.destroyed) return;
  // RFC 9110 section 8.6: no length with 204.
  response.writeHead(status, status === 204 ? {} : { 'content-length': 0 });
  response.end();
}

/** Reads and discards the rest of a request body after the answer: closing at once would reset the connection and could lose the answer. */
export function lingerAfterAnswer(request: IncomingMessage, response: ServerResponse): void {
  if (!hasBody(request)) return;
  response.once('finish', () => {
    if (request.readableEnded || request.destroyed) return;
    request.unpipe();
    request.resume();
    const timer = setTimeout(() => request.socket.destroy(), LINGER_MS);
    timer.unref();
    request.once('close', () => clearTimeout(timer));
    request.once('end', () => clearTimeout(timer));
  });
}

/** Resolves when the answer is complete or its connection has closed. */
export function answered(response: ServerResponse): Promise<void> {
  if (response.closed) return Promise.resolve();
  return new Promise((resolve) => response.once('close', () => resolve()));
}
