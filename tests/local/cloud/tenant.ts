/** The ids and the little client that the tests of the stand-ins share. */
import { createHash, randomBytes } from 'node:crypto';
import { createEntra } from '../../../infra/local/cloud/entra/server.ts';
import type { EntraOptions } from '../../../infra/local/cloud/entra/server.ts';
import { createManagedIdentity } from '../../../infra/local/cloud/identity/server.ts';

export const TENANT = '11111111-1111-4111-8111-111111111111';
export const CLIENT = '22222222-2222-4222-8222-222222222222';
export const IDENTITY_CLIENT = '33333333-3333-4333-8333-333333333333';
export const PRINCIPAL = '44444444-4444-4444-8444-444444444444';
export const IDENTITY_HEADER = 'the-identity-header';
export const REDIRECT_URI = 'http://localhost:7071/auth/callback';
export const SECRET = 'the-client-secret';
export const ISSUER = `https://login.microsoftonline.com/${TENANT}/v2.0`;

/** An Entra stand-in that takes SECRET and REDIRECT_URI unless the options say otherwise. */
export const entraWith = (options: Partial<EntraOptions> = {}) =>
  createEntra({ tenantId: TENANT, clientId: CLIENT, clientSecret: SECRET, redirectUris: 'loopback', ...options });

export const identity = () =>
  createManagedIdentity({ tenantId: TENANT, clientId: IDENTITY_CLIENT, principalId: PRINCIPAL, header: IDENTITY_HEADER });

/** A token of the managed identity for `resource`. */
export async function identityToken(identityUrl: string, resource: string): Promise<string> {
  const query = new URLSearchParams({ 'api-version': '2019-08-01', resource, client_id: IDENTITY_CLIENT });
  const response = await fetch(`${identityUrl}/msi/token?${query.toString()}`, { headers: { 'X-IDENTITY-HEADER': IDENTITY_HEADER } });
  const body = await response.json();
  return body.access_token;
}

const verifier = randomBytes(32).toString('base64url');

/** A complete, correct authorization request; undefined leaves a parameter out. */
export function authorizationRequest(changes: Record<string, string | undefined> = {}): URLSearchParams {
  const all: Record<string, string | undefined> = {
    client_id: CLIENT,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    response_mode: 'query',
    scope: 'openid profile',
    state: 'the-state',
    nonce: 'the-nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    prompt: 'select_account',
    ...changes,
  };
  return new URLSearchParams(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

export const authorizeUrl = (url: string) => `${url}/${TENANT}/oauth2/v2.0/authorize`;
export const tokenUrl = (url: string) => `${url}/${TENANT}/oauth2/v2.0/token`;

/** Posts the sign-in form and answers where it redirects to. */
export async function signIn(url: string, changes: Record<string, string | undefined> = {}): Promise<URL> {
  const response = await fetch(authorizeUrl(url), {
    method: 'POST',
    body: authorizationRequest({ user: 'owner', ...changes }),
    redirect: 'manual',
  });
  return new URL(response.headers.get('location') ?? `about:${response.status}`);
}

/** Redeems a code with the client secret; undefined leaves a parameter out. */
export function redeem(url: string, code: string, changes: Record<string, string | undefined> = {}, headers: Record<string, string> = {}) {
  const all: Record<string, string | undefined> = {
    client_id: CLIENT,
    client_secret: SECRET,
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT_URI,
    code_verifier: verifier,
    ...changes,
  };
  const body = new URLSearchParams(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
  return fetch(tokenUrl(url), { method: 'POST', body, headers });
}

/** Signs in and redeems the code: the token endpoint's answer. */
export async function tokensOf(url: string, changes: Record<string, string | undefined> = {}) {
  const target = await signIn(url, changes);
  const response = await redeem(url, target.searchParams.get('code') ?? '');
  return response.json();
}

/** Uses a refresh token with the client secret; undefined leaves a parameter out. */
export function refresh(url: string, refreshToken: string, changes: Record<string, string | undefined> = {}) {
  const codeGrant = { code: undefined, redirect_uri: undefined, code_verifier: undefined };
  return redeem(url, '', { ...codeGrant, grant_type: 'refresh_token', refresh_token: refreshToken, ...changes });
}

/** Sets the test controls of the directory; `{}` sets everything right. */
export const control = (url: string, controls: object) => fetch(`${url}/_control`, { method: 'PUT', body: JSON.stringify(controls) });
