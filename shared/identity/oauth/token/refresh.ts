import type { Grant, StoredGrant } from '../../grants/index.ts';
import { clientHash, ConfirmationUnavailableError, parseScope, constantTimeEqual, SCOPES, type Scope } from '../../tokens/index.ts';
import { OAuthError } from '../errors.ts';
import { audienceOf, isHabitual, isScopeText, required, type Form } from '../request-parameters.ts';
import {
  InvalidGrantError,
  scopesOf,
  type Issue,
  type Issued,
  type RefreshTokenFacts,
  type RefreshTokens,
  type TokenDeps,
} from './token-response.ts';

/** How long the previous refresh token still works, in seconds: for parallel requests and lost responses. */
const GRACE_SECONDS = 60;
/** A confirmation by Entra that is not older than this, in seconds, is not repeated. */
const CONFIRMED_SECONDS = 300;
/** A write is repeated only if another request changed the row in between; the next attempt usually succeeds. */
const MOST_ATTEMPTS = 5;

type TokenState = 'newest' | 'in_grace' | 'unknown' | 'reused';

/**
 * grant_type refresh_token, with rotation (OAuth 2.1 section 4.3.1). Only the newest refresh token of a grant is live. Reuse after the grace
 * period means that the token leaked: the grant ends. Entra must confirm the person first.
 *
 * @returns a function that throws OAuthError, StoreUnavailableError, SecretUnavailableError
 */
export function createRefresh(
  { names, grants, confirm, log, clock }: Pick<TokenDeps, 'names' | 'grants' | 'confirm' | 'log' | 'clock'>,
  issue: Issue,
  tokens: RefreshTokens,
): (form: Form, clientId: string) => Promise<Issued> {
  return async (form, clientId) => {
    const presented = await tokens.read(required(form, 'refresh_token'));
    if (!presented) throw new InvalidGrantError('not_ours');
    // Does not end the grant: only use by its own client shows that the token leaked.
    if (!constantTimeEqual(clientHash(clientId), presented.clientHash)) throw new InvalidGrantError('other_client');
    const audience = audienceOf(form.get('resource'), names, names.audience);
    const named = namedScopes(form);
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const now = Math.floor(clock() / 1000);
      const found = await liveGrant(presented, now);
      const state = stateOf(presented.generation, found, now);
      if (state === 'unknown') throw new InvalidGrantError('unknown_grant');
      if (state === 'reused') return endGrant(found);
      const grant = await confirmed(found, now);
      if (grant.generation !== found.generation) continue;
      const generation = state === 'newest' ? grant.generation + 1 : grant.generation;
      // Signed before anything is written, so that unavailable keys do not rotate the token.
      const issued = await issue({ grant, generation, scopes: narrowed(grant, named), audience, now });
      if (state === 'in_grace') {
        // A few of these are parallel requests or lost responses; many over hours may be a second holder.
        log.info('refresh_in_grace', { subject: grant.subject, client: presented.clientHash, generation, after_s: now - grant.rotatedAt });
        return issued;
      }
      if ((await grants.rotate(grant, now)) === 'rotated') return issued;
    }
    throw new OAuthError('temporarily_unavailable', 'Too many refreshes of this grant at once: try again.');
  };

  async function liveGrant({ subject, grantId }: RefreshTokenFacts, now: number): Promise<StoredGrant> {
    const grant = await grants.read(subject, grantId);
    if (!grant) throw new InvalidGrantError('unknown_grant');
    if (grant.revoked) throw new InvalidGrantError('revoked');
    if (now >= grant.expiresAt) throw new InvalidGrantError('expired');
    return grant;
  }

  async function confirmed(grant: StoredGrant, now: number): Promise<StoredGrant> {
    if (now - grant.confirmedAt < CONFIRMED_SECONDS) return grant;
    try {
      const found = await confirm(grant);
      if (found) return found;
    } catch (error) {
      throw error instanceof ConfirmationUnavailableError
        ? new OAuthError('temporarily_unavailable', `${error.message} Try again.`)
        : error;
    }
    throw new InvalidGrantError('not_confirmed');
  }

  async function endGrant({ subject, id, clientId }: Grant): Promise<never> {
    const reason = 'refresh_token_reused';
    await grants.revoke(subject, id, reason);
    log.warn('grant_revoked', { subject, client: clientHash(clientId), reason });
    throw new InvalidGrantError(reason);
  }
}

function stateOf(generation: number, grant: Grant, now: number): TokenState {
  if (generation === grant.generation) return 'newest';
  if (generation > grant.generation) return 'unknown';
  return generation === grant.generation - 1 && now - grant.rotatedAt <= GRACE_SECONDS ? 'in_grace' : 'reused';
}

/**
 * The known scopes that a request names. Others are ignored, as in an authorization request.
 *
 * @throws OAuthError `invalid_scope` for a parameter that an authorization request would not have been allowed either
 */
function namedScopes(form: Form): Scope[] {
  const text = form.get('scope') ?? '';
  const named = parseScope(text);
  if (isScopeText(text) && (named.length > 0 || isHabitual(text))) return named;
  throw new OAuthError('invalid_scope', `None of these scopes exists here. There are: ${SCOPES.join(' ')}.`);
}

/**
 * The scopes of the new access token (RFC 6749 section 6): those of the grant that the client names, never more. If it names none of them, it
 * gets all scopes of the grant, and the response says so (section 3.3).
 */
function narrowed(grant: Grant, named: readonly Scope[]): Scope[] {
  const held = scopesOf(grant);
  const less = held.filter((scope) => named.includes(scope));
  return less.length > 0 ? less : held;
}
