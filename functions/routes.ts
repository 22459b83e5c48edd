import type { HttpMethod } from '@azure/functions';
import { authorizationServerMetadata, oauthErrors, resourceMetadata } from '../shared/identity/index.ts';
import { rpcErrors } from '../shared/mcp/index.ts';
import {
  acceptsHtml,
  json,
  jsonErrors,
  seeOther,
  type ErrorRenderer,
  type Handler,
  type RouteRules,
  type Site,
} from '../shared/platform/index.ts';
import type { Application } from './application.ts';
import type { Calls } from './compose-calls.ts';
import type { OAuth } from './compose-oauth.ts';
import type { Pages } from './compose-pages.ts';
import { ADDRESSES, PAGES, type FunctionName } from './function-names.ts';
import type { Outage } from './outage.ts';

/** What a function does. */
export interface Route {
  /** What it serves. HEAD comes with GET, and any other method gets 405. `any`: the handler answers them all. */
  readonly methods: readonly HttpMethod[] | 'any';
  /** The error code of its 405 for programs. Default: `method_not_allowed`. */
  readonly methodError?: 'method_not_allowed' | 'invalid_request';
  readonly rules: (application: Application) => RouteRules;
  readonly handler: (application: Application) => Handler;
  /** What to answer if the app could not start. Default: 503. */
  readonly outage?: (outage: Outage, request: Request) => Response | Promise<Response>;
}

/** All that makes pages. Loaded when one is asked for. */
const loadPages = () => import('./compose-pages.ts');

/** A handler of the pages. */
const fromPages =
  (pick: (pages: Pages) => Handler) =>
  ({ pages }: Application): Handler =>
  async (request) =>
    pick(await pages())(request);

/** A handler of what is kept about calls. */
const fromCalls =
  (pick: (calls: Calls) => Handler) =>
  ({ calls }: Application): Handler =>
  async (request) =>
    pick(await calls())(request);

/** A handler of the authorization server. */
const fromOAuth =
  (pick: (oauth: OAuth) => Handler) =>
  ({ oauth }: Application): Handler =>
  async (request) =>
    pick(await oauth())(request);

const MCP: Route = {
  // Clients probe with GET and DELETE, and read what the endpoint answers.
  methods: 'any',
  rules: ({ origin, scopes }) => ({
    errors: rpcErrors({ origin, scopes }),
    cors: { origins: 'listed', methods: 'POST, OPTIONS' },
    listedOriginsOnly: true,
  }),
  handler:
    ({ mcp, site }) =>
    async (request) => {
      if (request.method !== 'GET' || !acceptsHtml(request)) return mcp(request);
      return (await loadPages()).mcpAddressPage(site, new URL(request.url).pathname);
    },
};

const loadOutage = () => import('./outage-answers.ts');

const startAgain = (href: string) => ({ href, label: 'Start again' });

const errorPages =
  (site: Site, startOver: string | undefined): ErrorRenderer =>
  async (error, request) => {
    const { pageErrors } = await loadPages();
    return pageErrors(site, startOver === undefined ? undefined : startAgain(startOver))(error, request);
  };

/** Pages of people, with the error pages that go with them. */
const page = (event: string, startOver?: string): Pick<Route, 'rules'> => ({
  rules: ({ site }) => ({
    errors: errorPages(site, startOver),
    event,
    limitedByAddress: true,
  }),
});

/** OAuth endpoints for programs, browsers included. */
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
const document = (content: (application: Application) => unknown): Route => ({
  methods: ['GET', 'OPTIONS'],
  rules: () => ({ errors: jsonErrors, cors: { origins: 'any', methods: 'GET, OPTIONS' } }),
  handler: (application) => async () => json(200, await content(application), { 'cache-control': 'public, max-age=300' }),
});

/** For monitoring pages of listed origins, the test form of the Azure portal among them. */
const HEALTH: Pick<Route, 'methods' | 'rules'> = {
  methods: ['GET', 'OPTIONS'],
  rules: () => ({ errors: jsonErrors, cors: { origins: 'listed', methods: 'GET, OPTIONS' } }),
};

const loadFiles = () => import('./static-files.ts');

const file = (content: Handler): Route => ({
  methods: ['GET'],
  rules: () => ({ errors: jsonErrors }),
  handler: () => content,
});

const live = () => json(200, { live: true });

/** A protected resource (RFC 9728). */
const resource = (path: '/mcp/stream' | '/mcp') => document(({ origin, scopes }) => resourceMetadata(origin, path, scopes));

/** For Telnyx alone, which comes from few addresses and signs: a limit by address would refuse true events. */
const WEBHOOK: Route = {
  methods: ['POST'],
  rules: () => ({ errors: jsonErrors, event: 'webhook' }),
  handler: fromCalls(({ inbox }) => inbox.receive),
};

/** What the functions do. */
export const ROUTES: Readonly<Record<FunctionName, Route>> = {
  'mcp-stream': MCP,
  mcp: MCP,

  'telnyx-webhook': WEBHOOK,
  'telnyx-webhook-failover': WEBHOOK,

  'test-auth': { methods: ['GET', 'POST'], ...page('login', '/test-auth'), handler: fromPages(({ tokenPage }) => tokenPage.testAuth) },
  'auth-login': {
    methods: ['GET', 'POST'],
    ...page('login', '/test-auth'),
    // A browser that loads the address of the form again, or kept it.
    handler: fromPages(
      ({ tokenPage }) =>
        (request) =>
          request.method === 'GET' ? Promise.resolve(seeOther('/test-auth')) : tokenPage.startLogin(request),
    ),
  },
  'auth-callback': { methods: ['GET'], ...page('login', '/test-auth'), handler: fromPages(({ loginCallback }) => loginCallback) },
  tokens: { methods: ['GET', 'POST'], ...page('grants_page', '/tokens'), handler: fromPages(({ grantsPage }) => grantsPage.handler) },
  approvals: {
    methods: ['GET', 'POST'],
    ...page('approvals_page', '/approvals'),
    handler: fromPages(({ approvalsPage }) => approvalsPage.list),
  },
  approval: {
    methods: ['GET', 'POST'],
    ...page('approvals_page', '/approvals'),
    handler: fromPages(({ approvalsPage }) => approvalsPage.request),
  },
  audit: { methods: ['GET', 'POST'], ...page('audit_page', '/audit'), handler: fromPages(({ auditPage }) => auditPage.handler) },
  conversations: {
    methods: ['GET', 'POST'],
    ...page('conversations_page', '/conversations'),
    handler: fromPages(({ conversationsPage }) => conversationsPage.list),
  },
  conversation: {
    methods: ['GET', 'POST'],
    ...page('conversations_page', '/conversations'),
    handler: fromPages(({ conversationsPage }) => conversationsPage.one),
  },

  authorize: { methods: ['GET', 'POST'], ...page('authorize'), handler: fromPages(({ authorize }) => authorize) },
  token: { ...oauth('token', 'invalid_request'), handler: fromOAuth((server) => server.token) },
  register: { ...oauth('registration', 'invalid_client_metadata'), handler: fromOAuth((server) => server.register) },
  revoke: { ...oauth('revocation', 'invalid_request'), handler: fromOAuth((server) => server.revoke) },

  jwks: document(async ({ keyring }) => (await keyring.current()).jwks),
  'oauth-authorization-server': document(({ origin, scopes }) => authorizationServerMetadata(origin, scopes)),
  'oauth-protected-resource': resource('/mcp/stream'),
  'oauth-protected-resource-mcp-stream': resource('/mcp/stream'),
  'oauth-protected-resource-mcp': resource('/mcp'),

  'health-live': { ...HEALTH, handler: () => () => Promise.resolve(live()), outage: live },
  'health-ready': {
    ...HEALTH,
    handler:
      ({ calls, site }) =>
      async (request) => {
        const findings = await (await calls()).readiness();
        if (acceptsHtml(request)) return (await loadPages()).readinessPage(site, findings);
        const state = findings.readiness;
        return json(state.ready ? 200 : 503, state, state.ready ? {} : { 'retry-after': '10' });
      },
    outage: async (outage, request) => (await loadOutage()).outageReadiness(outage, request),
  },

  home: { methods: ['GET'], rules: () => ({ errors: jsonErrors }), handler: fromPages(({ connectPage }) => connectPage) },
  favicon: file(async () => (await loadFiles()).favicon()),
  robots: file(async () => (await loadFiles()).robots()),

  'unknown-address': {
    methods: 'any',
    rules: () => ({ errors: jsonErrors, limitedByAddress: true }),
    handler:
      ({ site }) =>
      async (request) =>
        (await loadPages()).unknownAddress(site, request, { pages: PAGES, all: ADDRESSES }),
  },
};
