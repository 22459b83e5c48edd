import { clientHash, ConfirmationUnavailableError, parseScope, sameText, SCOPES, type Scope } from '../../tokens/index.ts';
import type { Grant, StoredGrant } from '../../grants/index.ts';
import { audienceOf } from '../audience.ts';
import { OAuthError } from '../errors.ts';
import { isHabitual, isScopeText } from '../scope-text.ts';
import { required, type Form } from './form.ts';
import { InvalidGrantError } from './invalid-grant.ts';
import { scopesOf, type Issue, type Issued } from './issue.ts';
import type { Parts } from './parts.ts';
import type { RefreshTokenFacts, RefreshTokens } from './refresh-token.ts';

/** How long the refresh token before the newest still works, in seconds: for parallel requests, and for an answer that got lost. */
const GRACE_SECONDS = 60;
/** Refreshes that follow each other within so many seconds share one question to Entra. */
const CONFIRMED_SECONDS = 300;
/** A round is lost only when another request changed the row in between, which the next round finds settled. */
const ROUNDS = 5;

type Standing = 'newest' | 'in_grace' | 'unknown' | 'reused';

/**
 * grant_type refresh_token, with rotation (OAuth 2.1 section 4.3.1): of one grant only the newest refresh token is live. One that was
 * replaced longer ago than the grace is in two hands: the grant ends. Entra has to confirm the person first. Errors: OAuthError,
 * StoreUnavailableError, SecretUnavailableError.
 */
export function createRefresh(parts: Parts, issue: Issue, tokens: RefreshTokens): (form: Form, clientId: string) => Promise<Issued> {
  const { names, grants, log, clock } = parts;

  return async (form, clientId) => {
    const presented = await tokens.read(required(form, 'refresh_token'));
    if (!presented) throw new InvalidGrantError('not_ours');
    // No reason to end the grant: only its own client can show that a token leaked from it.
    if (!sameText(clientHash(clientId), presented.clientHash)) throw new InvalidGrantError('other_client');
    const audience = audienceOf(form.get('resource'), names, names.audience);
    const named = namedScopes(form);
    for (let round = 0; round < ROUNDS; round++) {
      const now = Math.floor(clock() / 1000);
      const found = await liveGrant(presented, now);
      const standing = standingOf(presented.generation, found, now);
      if (standing === 'unknown') throw new InvalidGrantError('unknown_grant');
      if (standing === 'reused') return endGrant(found);
      const grant = await confirmed(found, now);
      if (grant.generation !== found.generation) continue;
      const generation = standing === 'newest' ? grant.generation + 1 : grant.generation;
      // Signed before anything is written: keys that cannot be had rotate nothing.
      const issued = await issue({ grant, generation, scopes: narrowed(grant, named), audience, now });
      if (standing === 'in_grace') {
        // One or two in a row are parallel requests or a lost answer; more, hour after hour, may be a second holder.
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
      const found = await parts.confirm(grant);
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

function standingOf(generation: number, grant: Grant, now: number): Standing {
  if (generation === grant.generation) return 'newest';
  if (generation > grant.generation) return 'unknown';
  return generation === grant.generation - 1 && now - grant.rotatedAt <= GRACE_SECONDS ? 'in_grace' : 'reused';
}

/**
 * The scopes of ours that a request names; what it names besides is left out, as in its authorization request.
 * Errors: OAuthError `invalid_scope` for what would have been refused there as well.
 */
function namedScopes(form: Form): Scope[] {
  const text = form.get('scope') ?? '';
  const named = parseScope(text);
  if (isScopeText(text) && (named.length > 0 || isHabitual(text))) return named;
  throw new OAuthError('invalid_scope', `None of these scopes exists here. There are: ${SCOPES.join(' ')}.`);
}

/**
 * What the access token may do (RFC 6749 section 6): less than the grant where the client names less of it, never more. A client that names
 * only what the person or the role did not allow goes on with what it has (section 3.3): the answer says which scopes these are.
 */
function narrowed(grant: Grant, named: readonly Scope[]): Scope[] {
  const held = scopesOf(grant);
  const less = held.filter((scope) => named.includes(scope));
  return less.length > 0 ? less : held;
}
