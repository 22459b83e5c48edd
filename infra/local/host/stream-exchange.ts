/**
 * Exchanges with HTTP streams: the host starts the invocation and, in parallel, forwards the request to the library's inner server, which
 * streams the answer. The real host uses YARP for it (azure-functions-host, DefaultHttpProxyService, GrpcWorkerChannel.InvokeResponse).
 * Only that connection carries the answer: after an error of the invocation, the client waits until the function's time limit.
 */
import { randomUUID } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { atMost } from './drain.ts';
import { answered, answerEmpty, hasBody } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { isEndToEnd } from './hop-by-hop.ts';
import type { Invoke } from './invocation.ts';
import { writeError } from './log.ts';
import { readBody } from './request-body.ts';
import { triggerMetadata } from './trigger-metadata.ts';

const INVOCATION_ID = 'x-ms-invocation-id';
/**
 * In bytes. A body of this size fits into the inner server's read buffer. The app may leave a longer one partly unread, and a connection with
 * unread bytes must not be reused.
 */
const REUSABLE_BODY_BYTES = 32 * 1024;
/** In bytes. The real host parses every body for the binding data, in its own process. Here that would block the app, so longer ones are not parsed. */
const PARSED_BODY_BYTES = 64 * 1024;
const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

export interface StreamLimits {
  /** Longest request body, in bytes. A longer one gets 413. */
  readonly bodyBytes: number;
  /** Longest invocation, in ms. A longer one gets 500. */
  readonly functionMs: number;
}

export interface StreamMode {
  serve(exchange: Exchange): Promise<void>;
  close(): void;
}

/** The headers that the library reads from the inner request. The client's headers are in the trigger metadata. */
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
  // The library waits for the headers, and the body's first byte may come much later.
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

/** Answers with the status. Where the headers are sent already, closes the connection: the client sees an incomplete answer. */
function abortAnswer(response: ServerResponse, status: number): void {
  if (response.headersSent) response.destroy();
  else answerEmpty(response, status);
}

async function serve(exchange: Exchange, invoke: Invoke, port: number, agent: Agent, limits: StreamLimits): Promise<void> {
  const { request, response, target, match } = exchange;
  const { name } = match.target.metadata;
  const id = randomUUID();
  const sendsBody = hasBody(request) && !BODILESS.has(target.method);
  // The real host reads a body of known length before the invocation, for the binding data (IsRequestPayloadReadable).
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
    const onError = (error: Error) => {
      // The client has disconnected, which causes this error.
      if (response.closed) return;
      writeError(name, error);
      abortAnswer(response, 502);
    };
    opened.on('error', (error: NodeJS.ErrnoException) => {
      // A reused connection can close just as the request is sent (Node.js, request.reusedSocket). Nothing has arrived then, so send it again.
      const stale = opened.reusedSocket && error.code === 'ECONNRESET' && (bound !== undefined || !sendsBody);
      if (stale && !response.closed && !response.headersSent) inner = open();
      else onError(error);
    });
    opened.on('response', (answer) => {
      if (response.closed) {
        answer.resume();
        return;
      }
      const { socket } = answer;
      answer.on('error', onError);
      answer.on('end', () => {
        // Not opened.destroy(): the request has returned its connection to the agent.
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
      if (!hasResult) writeError(name, new Error('It returned nothing, so its client gets no answer.'));
    },
    (error: unknown) => writeError(name, error),
  );
  const timer = setTimeout(() => {
    writeError(name, new Error(`It did not answer within its time limit of ${limits.functionMs} ms.`));
    abortAnswer(response, 500);
  }, limits.functionMs);
  response.once('close', () => {
    clearTimeout(timer);
    // The client has disconnected.
    if (!response.writableFinished) inner.destroy();
  });

  await answered(response);
  await atMost(outcome, limits.functionMs);
}

/** @param port port of the library's inner server */
export function createStreamMode(invoke: Invoke, port: number, limits: StreamLimits): StreamMode {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  return {
    serve: (exchange) => serve(exchange, invoke, port, agent, limits),
    close: () => agent.destroy(),
  };
}
