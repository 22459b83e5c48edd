/**
 * Stand-in for the managed identity endpoint of App Service and Azure Functions.
 * @see https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { z } from 'zod';
import { json, methodNotAllowed, notFound } from '../loopback/answers.ts';
import { createLoopbackServer } from '../loopback/server.ts';
import type { LoopbackAnswer, LoopbackRequest, LoopbackServer } from '../loopback/server.ts';
import { signingKey } from '../loopback/signing-key.ts';

export interface ManagedIdentityOptions {
  readonly tenantId: string;
  /** Client id of the user-assigned identity. */
  readonly clientId: string;
  /** Object id of its service principal: `oid` and `sub` of its tokens. */
  readonly principalId: string;
  /** The expected value of `X-IDENTITY-HEADER`. */
  readonly header: string;
}

const API_VERSION = '2019-08-01';
/** The platform's tokens are valid for a day. */
const LIFETIME_S = 24 * 60 * 60;
const TOKEN_EXCHANGE = 'api://AzureADTokenExchange';

const TokenQuery = z.object({
  'api-version': z.literal(API_VERSION, { error: `The api-version must be ${API_VERSION}.` }),
  resource: z.string({ error: 'The resource parameter is missing.' }).min(1, { error: 'The resource parameter is missing.' }),
  client_id: z.string().optional(),
});

const errorAnswer = (statusCode: number, message: string) => json(statusCode, { statusCode, message, correlationId: randomUUID() });

/** `<url>/msi/token` is IDENTITY_ENDPOINT. `<url>/keys` has the public keys. */
export function createManagedIdentity({ tenantId, clientId, principalId, header }: ManagedIdentityOptions): LoopbackServer {
  async function issue(resource: string): Promise<LoopbackAnswer> {
    const { kid, privateKey } = await signingKey();
    const now = Math.floor(Date.now() / 1000);
    const expiresOn = now + LIFETIME_S;
    // The token exchange accepts v2.0 tokens; Key Vault and Storage accept v1.0 ones, with another issuer.
    const version =
      resource === TOKEN_EXCHANGE
        ? { iss: `https://login.microsoftonline.com/${tenantId}/v2.0`, azp: clientId, ver: '2.0' }
        : { iss: `https://sts.windows.net/${tenantId}/`, appid: clientId, ver: '1.0' };
    const claims = { ...version, aud: resource, oid: principalId, sub: principalId, tid: tenantId, iat: now, nbf: now, exp: expiresOn };
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign(privateKey);
    return json(200, { access_token: token, expires_on: String(expiresOn), resource, token_type: 'Bearer', client_id: clientId });
  }

  function token(request: LoopbackRequest): LoopbackAnswer | Promise<LoopbackAnswer> {
    if (request.headers['x-identity-header'] !== header) return errorAnswer(401, 'The X-IDENTITY-HEADER header is missing or wrong.');
    const query = TokenQuery.safeParse(Object.fromEntries(request.url.searchParams));
    if (!query.success) return errorAnswer(400, query.error.issues[0]?.message ?? 'The request is not valid.');
    if (query.data.client_id !== undefined && query.data.client_id !== clientId) {
      return errorAnswer(400, 'No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.');
    }
    return issue(query.data.resource);
  }

  const routes = new Map<string, (request: LoopbackRequest) => LoopbackAnswer | Promise<LoopbackAnswer>>([
    ['/msi/token', token],
    ['/keys', async () => json(200, { keys: [(await signingKey()).publicJwk] })],
  ]);

  const server = createLoopbackServer((request) => {
    const route = routes.get(request.url.pathname);
    if (route === undefined) return notFound;
    return request.method === 'GET' ? route(request) : methodNotAllowed('GET');
  });

  return {
    ...server,
    listen: (port) => {
      void signingKey();
      return server.listen(port);
    },
  };
}
