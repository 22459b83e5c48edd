import { type Settings, withDeadline } from '../../platform/index.ts';
import { authorityOf, createMsal, refreshTokenIn } from './msal.ts';
import { LoginError, type LoginErrorReason, providerErrorOf, rejectsApp } from './errors.ts';
import { createIdTokenVerifier, type Person } from './id-token.ts';

/** Clients give up on a refresh after ten seconds. */
const TIMEOUT_MS = 8_000;

/** OAuth errors about the person or the token (RFC 6749 section 5.2, and Entra's own). All others are about the app or Entra. */
const REJECTIONS: ReadonlySet<unknown> = new Set([
  'invalid_grant',
  'interaction_required',
  'login_required',
  'consent_required',
  'access_denied',
  'bad_token',
]);

/** Sent as `invalid_grant`, but temporary: too many requests, directory down, timeout. */
const TEMPORARY: ReadonlySet<unknown> = new Set(['AADSTS50196', 'AADSTS90033', 'AADSTS90024', 'AADSTS90055']);

export type EntraAnswer =
  | { readonly outcome: 'confirmed'; readonly person: Person; readonly refreshToken: string | undefined }
  /** `code`: the AADSTS number, if there is one. */
  | { readonly outcome: 'refused'; readonly code: string | undefined }
  /** No answer about the person: Entra is unreachable, or does not trust the app. */
  | { readonly outcome: 'unavailable'; readonly reason: LoginErrorReason; readonly code: string | undefined };

/**
 * Asks Entra, with its own refresh token, whether a person may still log in. Entra checks each time: the account, its assignment, Conditional
 * Access, revoked sessions. The answer holds the person's current roles.
 */
export function createEntraRefresh(settings: Settings): (refreshToken: string) => Promise<EntraAnswer> {
  const authority = authorityOf(settings.entra);
  const msal = createMsal(settings, authority, TIMEOUT_MS);
  const verifyIdToken = createIdTokenVerifier(authority, settings.entra.tenantId, settings.entra.clientId);

  return async (refreshToken) => {
    try {
      return await withDeadline(
        TIMEOUT_MS,
        () => ask(refreshToken),
        () => new LoginError('provider_unreachable'),
      );
    } catch (error) {
      return answerOf(error);
    }
  };

  async function ask(refreshToken: string): Promise<EntraAnswer> {
    const client = await msal();
    const answer = await client.acquireTokenByRefreshToken({ refreshToken, scopes: [], forceCache: true });
    if (!answer) throw new LoginError('provider_unreachable');
    return { outcome: 'confirmed', person: await verifyIdToken(answer.idToken, undefined), refreshToken: refreshTokenIn(client) };
  }
}

function answerOf(error: unknown): EntraAnswer {
  if (error instanceof LoginError) return { outcome: 'unavailable', reason: error.reason, code: error.providerCode };
  const { errorCode, providerCode: code } = providerErrorOf(error);
  if (REJECTIONS.has(errorCode) && !TEMPORARY.has(code)) return { outcome: 'refused', code };
  // An error without MSAL's code comes from the managed identity.
  const reason = rejectsApp(errorCode) || errorCode === undefined ? 'app_not_trusted' : 'provider_unreachable';
  return { outcome: 'unavailable', reason, code };
}
