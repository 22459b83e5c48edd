import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Role } from '../../platform/index.ts';
import type { Scope } from './scopes.ts';
import type { SigningKeyring } from './signing-keys.ts';

/** Issuer and audiences of our tokens, all on the app's own origin. */
export interface TokenNames {
  readonly issuer: string;
  /** The MCP endpoint; also the RFC 9728 resource identifier. */
  readonly audience: string;
  /** Every audience accepted: the endpoint and its alias. */
  readonly accepted: readonly string[];
}

/** In: the app's origin. Out: the names that its tokens bear. */
export function tokenNames(origin: string): TokenNames {
  const audience = `${origin}/mcp/stream`;
  return { issuer: origin, audience, accepted: [audience, `${origin}/mcp`] };
}

/** What a token says. */
export interface TokenContent {
  readonly tenantId: string;
  readonly objectId: string;
  /** The `sid` claim: whoever revokes that grant ends the token. */
  readonly grantId: string;
  /** One of {@link TokenNames.accepted}; the endpoint itself where none is given. */
  readonly audience?: string;
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
  readonly clientId: string;
  readonly ttlSeconds: number;
}

export interface IssuedToken {
  readonly token: string;
  /** Unix seconds. */
  readonly expiresAt: number;
}

/** Signs an access token in the JWT profile of RFC 9068 (ES256, `typ: at+jwt`). Errors: SecretUnavailableError. */
export async function issueAccessToken(content: TokenContent, names: TokenNames, keyring: SigningKeyring): Promise<IssuedToken> {
  const { kid, privateKey } = await keyring.current();
  const issuedAt = Math.floor(Date.now() / 1000);
  const expiresAt = issuedAt + content.ttlSeconds;
  const token = await new SignJWT({
    client_id: content.clientId,
    scope: content.scopes.join(' '),
    roles: content.roles,
    oid: content.objectId,
    tid: content.tenantId,
    sid: content.grantId,
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
    .setIssuer(names.issuer)
    .setAudience(content.audience ?? names.audience)
    .setSubject(`${content.tenantId}.${content.objectId}`)
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(privateKey);
  return { token, expiresAt };
}
