import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

const INVOCATION_ID = 'x-ms-invocation-id';

interface OpenResponse {
  readonly response: ServerResponse;
  /** Aborted when the connection closes before the whole answer is on it. */
  readonly controller: AbortController;
}

/** Of the requests under way, by invocation; each leaves when its connection closes. */
const open = new Map<string, OpenResponse>();

/**
 * The library takes requests on an HTTP server of its own and tells a handler nothing of a client that has gone; Node says it of every
 * server (Node.js, diagnostics_channel, `http.server.request.start`). In buffered mode there is no such server, and nothing is heard.
 */
subscribe('http.server.request.start', (message) => {
  const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
  const id = request.headers[INVOCATION_ID];
  if (typeof id !== 'string') return;
  const controller = new AbortController();
  open.set(id, { response, controller });
  response.once('close', () => {
    open.delete(id);
    if (!response.writableFinished) controller.abort();
  });
});

/** A signal that fires when the client of that invocation goes away before it has the answer; undefined in buffered mode. */
export const disconnected = (invocationId: string): AbortSignal | undefined => open.get(invocationId)?.controller.signal;

/** Ends an answer that will not be completed, so that its client does not wait for it: with 500 where nothing of it was sent yet. */
export function endResponse(invocationId: string): void {
  const response = open.get(invocationId)?.response;
  if (response === undefined) return;
  if (response.headersSent) response.destroy();
  else response.writeHead(500, { 'content-length': 0 }).end();
}
