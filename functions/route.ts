import { randomUUID } from 'node:crypto';
import { app, type Cookie, type HttpMethod, type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import { parseSetCookie } from 'cookie';
import { holdsReservedName, jsonError } from '../shared/http/index.ts';
import { application, invocations, log } from './application.ts';
import { disconnected } from './disconnects.ts';

type Handler = (request: Request) => Promise<Response>;

interface Route {
  readonly name: string;
  /** Route templates without a leading slash; each becomes a function of its own. */
  readonly route: string;
  readonly methods: readonly HttpMethod[];
  readonly handler: Handler;
}

/**
 * Registers a handler of web-standard requests as an anonymous HTTP function: tokens are checked by the handler itself. In stream
 * mode a function that throws leaves the client without any answer, so nothing may get past here.
 */
export function route({ name, route: template, methods, handler }: Route): void {
  app.http(name, {
    route: template,
    methods: [...methods],
    authLevel: 'anonymous',
    handler: (request, context) => {
      const invocation = { context, done: false };
      return invocations.run(invocation, async () => {
        const startedAt = performance.now();
        const response = await traced(request, context, name, handler);
        const ms = Math.round(performance.now() - startedAt);
        log.info('request', { function: name, method: request.method, status: response.status, ms });
        invocation.done = true;
        return toInit(response);
      });
    },
  });
}

/** The host has taken over the request's own `traceparent` (W3C Trace Context), where it passes one on. */
async function traced(request: HttpRequest, context: InvocationContext, name: string, handler: Handler): Promise<Response> {
  const traceparent = context.traceContext?.traceParent ?? request.headers.get('traceparent');
  return application.telemetry.span({ name, traceparent }, async (span) => {
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
    return await handler(toRequest(request, disconnected(context.invocationId)));
  } catch (error) {
    const id = randomUUID();
    log.error('request_failed', error, { request: id });
    return jsonError(500, 'internal_error', `Something failed inside this server (id ${id}).`);
  }
}

function toRequest({ url, method, headers, body }: HttpRequest, signal: AbortSignal | undefined): Request {
  const init: RequestInit & { duplex: 'half' } = {
    method,
    headers: [...headers],
    duplex: 'half',
    body: body as ReadableStream<Uint8Array> | null,
    signal: signal ?? null,
  };
  return new Request(url, init);
}

const IS_HTTPS = application.origin.startsWith('https:');

/** Several Set-Cookie headers survive the host only as `cookies`. */
function toInit(response: Response): HttpResponseInit {
  const headers = new Headers(response.headers);
  headers.delete('set-cookie');
  if (IS_HTTPS) headers.set('strict-transport-security', 'max-age=31536000');
  return {
    status: response.status,
    headers: Object.fromEntries(headers),
    cookies: response.headers.getSetCookie().map(toCookie),
    ...(response.body && { body: response.body as HttpResponseInit['body'] & object }),
  };
}

const SAME_SITE = { lax: 'Lax', strict: 'Strict', none: 'None' } as const;

function toCookie(header: string): Cookie {
  const { name, value = '', path, maxAge, httpOnly, secure, sameSite } = parseSetCookie(header);
  return {
    name,
    value,
    ...(path !== undefined && { path }),
    ...(maxAge !== undefined && { maxAge }),
    ...(httpOnly !== undefined && { httpOnly }),
    ...(secure !== undefined && { secure }),
    ...(typeof sameSite === 'string' && { sameSite: SAME_SITE[sameSite] }),
  };
}
