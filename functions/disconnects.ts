import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

const INVOCATION_ID = 'x-ms-invocation-id';

/** Of the requests under way, by invocation: aborted when the connection closes before the whole answer is on it. */
const controllers = new Map<string, AbortController>();

/**
 * The library takes requests on an HTTP server of its own and tells a handler nothing of a client that has gone; Node says it of every
 * server (Node.js, diagnostics_channel, `http.server.request.start`). In buffered mode there is no such server, and nothing is heard.
 */
subscribe('http.server.request.start', (message) => {
  const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
  const id = request.headers[INVOCATION_ID];
  if (typeof id !== 'string') return;
  const controller = new AbortController();
  controllers.set(id, controller);
  response.once('close', () => {
    controllers.delete(id);
    if (!response.writableFinished) controller.abort();
  });
});

/** In: the id of an invocation that runs. Out: a signal that fires when its client goes away before it has the answer. */
export const disconnected = (invocationId: string): AbortSignal | undefined => controllers.get(invocationId)?.signal;
