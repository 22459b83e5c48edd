import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { challengeOf } from '../bearer-challenge.ts';
import { post } from '../mcp.ts';

const ResourceMetadata = z.object({
  resource: z.url(),
  authorization_servers: z.array(z.url()).min(1),
  scopes_supported: z.array(z.string()),
});

const ServerMetadata = z.looseObject({
  issuer: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  registration_endpoint: z.url(),
  revocation_endpoint: z.url(),
  jwks_uri: z.url(),
});
export type ServerMetadata = z.output<typeof ServerMetadata>;

export interface Discovery {
  /** Parameters of the 401's challenge. */
  readonly challenge: Readonly<Record<string, string>>;
  readonly resource: z.output<typeof ResourceMetadata>;
  readonly server: ServerMetadata;
}

const document = async <Document>(url: string, schema: z.ZodType<Document>): Promise<Document> => {
  const response = await fetch(url);
  if (response.status !== 200) throw new Error(`${url}: HTTP ${response.status}`);
  return schema.parse(await response.json());
};

/** What every MCP client does first: a call without a token, the resource's metadata (RFC 9728), the server's (RFC 8414). */
export async function discover(app: { readonly url: string }, path = '/mcp/stream'): Promise<Discovery> {
  const refused = await post(app, JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }), { path });
  if (refused.status !== 401) throw new Error(`${path} answers ${refused.status} without a token`);
  const challenge = challengeOf(refused);
  const resource = await document(challenge['resource_metadata'] ?? '', ResourceMetadata);
  const [issuer = ''] = resource.authorization_servers;
  return { challenge, resource, server: await document(`${issuer}/.well-known/oauth-authorization-server`, ServerMetadata) };
}

/** An answer of /token, /register or /revoke. */
export interface EndpointAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

async function answerOf(response: Response): Promise<EndpointAnswer> {
  const text = await response.text();
  const body = z.record(z.string(), z.unknown()).parse(text === '' ? {} : JSON.parse(text));
  return { status: response.status, headers: response.headers, body };
}

export type Metadata = Readonly<Record<string, unknown>>;

/** Registers a client (RFC 7591). */
export async function register({ registration_endpoint: url }: Pick<ServerMetadata, 'registration_endpoint'>, metadata: Metadata) {
  const headers = { 'content-type': 'application/json' };
  return answerOf(await fetch(url, { method: 'POST', headers, body: JSON.stringify(metadata) }));
}

/**
 * Registers a client that must be accepted.
 *
 * @returns its client_id.
 */
export async function registered(server: Pick<ServerMetadata, 'registration_endpoint'>, metadata: Metadata): Promise<string> {
  const { status, body } = await register(server, metadata);
  if (status !== 201) throw new Error(`Registration: HTTP ${status} ${JSON.stringify(body)}`);
  return z.object({ client_id: z.string() }).parse(body).client_id;
}

type Parameters = Readonly<Record<string, string | undefined>>;

/** Sends a form; undefined leaves a parameter out. */
export async function sendForm(url: string, parameters: Parameters, headers: Readonly<Record<string, string>> = {}) {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return answerOf(await fetch(url, { method: 'POST', headers, body: new URLSearchParams(given) }));
}

/** An authorization request of a client, and what it keeps for itself. */
export interface AuthorizationRequest {
  readonly url: URL;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly verifier: string;
}

interface RequestOptions {
  readonly clientId: string;
  readonly redirectUri: string;
  /** More parameters, or others in place of the usual ones; undefined leaves one out. */
  readonly parameters?: Parameters;
}

const s256 = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

/** Makes a complete authorization request with PKCE and state. */
export function authorizationRequest(endpoint: string, { clientId, redirectUri, parameters = {} }: RequestOptions): AuthorizationRequest {
  const verifier = randomBytes(32).toString('base64url');
  const all: Parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state: randomBytes(16).toString('base64url'),
    code_challenge: s256(verifier),
    code_challenge_method: 'S256',
    ...parameters,
  };
  const url = new URL(endpoint);
  for (const [name, value] of Object.entries(all)) if (value !== undefined) url.searchParams.set(name, value);
  return { url, clientId, redirectUri, state: all['state'], verifier };
}

/** Redeems a code (RFC 6749 section 4.1.3); `changes` replace parameters or leave them out. */
export function redeem(tokenEndpoint: string, request: AuthorizationRequest, code: string, changes: Parameters = {}) {
  return sendForm(tokenEndpoint, {
    grant_type: 'authorization_code',
    code,
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    code_verifier: request.verifier,
    ...changes,
  });
}

/** Refreshes (RFC 6749 section 6). */
export function refresh(tokenEndpoint: string, clientId: string, refreshToken: string, changes: Parameters = {}) {
  return sendForm(tokenEndpoint, { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId, ...changes });
}

export const Tokens = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.number().positive(),
  refresh_token: z.string(),
  scope: z.string(),
});
export type Tokens = z.output<typeof Tokens>;

/** The tokens of an answer that must be a success. */
export function tokensOf({ status, body }: EndpointAnswer): Tokens {
  if (status !== 200) throw new Error(`Token endpoint: HTTP ${status} ${JSON.stringify(body)}`);
  return Tokens.parse(body);
}
