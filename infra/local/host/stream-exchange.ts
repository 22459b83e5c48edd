/**
 * HTTP streams on: the invocation starts and, in parallel, the request goes to the library's inner server, which gives the answer chunk by chunk.
 * The real host does it with YARP (azure-functions-host, DefaultHttpProxyService, GrpcWorkerChannel.InvokeResponse): what comes over that
 * connection is the answer, whatever becomes of the invocation. One that fails leaves its client waiting for the function's time limit.
 */
import { randomUUID } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { atMost } from './drain.ts';
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
/**
 * The real host parses a body of any length for the binding data, in a process of its own. Here that would hold up the app, so only bodies of up
 * to this many bytes are parsed: no trap needs more.
 */
const PARSED_BODY_BYTES = 64 * 1024;
const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

export interface StreamLimits {
  /** The longest request body, in bytes: 413. */
  readonly bodyBytes: number;
  /** The longest invocation, in milliseconds: 500. */
  readonly functionMs: number;
}

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
    if (isEndToEnd(name, answer.headers.connection)) kept.push(name, rawHeaders[index + 1] ?? '');
  }
  response.writeHead(answer.statusCode ?? 500, kept);
  answer.pipe(response);
}

function isReusable({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) <= REUSABLE_BODY_BYTES;
}

/** Ends the answer with a status, or, where its head has been sent, in the middle: the client sees a broken one. */
function breakOff(response: ServerResponse, status: number): void {
  if (response.headersSent) response.destroy();
  else answerEmpty(response, status);
}

async function serve(exchange: Exchange, invoke: Invoke, port: number, agent: Agent, limits: StreamLimits): Promise<void> {
  const { request, response, target, match } = exchange;
  const { name } = match.target.metadata;
  const id = randomUUID();
  const sendsBody = hasBody(request) && !BODILESS.has(target.method);
  // A body of known length is read as a whole, for the binding data, before the invocation starts (IsRequestPayloadReadable).
  const isBound = sendsBody && request.headers['transfer-encoding'] === undefined;
  const body = isBound ? await readBody(request, limits.bodyBytes) : undefined;
  if (body?.kind === 'aborted') return;
  if (body?.kind === 'too-large') {
    answerEmpty(response, 413);
    return;
  }
  const bound = body?.bytes;

  const open = (): ClientRequest => {
    const opened = httpRequest({
      host: '127.0.0.1',
      port,
      agent,
      method: target.method,
      path: `${target.path}${target.search}`,
      headers: innerHeaders(exchange, id, sendsBody),
    });
    // Once the client has gone, what breaks inside is the consequence and no news.
    const onBroken = (error: Error) => {
      if (response.closed) return;
      writeFailure(name, error);
      breakOff(response, 502);
    };
    opened.on('error', (error: NodeJS.ErrnoException) => {
      // A kept connection may be closed in the very moment in which it is used again (Node.js, request.reusedSocket): nothing has arrived then.
      const stale = opened.reusedSocket && error.code === 'ECONNRESET' && (bound !== undefined || !sendsBody);
      if (stale && !response.closed && !response.headersSent) inner = open();
      else onBroken(error);
    });
    opened.on('response', (answer) => {
      if (response.closed) {
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

  const isParsed = bound !== undefined && bound.length <= PARSED_BODY_BYTES;
  const metadata = triggerMetadata(target, match.params, isParsed ? bound.toString() : '');
  const outcome = invoke({ id, target: match.target, data: { http: {} }, metadata, headers: target.headers }).then(
    ({ hasResult }) => {
      if (!hasResult) writeFailure(name, new Error('It returned nothing, and its client waits for an answer that never comes.'));
    },
    (error: unknown) => writeFailure(name, error),
  );
  const timer = setTimeout(() => {
    writeFailure(name, new Error(`It did not answer within its time limit of ${limits.functionMs} ms.`));
    breakOff(response, 500);
  }, limits.functionMs);
  response.once('close', () => {
    clearTimeout(timer);
    // The client has gone, whether or not the library has seen its request.
    if (!response.writableFinished) inner.destroy();
  });

  await answered(response);
  await atMost(outcome, limits.functionMs);
}

/** `port` is the library's inner server, which listens on all interfaces; it is reached over loopback. */
export function createStreamMode(invoke: Invoke, port: number, limits: StreamLimits): StreamMode {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  return {
    serve: (exchange) => serve(exchange, invoke, port, agent, limits),
    close: () => agent.destroy(),
  };
}
