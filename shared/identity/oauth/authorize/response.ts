import { randomUUID } from 'node:crypto';
import { seeOther, type Logger, type Secrets, type Settings } from '../../../platform/index.ts';
import { createEntraTokens } from '../../entra/index.ts';
import type { GrantStore } from '../../grants/index.ts';
import type { LoginContinuation } from '../../login/index.ts';
import { createSealer, scopesOfRoles, type TokenNames } from '../../tokens/index.ts';
import { OAuthError } from '../errors.ts';
import { CODE_SECONDS, type Code } from '../token/redeem-code.ts';
import { connectedPage } from './connected-page.ts';
import { Authorization } from './request.ts';

/** Lifetime of a code that waits until a person has read a page, in seconds. */
const READING_SECONDS = 300;

export interface ReturnAddress {
  readonly redirectUri: string;
  /** As the client sent it; omitted if it sent none. */
  readonly state?: string | undefined;
}

/** A code, or the members of an OAuthError. */
type Outcome = { readonly code: string } | { readonly code: string; readonly description: string };

/**
 * The authorization response: a redirect by 303 to the client's URI, whose own query is kept. The caller decides whether a person has to press
 * a button first.
 *
 * @see RFC 6749 section 4.1.2, RFC 9207
 */
export function authorizationResponse({ redirectUri, state }: ReturnAddress, issuer: string, outcome: Outcome): Response {
  const result = 'description' in outcome ? { error: outcome.code, error_description: outcome.description } : { code: outcome.code };
  const parameters = new URLSearchParams({ ...result, ...(state !== undefined && { state }), iss: issuer });
  const target = new URL(redirectUri);
  target.search = target.search === '' ? `${parameters}` : `${target.search}&${parameters}`;
  return seeOther(target.href);
}

export interface ConsentContinuationOptions {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly names: TokenNames;
  readonly grants: GrantStore;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/**
 * Continues after the login of a consent: sends the client a code or an error. Before the code is redeemed, nothing of the grant is stored
 * except Entra's refresh token: it must not be in a URL, so it waits in a row of its own for the lifetime of the code.
 */
export function createConsentContinuation({ settings, secrets, names, grants, log, clock }: ConsentContinuationOptions): LoginContinuation {
  const sealer = createSealer(secrets, 'code', settings.publicBaseUrl);
  const entraTokens = createEntraTokens(secrets, settings.publicBaseUrl);
  const { issuer } = names;

  return {
    /** @throws SecretUnavailableError, StoreUnavailableError */
    async loggedIn(person, kept, entraToken) {
      const { tenantId, objectId, roles } = person;
      const { state, scopes: consented, ...authorization } = Authorization.parse(kept);
      const address = { redirectUri: authorization.redirectUri, state };
      const subject = `${tenantId}.${objectId}`;
      const allowed = scopesOfRoles(roles);
      const scopes = consented.filter((scope) => allowed.includes(scope));
      if (scopes.length === 0) {
        log.warn('code_refused', { subject, client: authorization.clientHash, scopes: consented, roles });
        const limits = `The role of this person (${roles.join(', ')}) allows only ${allowed.join(' ')}, and none of it was granted.`;
        return authorizationResponse(address, issuer, new OAuthError('access_denied', limits));
      }
      const cut = consented.filter((scope) => !allowed.includes(scope));
      const lifetime = cut.length === 0 ? CODE_SECONDS : READING_SECONDS;
      const code: Code = { ...authorization, grantId: randomUUID(), subject, scopes, roles, issuedAt: clock() / 1000, lifetime };
      const sealed = await sealer.seal({ ...code }, lifetime);
      if (entraToken !== undefined) {
        const id = code.grantId;
        const until = code.issuedAt + lifetime;
        await grants.keepPending({ subject, id, entraToken: await entraTokens.seal(entraToken, { subject, id }), until });
      }
      log.info('code_issued', { subject, client: authorization.clientHash, scopes });
      const response = authorizationResponse(address, issuer, { code: sealed });
      if (cut.length === 0) return response;
      const { clientName, redirectUri } = authorization;
      return connectedPage(settings, { person, clientName, scopes, cut, redirectUri, href: response.headers.get('location') ?? '/' });
    },

    /** Goes straight to the client: the person has seen the client and its redirect URI, and pressed a button (RFC 9700 section 4.11.2). */
    declined: (kept) => {
      const address = Authorization.parse(kept);
      return Promise.resolve(authorizationResponse(address, issuer, new OAuthError('access_denied', 'The person declined the sign-in.')));
    },

    // A page comes first, because the client could not say whom to ask for a role.
    backLink(kept) {
      const error = new OAuthError('access_denied', 'This person has no role in this app.');
      const href = authorizationResponse(Authorization.parse(kept), issuer, error).headers.get('location') ?? '/';
      return { href, label: 'Back to the client' };
    },

    startAgain: undefined,
  };
}
