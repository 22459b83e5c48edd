import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

const INVOCATION_ID = 'x-ms-invocation-id';

interface OpenResponse {
  readonly response: ServerResponse;
  /** Aborted if the connection closes before the whole answer is sent. */
  readonly controller: AbortController;
}

/** The requests in progress, by invocation. Each is removed when its connection closes. */
const open = new Map<string, OpenResponse>();

/**
 * The library receives requests on its own HTTP server and does not tell a handler when the client disconnects. Node's diagnostics channel
 * `http.server.request.start` gives access to the connection. Buffered mode has no such server.
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

/** @returns A signal that fires when the client disconnects before it has the answer; undefined in buffered mode. */
export const disconnected = (invocationId: string): AbortSignal | undefined => open.get(invocationId)?.controller.signal;

/** Ends an answer that will not be completed, so that its client stops waiting: with 500 if nothing was sent yet. */
export function endResponse(invocationId: string): void {
  const response = open.get(invocationId)?.response;
  if (response === undefined) return;
  if (response.headersSent) response.destroy();
  else response.writeHead(500, { 'content-length': 0 }).end();
}
