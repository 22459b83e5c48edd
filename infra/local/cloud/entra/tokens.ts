/**
 * The tokens of one login.
 * @see https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference
 */
import { createHash } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import type { JWTPayload } from 'jose';
import { signingKey, unpublishedKey } from '../loopback/signing-key.ts';
import type { LoginControl } from './login-controls.ts';
import { issuerOf } from './registration.ts';
import type { Registration } from './registration.ts';
import { preferredUsername } from './users.ts';
import type { EntraUser } from './users.ts';

interface TokenRequest {
  readonly user: EntraUser;
  /** The person's app roles at this moment. */
  readonly roles: readonly string[];
  readonly scope: string;
  readonly nonce?: string | undefined;
  readonly control: Pick<LoginControl, 'claims' | 'signature'>;
  readonly refreshToken: string | undefined;
  /** MSAL's `client_info=1`. */
  readonly wantsClientInfo: boolean;
}

/** Entra's id_tokens live 60 to 90 minutes. */
const LIFETIME_S = 3600;
const MICROSOFT_GRAPH = '00000003-0000-0000-c000-000000000000';

async function sign(claims: JWTPayload, signature: LoginControl['signature']): Promise<string> {
  if (signature === 'none') return new UnsecuredJWT(claims).encode();
  const published = await signingKey();
  const unpublished = signature === undefined ? undefined : await unpublishedKey();
  // `unpublished_key` keeps the published kid, so that verification reaches the signature.
  const kid = signature === 'unknown_kid' && unpublished !== undefined ? unpublished.kid : published.kid;
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign((unpublished ?? published).privateKey);
}

/** The token endpoint's successful answer. */
export async function issueTokens({ tenantId, clientId }: Registration, request: TokenRequest) {
  const { user, roles, scope, nonce, control, refreshToken, wantsClientInfo } = request;
  const now = Math.floor(Date.now() / 1000);
  const times = { iat: now, nbf: now, exp: now + LIFETIME_S };
  // `sub` is pairwise: it differs per application.
  const person = { sub: createHash('sha256').update(`${clientId}:${user.oid}`).digest('base64url'), oid: user.oid, tid: tenantId };
  const idClaims: JWTPayload = {
    iss: issuerOf(tenantId),
    aud: clientId,
    ...times,
    ...person,
    name: user.name,
    preferred_username: preferredUsername(user),
    ...(nonce === undefined ? {} : { nonce }),
    // Entra omits the claim for a person without app roles.
    ...(roles.length === 0 ? {} : { roles }),
    ver: '2.0',
    ...control.claims?.(now),
  };
  const accessClaims: JWTPayload = {
    iss: `https://sts.windows.net/${tenantId}/`,
    aud: MICROSOFT_GRAPH,
    ...times,
    ...person,
    appid: clientId,
    ver: '1.0',
  };
  const [idToken, accessToken] = await Promise.all([sign(idClaims, control.signature), sign(accessClaims, undefined)]);
  return {
    token_type: 'Bearer',
    scope,
    expires_in: LIFETIME_S,
    ext_expires_in: LIFETIME_S,
    access_token: accessToken,
    id_token: idToken,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    ...(wantsClientInfo ? { client_info: Buffer.from(JSON.stringify({ uid: user.oid, utid: tenantId })).toString('base64url') } : {}),
  };
}
