import { type Settings, withDeadline } from '../../platform/index.ts';
import { authorityOf, createMsal, refreshTokenIn } from './msal.ts';
import { LoginError, providerErrorOf, refusesApp } from './errors.ts';
import { createIdTokenVerifier, type Person } from './id-token.ts';

/** Clients give up on a refresh after ten seconds. */
const TIMEOUT_MS = 8_000;

/** OAuth errors that speak of the person or the token (RFC 6749 section 5.2, and Entra's own). Every other one is the app's or Entra's. */
const REFUSALS: ReadonlySet<unknown> = new Set([
  'invalid_grant',
  'interaction_required',
  'login_required',
  'consent_required',
  'access_denied',
  'bad_token',
]);

/** `invalid_grant` by name, but passing: a client that asked too often, a directory that is down, a request out of time. */
const PASSING: ReadonlySet<unknown> = new Set(['AADSTS50196', 'AADSTS90033', 'AADSTS90024', 'AADSTS90055']);

export type EntraAnswer =
  | { readonly outcome: 'confirmed'; readonly person: Person; readonly refreshToken: string | undefined }
  /** `code`: the AADSTS number, where there is one. */
  | { readonly outcome: 'refused'; readonly code: string | undefined }
  /** Nothing was said of the person: Entra is out of reach, or does not trust the app. */
  | { readonly outcome: 'unavailable'; readonly failure: LoginError['failure']; readonly code: string | undefined };

/**
 * Asks Entra, with its own refresh token, whether a person may still log in. Entra judges that anew each time: the account, its assignment,
 * Conditional Access, sessions that were revoked. The roles in the answer are those of today.
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
      return failureOf(error);
    }
  };

  async function ask(refreshToken: string): Promise<EntraAnswer> {
    const client = await msal();
    const answer = await client.acquireTokenByRefreshToken({ refreshToken, scopes: [], forceCache: true });
    if (!answer) throw new LoginError('provider_unreachable');
    return { outcome: 'confirmed', person: await verifyIdToken(answer.idToken, undefined), refreshToken: refreshTokenIn(client) };
  }
}

function failureOf(error: unknown): EntraAnswer {
  if (error instanceof LoginError) return { outcome: 'unavailable', failure: error.failure, code: error.providerCode };
  const { errorCode, providerCode: code } = providerErrorOf(error);
  if (REFUSALS.has(errorCode) && !PASSING.has(code)) return { outcome: 'refused', code };
  // Without a code of MSAL it is the managed identity that did not speak for the app.
  const failure = refusesApp(errorCode) || errorCode === undefined ? 'app_not_trusted' : 'provider_unreachable';
  return { outcome: 'unavailable', failure, code };
}
