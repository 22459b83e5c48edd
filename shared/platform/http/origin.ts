import type { MiddlewareHandler } from 'hono';
import { AppError } from '../errors/index.ts';
import { isLoopback, type Settings } from '../settings/index.ts';

/** Web applications that call from a browser. Without a token their pages can do nothing, and none may post our forms. */
const WEB_CLIENTS = [
  // The test form of each function.
  'https://portal.azure.com',
  'https://claude.ai',
  'https://claude.com',
  'https://chatgpt.com',
  'https://vscode.dev',
  'https://insiders.vscode.dev',
];

/** Which origins may call from a browser (Fetch standard, CORS; MCP specification, DNS rebinding protection). */
export interface OriginPolicy {
  /** False for a browser's request from an origin that is not on the list, and for a rebound host name. */
  allows(request: Request): boolean;
  /** The CORS headers for the answer to this request. */
  headers(request: Request): Record<string, string>;
  /** True for a form of our own pages, or a program that is no browser. */
  isOwnForm(request: Request): boolean;
}

/** Lists our own origin, those of this machine, of well-known web clients, and the configured ones. Never `*`. */
export function createOriginPolicy({ publicBaseUrl, allowedOrigins }: Pick<Settings, 'publicBaseUrl' | 'allowedOrigins'>): OriginPolicy {
  const listed = new Set([publicBaseUrl, ...WEB_CLIENTS, ...allowedOrigins]);
  const known = (origin: string) => listed.has(origin) || isLoopback(origin);
  return {
    allows(request) {
      const origin = request.headers.get('origin');
      if (origin !== null && !known(origin)) return false;
      // A server on this machine answers to this machine's names only: a public name here was rebound by somebody else's page.
      return !isLoopback(publicBaseUrl) || isLoopback(request.url);
    },
    headers(request) {
      const origin = request.headers.get('origin');
      if (origin === null || !known(origin)) return { vary: 'Origin' };
      return {
        vary: 'Origin',
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'WWW-Authenticate, Retry-After, Mcp-Protocol-Version',
      };
    },
    isOwnForm(request) {
      // Our pages send no referrer, so browsers send the Origin "null"; Sec-Fetch-Site (Fetch Metadata) still says where the form is from.
      const site = request.headers.get('sec-fetch-site');
      if (site !== null) return site === 'same-origin';
      const origin = request.headers.get('origin');
      return origin === null || origin === publicBaseUrl;
    },
  };
}

/** A browser calls from an origin that is not listed. */
export class OriginError extends AppError {
  override readonly name = 'OriginError';
  readonly code = 'origin_not_allowed';
}

const TOKEN_LIST = /^[\w-]+(\s*,\s*[\w-]+)*$/;

interface Cors {
  readonly origins: 'listed' | 'any';
  readonly methods: string;
}

/**
 * Answers preflights, and names the origin in every other answer (Fetch standard, CORS). `hono/cors` does not fit: it reflects any text that
 * asks for headers, and answers unlisted origins with 204.
 *
 * @param origins `any` for public documents: every page may read them.
 */
export function allowOrigins(policy: OriginPolicy, { origins, methods }: Cors): MiddlewareHandler {
  const headersFor = (request: Request) => (origins === 'any' ? { 'access-control-allow-origin': '*' } : policy.headers(request));
  return async (context, next) => {
    const { raw: request } = context.req;
    if (request.method !== 'OPTIONS') {
      await next();
      for (const [name, value] of Object.entries(headersFor(request))) context.res.headers.set(name, value);
      return;
    }
    if (origins === 'listed' && !policy.allows(request)) return new Response(null, { status: 403, headers: headersFor(request) });
    const asked = request.headers.get('access-control-request-headers') ?? '';
    return new Response(null, {
      status: 204,
      headers: {
        ...headersFor(request),
        'access-control-allow-methods': methods,
        // Clients add headers of their own, such as Mcp-Param-*: a listed origin may send whatever it asks for.
        'access-control-allow-headers': TOKEN_LIST.test(asked) ? asked : 'Authorization, Content-Type',
        'access-control-max-age': '3600',
      },
    });
  };
}
