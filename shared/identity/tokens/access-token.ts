import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Role } from '../../platform/index.ts';
import type { Scope } from './scopes.ts';
import type { SigningKeyring } from './signing-keys.ts';

/** Issuer and audiences of our access tokens, all on the app's own origin. */
export interface TokenNames {
  readonly issuer: string;
  /** The MCP endpoint; also the RFC 9728 resource identifier. */
  readonly audience: string;
  /** All accepted audiences: the endpoint and its alias. */
  readonly accepted: readonly string[];
}

export function tokenNames(origin: string): TokenNames {
  const audience = `${origin}/mcp/stream`;
  return { issuer: origin, audience, accepted: [audience, `${origin}/mcp`] };
}

export interface TokenContent {
  readonly tenantId: string;
  readonly objectId: string;
  /** The `sid` claim. Revoking that grant ends the token. */
  readonly grantId: string;
  /** One of {@link TokenNames.accepted}. Default: the endpoint. */
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

/**
 * Signs an access token (ES256, `typ: at+jwt`).
 *
 * @throws SecretUnavailableError
 * @see RFC 9068
 */
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
