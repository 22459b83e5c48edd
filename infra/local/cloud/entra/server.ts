/** Stand-in for Microsoft Entra ID: one tenant, one app registration, a sign-in page without passwords. Only the address differs for the app. */
import { json, methodNotAllowed, notFound } from '../loopback/answers.ts';
import { createLoopbackServer } from '../loopback/server.ts';
import type { LoopbackAnswer, LoopbackRequest, LoopbackServer } from '../loopback/server.ts';
import { signingKey } from '../loopback/signing-key.ts';
import { createAuthorizationEndpoint } from './authorize.ts';
import { createCodeStore } from './codes.ts';
import { createDirectory } from './directory.ts';
import { entraErrorFor, errorBody } from './errors.ts';
import { errorPage } from './pages.ts';
import { createRefreshTokenStore } from './refresh-tokens.ts';
import { issuerOf } from './registration.ts';
import type { Registration } from './registration.ts';
import { createTokenEndpoint } from './token.ts';

export interface EntraOptions extends Registration {
  /** Clock in ms for the expiry of codes and refresh tokens. Default: `Date.now`. */
  readonly now?: () => number;
  /** Delay of a slow token answer, in ms. Default: 30 000. */
  readonly slowMs?: number;
}

type Handler = (request: LoopbackRequest) => LoopbackAnswer | Promise<LoopbackAnswer>;

/** The tenant's metadata: the real issuer, endpoints below `origin`. See OpenID Connect Discovery 1.0 section 3. */
function openidConfiguration(origin: string, tenantId: string) {
  const tenant = `${origin}/${tenantId}`;
  return {
    issuer: issuerOf(tenantId),
    authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${tenant}/oauth2/v2.0/token`,
    jwks_uri: `${tenant}/discovery/v2.0/keys`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nbf', 'nonce', 'name', 'preferred_username', 'oid', 'tid', 'roles', 'ver'],
    request_uri_parameter_supported: false,
  };
}

/** Serves the endpoints below `/<tenantId>/`, and the test controls at `/_control`. */
export function createEntra(options: EntraOptions): LoopbackServer {
  const codes = createCodeStore(options.now ?? Date.now);
  const refreshTokens = createRefreshTokenStore(options.now ?? Date.now);
  const directory = createDirectory();
  const authorization = createAuthorizationEndpoint(options, codes, directory);
  let origin = '';

  const routes = new Map<string, Readonly<Record<string, Handler>>>([
    ['oauth2/v2.0/authorize', { GET: authorization.show, POST: authorization.choose }],
    ['oauth2/v2.0/token', { POST: createTokenEndpoint(options, { codes, refreshTokens, directory }, options.slowMs) }],
    ['discovery/v2.0/keys', { GET: async () => json(200, { keys: [(await signingKey()).publicJwk] }) }],
    ['v2.0/.well-known/openid-configuration', { GET: () => json(200, openidConfiguration(origin, options.tenantId)) }],
  ]);

  const server = createLoopbackServer((request) => {
    if (request.url.pathname === '/_control') return directory.control(request);
    const [, tenant = '', ...path] = request.url.pathname.split('/');
    const endpoint = path.join('/');
    const route = routes.get(endpoint);
    if (route === undefined) return notFound;
    const handler = route[request.method];
    if (handler === undefined) return methodNotAllowed(Object.keys(route).join(', '));
    if (tenant === options.tenantId) return handler(request);
    const error = errorBody(entraErrorFor.unknownTenant(tenant), request.headers);
    return endpoint === 'oauth2/v2.0/authorize' ? errorPage(error, 400) : json(400, error);
  });

  return {
    ...server,
    listen: async (port) => {
      void signingKey();
      const listening = await server.listen(port);
      origin = listening.url;
      return listening;
    },
  };
}
