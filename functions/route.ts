import { randomUUID } from 'node:crypto';
import { app, type HttpMethod, type HttpRequest, type InvocationContext } from '@azure/functions';
import { holdsReservedName, jsonError, NO_TELEMETRY } from '../shared/platform/index.ts';
import { invocations, log, withApplication, type Application } from './application.ts';
import { disconnected } from './open-responses.ts';
import { answerOutage, type Outage } from './outage.ts';
import { toInit } from './to-init.ts';

export type Handler = (request: Request) => Promise<Response>;

interface Route {
  readonly name: string;
  /** Route templates without a leading slash; each becomes a function of its own. */
  readonly route: string;
  /** HEAD comes with GET. */
  readonly methods: readonly HttpMethod[];
  readonly handler: (application: Application) => Handler;
  /** What to answer where there is no app to serve. Default: 503. */
  readonly outage?: (outage: Outage, request: Request) => Promise<Response>;
}

/**
 * Registers a handler of web-standard requests as an anonymous HTTP function: tokens are checked by the handler itself. In stream
 * mode a function that throws leaves the client without any answer, so nothing may get past here.
 */
export function route({ name, route: template, methods, handler, outage: answerWithout = answerOutage }: Route): void {
  const handle = withApplication(handler, (outage) => (request) => answerWithout(outage, request));
  app.http(name, {
    route: template,
    methods: methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])),
    authLevel: 'anonymous',
    handler: (request, context) => {
      const invocation = { context, done: false };
      return invocations.run(invocation, async () => {
        const startedAt = performance.now();
        const response = await traced(request, context, name, handle);
        const ms = Math.round(performance.now() - startedAt);
        log.info('request', { function: name, method: request.method, status: response.status, ms });
        invocation.done = true;
        return toInit(response);
      });
    },
  });
}

const telemetry = withApplication(
  (application) => application.telemetry,
  () => NO_TELEMETRY,
);

/** The host has taken over the request's own `traceparent` (W3C Trace Context), where it passes one on. */
async function traced(request: HttpRequest, context: InvocationContext, name: string, handler: Handler): Promise<Response> {
  const traceparent = context.traceContext?.traceParent ?? request.headers.get('traceparent');
  return telemetry.span({ name, traceparent }, async (span) => {
    const response = await answer(request, context, handler);
    span.set({ function: name, method: request.method, status: response.status }, response.status >= 500);
    return response;
  });
}

async function answer(request: HttpRequest, context: InvocationContext, handler: Handler): Promise<Response> {
  if (holdsReservedName(new URL(request.url).searchParams.keys())) {
    return jsonError(400, 'invalid_request', 'The query must not hold parameters named "headers" or "query".');
  }
  try {
    const response = await handler(toRequest(request, disconnected(context.invocationId)));
    return request.method === 'HEAD' ? await withoutBody(response) : response;
  } catch (error) {
    const id = randomUUID();
    log.error('request_failed', error, { request: id });
    return jsonError(500, 'internal_error', `Something failed inside this server (id ${id}).`);
  }
}

function toRequest({ url, method, headers, body }: HttpRequest, signal: AbortSignal | undefined): Request {
  const init: RequestInit & { duplex: 'half' } = {
    method: method === 'HEAD' ? 'GET' : method,
    headers: [...headers],
    duplex: 'half',
    body: body as ReadableStream<Uint8Array> | null,
    signal: signal ?? null,
  };
  return new Request(url, init);
}

/** HEAD is answered as GET is, its length included (RFC 9110 section 9.3.2). */
async function withoutBody(response: Response): Promise<Response> {
  const head = new Response(null, response);
  if (response.body) head.headers.set('content-length', String((await response.arrayBuffer()).byteLength));
  return head;
}
