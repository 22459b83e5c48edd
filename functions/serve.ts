/** The app behind the functions. Loaded once the host knows of them. */
import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { type Handler, NO_TELEMETRY, pipeline, secured, type Site } from '../shared/platform/index.ts';
import { withApplication } from './application.ts';
import { PAGES, type FunctionName } from './function-names.ts';
import { invocations, log } from './log.ts';
import { disconnected } from './open-responses.ts';
import type { Outage } from './outage.ts';
import { ROUTES, type Route } from './routes.ts';
import { toInit } from './to-init.ts';

export { purge } from './purge.ts';

const telemetry = withApplication(
  (application) => application.telemetry,
  () => NO_TELEMETRY,
);

/** Sends the last spans before the platform stops this process. */
export const stop = () => telemetry.stop();

/** The handlers of the functions that were called. */
const handlers = new Map<FunctionName, Handler>();

/** Answers a request for a function. In stream mode a function that throws leaves the client without any answer; the pipeline never does. */
export function serve(name: FunctionName, request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> {
  const handler = handlers.get(name) ?? handlerOf(ROUTES[name]);
  handlers.set(name, handler);
  const invocation: Parameters<typeof invocations.run>[0] = { context, done: false };
  return invocations.run(invocation, async () => {
    const startedAt = performance.now();
    const response = await traced(request, context, name, handler);
    const ms = Math.round(performance.now() - startedAt);
    log.info('request', { function: name, method: request.method, ...invocation.notes, status: response.status, ms });
    invocation.done = true;
    return toInit(response);
  });
}

function handlerOf(route: Route): Handler {
  const { rules, handler, outage: answerWithout = answerOutage } = route;
  return withApplication<Handler>(
    (application) => pipeline(application.pipeline, rules(application), served(route, application.site, handler(application))),
    (outage) => async (request) => secured(await answerWithout(outage, request), false),
  );
}

const answerOutage = async (outage: Outage, request: Request) => (await import('./outage-answers.ts')).answerOutage(outage, request);

/** Answers the methods that a route does not serve: the host itself would say 404. HEAD arrives as GET. */
function served({ methods, methodError = 'method_not_allowed' }: Route, site: Site, handler: Handler): Handler {
  if (methods === 'any') return handler;
  const known = new Set<string>(methods);
  const allowed = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return async (request) => {
    if (known.has(request.method)) return handler(request);
    const { wrongMethod } = await import('./compose-pages.ts');
    return wrongMethod(site, request, { methods: allowed, error: methodError, pages: PAGES });
  };
}

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
