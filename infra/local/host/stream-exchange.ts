/**
 * HTTP streams on: the invocation starts and, in parallel, the request goes to the library's inner server, which gives the answer chunk by chunk.
 * Nothing but a small body is buffered here. The real host does it with YARP (azure-functions-host, DefaultHttpProxyService).
 */
import { randomUUID } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { answered, answerEmpty, hasBody } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { isEndToEnd } from './hop-by-hop.ts';
import type { Invoke } from './invocation.ts';
import { writeFailure } from './log.ts';
import { readBody } from './request-body.ts';
import { triggerMetadata } from './trigger-metadata.ts';

const INVOCATION_ID = 'x-ms-invocation-id';
/**
 * A body of up to this many bytes fits into the inner server's read buffer. A longer one may be left half read by the app, and a connection with
 * an unread rest must not carry another request.
 */
const REUSABLE_BODY_BYTES = 32 * 1024;
const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

export interface StreamMode {
  serve(exchange: Exchange): Promise<void>;
  close(): void;
}

/** The headers of the inner request: what the library reads of it. The client's own headers travel in the trigger metadata. */
function innerHeaders({ request, target }: Exchange, id: string, sendsBody: boolean): Record<string, string> {
  const headers: Record<string, string> = {
    [INVOCATION_ID]: id,
    'x-forwarded-host': target.host,
    'x-forwarded-proto': 'http',
  };
  const length = request.headers['content-length'];
  if (sendsBody && length !== undefined) headers['content-length'] = length;
  else if (sendsBody) headers['transfer-encoding'] = 'chunked';
  return headers;
}

/**
 * The real host reads a body of known length for its binding data before it starts the invocation. Here only one that is small: no trap needs
 * more, and longer ones show how the app takes what comes slowly.
 */
const BOUND_BODY_BYTES = 64 * 1024;

function isBound({ headers }: IncomingMessage): boolean {
  const length = Number(headers['content-length'] ?? 0);
  return length > 0 && length <= BOUND_BODY_BYTES;
}

function sendBody(request: IncomingMessage, inner: ClientRequest, sendsBody: boolean, bound: Buffer | undefined): void {
  if (!sendsBody || bound) {
    inner.end(bound);
    return;
  }
  // The library waits for the head of the request, which may come long before the first byte of its body.
  inner.flushHeaders();
  request.pipe(inner);
}

function relayAnswer(answer: IncomingMessage, response: ServerResponse): void {
  const { rawHeaders } = answer;
  const kept: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (isEndToEnd(name, answer.headers.connection) && name.toLowerCase() !== INVOCATION_ID) kept.push(name, rawHeaders[index + 1] ?? '');
  }
  response.writeHead(answer.statusCode ?? 500, kept);
  answer.pipe(response);
}

function isReusable({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) <= REUSABLE_BODY_BYTES;
}

async function serve(exchange: Exchange, invoke: Invoke, port: number, agent: Agent): Promise<void> {
  const { request, response, target, match } = exchange;
  const id = randomUUID();
  const sendsBody = hasBody(request) && !BODILESS.has(target.method);
  const body = sendsBody && isBound(request) ? await readBody(request, BOUND_BODY_BYTES) : undefined;
  if (body?.kind === 'aborted') return;
  const bound = body?.kind === 'bytes' ? body.bytes : undefined;
  const state = { failed: false };
  const fail = (error: unknown) => {
    if (state.failed) return;
    state.failed = true;
    writeFailure(match.target.metadata.name, error);
    inner.destroy();
    // After the head there is no way to say 500: the client sees a broken answer.
    if (response.headersSent) response.destroy();
    else answerEmpty(response, 500);
  };

  // Once the client has gone, what breaks inside is the consequence and no news.
  const onBroken = (error: Error) => {
    if (!response.closed) fail(error);
  };
  const open = (): ClientRequest => {
    const opened = httpRequest({
      host: '127.0.0.1',
      port,
      agent,
      method: target.method,
      path: `${target.path}${target.search}`,
      headers: innerHeaders(exchange, id, sendsBody),
    });
    opened.on('error', (error: NodeJS.ErrnoException) => {
      // A kept connection may be closed in the very moment in which it is used again (Node.js, request.reusedSocket): nothing has arrived then.
      const stale = opened.reusedSocket && error.code === 'ECONNRESET' && (bound !== undefined || !sendsBody);
      if (stale && !state.failed && !response.closed && !response.headersSent) inner = open();
      else onBroken(error);
    });
    opened.on('response', (answer) => {
      if (state.failed || response.closed) {
        answer.resume();
        return;
      }
      const { socket } = answer;
      answer.on('error', onBroken);
      answer.on('end', () => {
        // Not opened.destroy(): by now the request has given its connection back to the agent.
        if (!isReusable(request) || !opened.writableFinished) socket.destroy();
      });
      relayAnswer(answer, response);
    });
    sendBody(request, opened, sendsBody, bound);
    return opened;
  };
  let inner = open();

  const { prepared, outcome } = invoke({
    id,
    target: match.target,
    data: { http: {} },
    metadata: triggerMetadata(target, match.params, bound?.toString()),
    headers: target.headers,
  });
  response.once('close', () => {
    // The client has gone. The library must have seen the request before it may vanish, or the invocation waits for it forever.
    if (!response.writableFinished) void prepared.then(() => inner.destroy());
  });
  outcome.then(({ hasResult }) => {
    if (!hasResult) fail(new Error('It returned nothing. With HTTP streams on, the real host would let the client wait.'));
  }, fail);

  await answered(response);
  if (state.failed) return;
  await outcome.catch(() => undefined);
}

/** `port` is the library's inner server, which listens on all interfaces; it is reached over loopback. */
export function createStreamMode(invoke: Invoke, port: number): StreamMode {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  return {
    serve: (exchange) => serve(exchange, invoke, port, agent),
    close: () => agent.destroy(),
  };
}
