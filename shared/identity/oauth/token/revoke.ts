import { decodeProtectedHeader } from 'jose';
import type { Handler } from '../../../platform/index.ts';
import { AuthError, clientHash, createTokenReader, constantTimeEqual } from '../../tokens/index.ts';
import { clientIdOf, readParameters, required } from '../request-parameters.ts';
import { createRefreshTokens, type TokenDeps } from './token-response.ts';

interface TokenOwner {
  readonly subject: string;
  readonly grantId: string;
  readonly clientHash: string;
}

/**
 * The handler of POST /revoke (RFC 7009). Any token of a grant ends the whole grant. The response is 200 whether or not the token was live, but
 * 503 if it could not be revoked: after a 200, a client forgets the token.
 */
export function createRevocation({ settings, secrets, keyring, names, grants, log }: Omit<TokenDeps, 'clock' | 'confirm'>): Handler {
  const refreshTokens = createRefreshTokens(secrets, settings.publicBaseUrl);
  const readAccessToken = createTokenReader(names, keyring);

  return async (request) => {
    const form = await readParameters(request);
    const owner = await ownerOf(required(form, 'token'));
    const clientId = clientIdOf(request, form);
    // The token alone is enough to revoke it, but a client_id must match that of the token (RFC 7009 section 2.1).
    if (owner && (clientId === undefined || constantTimeEqual(clientHash(clientId), owner.clientHash))) {
      await grants.revoke(owner.subject, owner.grantId, 'client');
      log.info('grant_revoked', { subject: owner.subject, client: owner.clientHash, reason: 'client' });
    }
    return new Response(null, { status: 200 });
  };

  /** The token shows its own type, so `token_type_hint` is not needed. An expired token has no owner. */
  async function ownerOf(token: string): Promise<TokenOwner | undefined> {
    if (typeOf(token) !== 'at+jwt') return refreshTokens.read(token);
    try {
      const { subject, grantId, clientId } = await readAccessToken(token);
      return { subject, grantId, clientHash: clientHash(clientId) };
    } catch (error) {
      if (error instanceof AuthError) return undefined;
      throw error;
    }
  }
}

function typeOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).typ;
  } catch {
    return undefined;
  }
}
