import { decodeProtectedHeader } from 'jose';
import { AuthError, clientHash, createTokenReader, sameText } from '../../tokens/index.ts';
import type { Handler } from '../../../platform/index.ts';
import { clientIdOf } from './client.ts';
import { readParameters, required } from './form.ts';
import type { Parts } from './parts.ts';
import { createRefreshTokens } from './refresh-token.ts';

interface Held {
  readonly subject: string;
  readonly grantId: string;
  readonly clientHash: string;
}

/**
 * The handler of POST /revoke (RFC 7009): whichever token of a grant comes, the whole grant ends. The answer is 200 whether or not there was
 * something to end, but 503 where that could not be done: a client that was told 200 forgets the token.
 */
export function createRevocation(parts: Omit<Parts, 'clock' | 'confirm'>): Handler {
  const { settings, secrets, keyring, names, grants, log } = parts;
  const refreshTokens = createRefreshTokens(secrets, settings.publicBaseUrl);
  const readAccessToken = createTokenReader(names, keyring);

  return async (request) => {
    const form = await readParameters(request);
    const held = await holderOf(required(form, 'token'));
    const clientId = clientIdOf(request, form);
    // Holding the token is right enough to end it; but who names a client has to name that of the token (RFC 7009 section 2.1).
    if (held && (clientId === undefined || sameText(clientHash(clientId), held.clientHash))) {
      await grants.revoke(held.subject, held.grantId, 'client');
      log.info('grant_revoked', { subject: held.subject, client: held.clientHash, reason: 'client' });
    }
    return new Response(null, { status: 200 });
  };

  /** What kind of token it is, the token itself says: `token_type_hint` is not needed. One that has expired has nothing left to end. */
  async function holderOf(token: string): Promise<Held | undefined> {
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
