/** The tokens of one login. Claims: https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference */
import { createHash } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import type { JWTPayload } from 'jose';
import { signingKey, unpublishedKey } from '../loopback/signing-key.ts';
import type { Login } from './codes.ts';
import type { Knob } from './knobs.ts';
import { issuerOf } from './registration.ts';
import type { Registration } from './registration.ts';
import { preferredUsername } from './users.ts';

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

/** The token endpoint's answer to a redeemed code; `wantsClientInfo` is MSAL's `client_info=1`. */
export async function issueTokens({ tenantId, clientId }: Registration, login: Login, wantsClientInfo: boolean) {
  const { user, knob } = login;
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
    ...(login.nonce === undefined ? {} : { nonce: login.nonce }),
    // Entra leaves the claim out for a person without an app role.
    ...(user.roles.length === 0 ? {} : { roles: user.roles }),
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
    scope: login.scope,
    expires_in: LIFETIME_S,
    ext_expires_in: LIFETIME_S,
    access_token: accessToken,
    id_token: idToken,
    ...(wantsClientInfo ? { client_info: Buffer.from(JSON.stringify({ uid: user.oid, utid: tenantId })).toString('base64url') } : {}),
  };
}
