/** The tokens of one login. Claims: https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference */
import { createHash } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import type { JWTPayload } from 'jose';
import { signingKey, unpublishedKey } from '../loopback/signing-key.ts';
import type { Knob } from './login-controls.ts';
import { issuerOf } from './registration.ts';
import type { Registration } from './registration.ts';
import { preferredUsername } from './users.ts';
import type { EntraUser } from './users.ts';

/** What the tokens are made for. */
interface Order {
  readonly user: EntraUser;
  /** The app roles that the person has now. */
  readonly roles: readonly string[];
  readonly scope: string;
  readonly nonce?: string | undefined;
  readonly knob: Pick<Knob, 'claims' | 'signature'>;
  /** Goes out with them, where there is one. */
  readonly refreshToken: string | undefined;
  /** MSAL's `client_info=1`. */
  readonly wantsClientInfo: boolean;
}

/** Entra's id_tokens live 60 to 90 minutes. */
const LIFETIME_S = 3600;
const MICROSOFT_GRAPH = '00000003-0000-0000-c000-000000000000';

async function sign(claims: JWTPayload, signature: Knob['signature']): Promise<string> {
  if (signature === 'none') return new UnsecuredJWT(claims).encode();
  const published = await signingKey();
  const unpublished = signature === undefined ? undefined : await unpublishedKey();
  // A bad signature bears the published kid; with an unknown kid it is the kid that gives it away.
  const kid = signature === 'unknown_kid' && unpublished !== undefined ? unpublished.kid : published.kid;
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign((unpublished ?? published).privateKey);
}

/** The token endpoint's answer to a good request. */
export async function issueTokens({ tenantId, clientId }: Registration, order: Order) {
  const { user, roles, scope, nonce, knob, refreshToken, wantsClientInfo } = order;
  const now = Math.floor(Date.now() / 1000);
  const times = { iat: now, nbf: now, exp: now + LIFETIME_S };
  // `sub` is pairwise: another one for each application.
  const person = { sub: createHash('sha256').update(`${clientId}:${user.oid}`).digest('base64url'), oid: user.oid, tid: tenantId };
  const idClaims: JWTPayload = {
    iss: issuerOf(tenantId),
    aud: clientId,
    ...times,
    ...person,
    name: user.name,
    preferred_username: preferredUsername(user),
    ...(nonce === undefined ? {} : { nonce }),
    // Entra leaves the claim out for a person without an app role.
    ...(roles.length === 0 ? {} : { roles }),
    ver: '2.0',
    ...knob.claims?.(now),
  };
  const accessClaims: JWTPayload = {
    iss: `https://sts.windows.net/${tenantId}/`,
    aud: MICROSOFT_GRAPH,
    ...times,
    ...person,
    appid: clientId,
    ver: '1.0',
  };
  const [idToken, accessToken] = await Promise.all([sign(idClaims, knob.signature), sign(accessClaims, undefined)]);
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
