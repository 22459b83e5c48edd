import { app, type HttpMethod, type HttpRequest, type InvocationContext } from '@azure/functions';
import { wrongMethod } from '../shared/pages/index.ts';
import { type Handler, NO_TELEMETRY, pipeline, secured, type Site } from '../shared/platform/index.ts';
import { invocations, log, withApplication } from './application.ts';
import { disconnected } from './open-responses.ts';
import { answerOutage } from './outage.ts';
import { PAGES, type Route } from './routes.ts';
import { toInit } from './to-init.ts';

/** All that a fetch Request can have (Fetch standard, forbidden methods). To any other method the host answers 404. */
const METHODS: readonly HttpMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Registers a route as an anonymous HTTP function: the handler itself checks tokens. In stream mode a function that throws leaves the client
 * without any answer; the pipeline never does.
 */
export function register(registered: Route): void {
  const { name, route, rules, handler, outage: answerWithout = answerOutage } = registered;
  const handle = withApplication<Handler>(
    (application) => pipeline(application.pipeline, rules(application), served(registered, application.site, handler(application))),
    (outage) => async (request) => secured(await answerWithout(outage, request), false),
  );
  app.http(name, {
    route,
    methods: [...METHODS],
    authLevel: 'anonymous',
    handler: (request, context) => {
      const invocation: Parameters<typeof invocations.run>[0] = { context, done: false };
      return invocations.run(invocation, async () => {
        const startedAt = performance.now();
        const response = await traced(request, context, name, handle);
        const ms = Math.round(performance.now() - startedAt);
        log.info('request', { function: name, method: request.method, ...invocation.notes, status: response.status, ms });
        invocation.done = true;
        return toInit(response);
      });
    },
  });
}

/** Answers the methods that a route does not serve: the host itself would say 404. HEAD arrives as GET. */
function served({ methods, methodError = 'method_not_allowed' }: Route, site: Site, handler: Handler): Handler {
  if (methods === 'any') return handler;
  const known = new Set<string>(methods);
  const allowed = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return (request) =>
    known.has(request.method) ? handler(request) : wrongMethod(site, request, { methods: allowed, error: methodError, pages: PAGES });
}

const telemetry = withApplication(
  (application) => application.telemetry,
  () => NO_TELEMETRY,
);

/** The host's `traceparent` (W3C Trace Context), which already continues the request's own. */
async function traced(request: HttpRequest, context: InvocationContext, name: string, handler: Handler): Promise<Response> {
  const traceparent = context.traceContext?.traceParent ?? request.headers.get('traceparent');
  return telemetry.span({ name, traceparent }, async (span) => {
    const response = await answer(request, context, handler);
    span.set({ function: name, method: request.method, status: response.status }, response.status >= 500);
    return response;
  });
}

async function answer(request: HttpRequest, context: InvocationContext, handler: Handler): Promise<Response> {
  const response = await handler(toRequest(request, disconnected(context.invocationId)));
  return request.method === 'HEAD' ? withoutBody(response) : response;
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

/** The answer to GET without its body, but with its length (RFC 9110 section 9.3.2). */
async function withoutBody(response: Response): Promise<Response> {
  const head = new Response(null, response);
  if (response.body) head.headers.set('content-length', String((await response.arrayBuffer()).byteLength));
  return head;
}
