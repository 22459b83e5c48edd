import { isLoopback, type Settings } from '../settings/index.ts';

/** Web applications that call from a browser. A page there gains nothing without a token, and none of them may post our forms. */
const WEB_CLIENTS = [
  // Code + Test of each function.
  'https://portal.azure.com',
  'https://claude.ai',
  'https://claude.com',
  'https://chatgpt.com',
  'https://vscode.dev',
  'https://insiders.vscode.dev',
];

/** Which origins may talk to us from a browser, and what they are told (Fetch standard, CORS; MCP: DNS rebinding protection). */
export interface OriginPolicy {
  /** False for a browser's request from an origin that is not on the list, and for a rebound host name. */
  allows(request: Request): boolean;
  /** CORS headers for this request: empty where no known origin asks. */
  headers(request: Request): Record<string, string>;
  /** True for a form of our own pages, or a program that is no browser. */
  isOwnForm(request: Request): boolean;
}

/** @returns The policy: our own origin, this machine's, those of well-known web clients, the configured ones. Never `*`. */
export function createOriginPolicy({ publicBaseUrl, allowedOrigins }: Pick<Settings, 'publicBaseUrl' | 'allowedOrigins'>): OriginPolicy {
  const listed = new Set([publicBaseUrl, ...WEB_CLIENTS, ...allowedOrigins]);
  const known = (origin: string) => listed.has(origin) || isLoopback(origin);
  return {
    allows(request) {
      const origin = request.headers.get('origin');
      if (origin !== null && !known(origin)) return false;
      // A server on this machine answers to this machine's names only: a rebound public name is somebody else's page.
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
      // Our pages send no referrer, so browsers make their Origin "null"; Sec-Fetch-Site (Fetch Metadata) still tells.
      const site = request.headers.get('sec-fetch-site');
      if (site !== null) return site === 'same-origin';
      const origin = request.headers.get('origin');
      return origin === null || origin === publicBaseUrl;
    },
  };
}

const TOKEN_LIST = /^[\w-]+(\s*,\s*[\w-]+)*$/;

/**
 * The answer to a preflight (Fetch standard, CORS-preflight): asked before any login, so it needs none. `from`: who may ask; what is public
 * may be asked for by any page.
 */
export function preflight(
  request: Request,
  policy: OriginPolicy,
  methods: string,
  from: 'listed origins' | 'any origin' = 'listed origins',
): Response {
  if (from === 'listed origins' && !policy.allows(request)) return new Response(null, { status: 403, headers: policy.headers(request) });
  const asked = request.headers.get('access-control-request-headers') ?? '';
  return new Response(null, {
    status: 204,
    headers: {
      ...policy.headers(request),
      'access-control-allow-methods': methods,
      // Clients add headers of their own, such as Mcp-Param-*: whatever a listed origin asks for may be sent.
      'access-control-allow-headers': TOKEN_LIST.test(asked) ? asked : 'Authorization, Content-Type',
      'access-control-max-age': '3600',
    },
  });
}
