import type { HttpMethod } from '@azure/functions';
import { authorizationServerMetadata, oauthErrors, resourceMetadata } from '../shared/identity/index.ts';
import { readinessPage } from '../shared/health/index.ts';
import { FAILOVER_PATH, WEBHOOK_PATH } from '../shared/inbox/index.ts';
import { rpcErrors } from '../shared/mcp/index.ts';
import { mcpAddressPage, unknownAddress } from '../shared/pages/index.ts';
import { acceptsHtml, json, jsonErrors, pageErrors, seeOther, type Handler, type RouteRules } from '../shared/platform/index.ts';
import type { Application } from './application.ts';
import { outageReadiness, type Outage } from './outage.ts';
import { favicon, robots } from './static-files.ts';

export interface Route {
  /** The function's name in Azure. */
  readonly name: string;
  /** A route template without a slash at its start. */
  readonly route: string;
  /** What it serves. HEAD comes with GET, and any other method gets 405. `any`: the handler answers them all. */
  readonly methods: readonly HttpMethod[] | 'any';
  /** The error code of its 405 for programs. Default: `method_not_allowed`. */
  readonly methodError?: 'method_not_allowed' | 'invalid_request';
  readonly rules: (application: Application) => RouteRules;
  readonly handler: (application: Application) => Handler;
  /** What to answer if the app could not start. Default: 503. */
  readonly outage?: (outage: Outage, request: Request) => Response | Promise<Response>;
}

const MCP: Pick<Route, 'methods' | 'rules' | 'handler'> = {
  // Clients probe with GET and DELETE, and read what the endpoint answers.
  methods: 'any',
  rules: ({ origin, scopes }) => ({
    errors: rpcErrors({ origin, scopes }),
    cors: { origins: 'listed', methods: 'POST, OPTIONS' },
    listedOriginsOnly: true,
  }),
  handler:
    ({ mcp, site }) =>
    (request) =>
      request.method === 'GET' && acceptsHtml(request) ? mcpAddressPage(site, new URL(request.url).pathname) : mcp(request),
};

const startAgain = (href: string) => ({ href, label: 'Start again' });

/** Pages of people, with the error pages that go with them. */
const page = (event: string, startOver?: string): Pick<Route, 'rules'> => ({
  rules: ({ site }) => ({
    errors: pageErrors(site, startOver === undefined ? undefined : startAgain(startOver)),
    event,
    limitedByAddress: true,
  }),
});

/** OAuth endpoints for programs, browsers included. They are at the root: some clients look there whatever the metadata says. */
const oauth = (
  event: string,
  unreadable: 'invalid_request' | 'invalid_client_metadata',
): Pick<Route, 'methods' | 'methodError' | 'rules'> => ({
  methods: ['POST', 'OPTIONS'],
  methodError: 'invalid_request',
  rules: () => ({
    errors: oauthErrors(unreadable),
    event,
    cors: { origins: 'listed', methods: 'POST, OPTIONS' },
    limitedByAddress: true,
  }),
});

/** Public documents: every web page may read them, and caches may keep them for five minutes. */
const document = (name: string, path: string, content: (application: Application) => unknown): Route => ({
  name,
  route: `.well-known/${path}`,
  methods: ['GET', 'OPTIONS'],
  rules: () => ({ errors: jsonErrors, cors: { origins: 'any', methods: 'GET, OPTIONS' } }),
  handler: (application) => async () => json(200, await content(application), { 'cache-control': 'public, max-age=300' }),
});

/** For monitoring pages of listed origins, the test form of the Azure portal among them. */
const HEALTH: Pick<Route, 'methods' | 'rules'> = {
  methods: ['GET', 'OPTIONS'],
  rules: () => ({ errors: jsonErrors, cors: { origins: 'listed', methods: 'GET, OPTIONS' } }),
};

const file = (name: string, route: string, content: () => Response): Route => ({
  name,
  route,
  methods: ['GET'],
  rules: () => ({ errors: jsonErrors }),
  handler: () => () => Promise.resolve(content()),
});

const live = () => json(200, { live: true });

/** The protected resources (RFC 9728 section 3.1): the path follows the well-known name, and clients also try the bare name. */
const RESOURCES = { '': '/mcp/stream', '/mcp/stream': '/mcp/stream', '/mcp': '/mcp' } as const;

/** For Telnyx alone, which comes from few addresses and signs: a limit by address would refuse true events. */
const WEBHOOK: Pick<Route, 'methods' | 'rules' | 'handler'> = {
  methods: ['POST'],
  rules: () => ({ errors: jsonErrors, event: 'webhook' }),
  handler: ({ inbox }) => inbox.receive,
};

/** All routes of the app: each becomes an HTTP function. */
export const ROUTES: readonly Route[] = [
  { name: 'mcp-stream', route: 'mcp/stream', ...MCP },
  { name: 'mcp', route: 'mcp', ...MCP },

  { name: 'telnyx-webhook', route: WEBHOOK_PATH.slice(1), ...WEBHOOK },
  { name: 'telnyx-webhook-failover', route: FAILOVER_PATH.slice(1), ...WEBHOOK },

  {
    name: 'test-auth',
    route: 'test-auth',
    methods: ['GET', 'POST'],
    ...page('login', '/test-auth'),
    handler: ({ tokenPage }) => tokenPage.testAuth,
  },
  {
    name: 'auth-login',
    route: 'auth/login',
    methods: ['GET', 'POST'],
    ...page('login', '/test-auth'),
    // A browser that loads the address of the form again, or kept it.
    handler:
      ({ tokenPage }) =>
      (request) =>
        request.method === 'GET' ? Promise.resolve(seeOther('/test-auth')) : tokenPage.startLogin(request),
  },
  {
    name: 'auth-callback',
    route: 'auth/callback',
    methods: ['GET'],
    ...page('login', '/test-auth'),
    handler: ({ loginCallback }) => loginCallback,
  },
  {
    name: 'tokens',
    route: 'tokens',
    methods: ['GET', 'POST'],
    ...page('grants_page', '/tokens'),
    handler: ({ grantsPage }) => grantsPage.handler,
  },
  {
    name: 'approvals',
    route: 'approvals',
    methods: ['GET', 'POST'],
    ...page('approvals_page', '/approvals'),
    handler: ({ approvalsPage }) => approvalsPage.list,
  },
  {
    name: 'approval',
    route: 'approvals/{id}',
    methods: ['GET', 'POST'],
    ...page('approvals_page', '/approvals'),
    handler: ({ approvalsPage }) => approvalsPage.request,
  },
  {
    name: 'audit',
    route: 'audit',
    methods: ['GET', 'POST'],
    ...page('audit_page', '/audit'),
    handler: ({ auditPage }) => auditPage.handler,
  },
  {
    name: 'conversations',
    route: 'conversations',
    methods: ['GET', 'POST'],
    ...page('conversations_page', '/conversations'),
    handler: ({ conversationsPage }) => conversationsPage.list,
  },
  {
    name: 'conversation',
    route: 'conversations/{id}',
    methods: ['GET', 'POST'],
    ...page('conversations_page', '/conversations'),
    handler: ({ conversationsPage }) => conversationsPage.one,
  },

  {
    name: 'authorize',
    route: 'authorize',
    methods: ['GET', 'POST'],
    ...page('authorize'),
    handler: ({ oauth: server }) => server.authorize,
  },
  { name: 'token', route: 'token', ...oauth('token', 'invalid_request'), handler: ({ oauth: server }) => server.token },
  {
    name: 'register',
    route: 'register',
    ...oauth('registration', 'invalid_client_metadata'),
    handler: ({ oauth: server }) => server.register,
  },
  { name: 'revoke', route: 'revoke', ...oauth('revocation', 'invalid_request'), handler: ({ oauth: server }) => server.revoke },

  document('jwks', 'jwks.json', async ({ keyring }) => (await keyring.current()).jwks),
  // RFC 8414 section 3: our issuer has no path.
  document('oauth-authorization-server', 'oauth-authorization-server', ({ origin, scopes }) => authorizationServerMetadata(origin, scopes)),
  ...Object.entries(RESOURCES).map(([suffix, path]) =>
    document(`oauth-protected-resource${suffix.replaceAll('/', '-')}`, `oauth-protected-resource${suffix}`, ({ origin, scopes }) =>
      resourceMetadata(origin, path, scopes),
    ),
  ),

  { name: 'health-live', route: 'health/live', ...HEALTH, handler: () => () => Promise.resolve(live()), outage: live },
  {
    name: 'health-ready',
    route: 'health/ready',
    ...HEALTH,
    handler:
      ({ readiness, site }) =>
      async (request) => {
        const findings = await readiness();
        if (acceptsHtml(request)) return readinessPage(site, findings);
        const state = findings.readiness;
        return json(state.ready ? 200 : 503, state, state.ready ? {} : { 'retry-after': '10' });
      },
    outage: outageReadiness,
  },

  {
    name: 'home',
    // An empty template would mean the function's name: this constraint matches the root alone.
    route: '{ignored:maxlength(0)?}',
    methods: ['GET'],
    rules: () => ({ errors: jsonErrors }),
    handler: ({ connectPage, readiness }) => connectPage(async () => (await readiness()).readiness.ready),
  },
  file('favicon', 'favicon.ico', favicon),
  file('robots', 'robots.txt', robots),

  {
    // The host tries functions by name, or by how specific their routes are. This one is the last either way.
    name: 'unknown-address',
    route: '{*path}',
    methods: 'any',
    rules: () => ({ errors: jsonErrors, limitedByAddress: true }),
    handler:
      ({ site }) =>
      (request) =>
        unknownAddress(site, request, { pages: PAGES, all: ADDRESSES }),
  },
];

/** Addresses that may have been meant by one that is like them. */
const ADDRESSES: readonly string[] = ROUTES.flatMap(({ route }) => (route.includes('{') ? [] : [`/${route}`]));

/** Those that a person may open. */
export const PAGES: readonly string[] = ['/test-auth', '/tokens', '/approvals', '/audit', '/conversations', '/health/ready', '/mcp/stream'];
