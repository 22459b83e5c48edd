import { LRUCache } from 'lru-cache';
import { createSingleFlight, type Logger, type Secrets, type Settings } from '../../platform/index.ts';
import { clientHash, ConfirmationUnavailableError, rolesOf, scopesOfRoles, type ConfirmGrant } from '../tokens/index.ts';
import type { Confirmation, GrantStore, RevocationReason, StoredGrant } from '../grants/index.ts';
import { createEntraRefresh, type EntraAnswer } from './refresh.ts';
import { createEntraTokens } from './stored-token.ts';

interface ConfirmationOptions {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly grants: GrantStore;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

const HOUR = 3_600;
/** How long a grant does not ask Entra again after it got no answer, and the time between log lines about that. In seconds. */
const PAUSE_SECONDS = 60;
/** An error older than this, in seconds, says nothing about now. */
const OUTAGE_SECONDS = 600;
const MOST_ERRORS = 10_000;
/** A write is repeated only if another request changed the row in between. */
const MOST_WRITES = 5;

/** The row with Entra's answer; `unavailable` if there was no answer; `ended` if the grant has ended. */
type Outcome = StoredGrant | 'unavailable' | 'ended';

/**
 * Confirms grants with Entra. A grant ends when Entra rejects the person, or when no remaining role allows any of the consented scopes. While
 * Entra does not answer, a grant stays usable for ENTRA_GRACE_HOURS after its last confirmation. Concurrent calls for one grant share one
 * request to Entra.
 */
export function createConfirmation({ settings, secrets, grants, log, clock }: ConfirmationOptions): ConfirmGrant {
  const askEntra = createEntraRefresh(settings);
  const tokens = createEntraTokens(secrets, settings.publicBaseUrl);
  const graceSeconds = settings.entraGraceHours * HOUR;
  const flights = createSingleFlight<string, Outcome>();
  const failedAt = new LRUCache<string, number>({ max: MOST_ERRORS, ttl: OUTAGE_SECONDS * 1000 });
  let lastLoggedAt = -Infinity;

  return async (grant) => {
    const key = `${grant.subject} ${grant.id}`;
    const now = clock() / 1000;
    const inGrace = now - grant.confirmedAt <= graceSeconds;
    const failedFor = now - (failedAt.get(key) ?? -Infinity);
    const ask = () => flights.run(key, () => confirm(key, grant, now));
    let outcome: Outcome = 'unavailable';
    if (failedFor >= OUTAGE_SECONDS || (failedFor >= PAUSE_SECONDS && !inGrace)) outcome = await ask();
    // During an outage, requests within the grace period do not wait for Entra.
    else if (failedFor >= PAUSE_SECONDS) void ask().catch(() => undefined);
    if (outcome === 'ended') return undefined;
    if (outcome !== 'unavailable') return outcome;
    if (!inGrace) throw new ConfirmationUnavailableError();
    return grant;
  };

  async function confirm(key: string, grant: StoredGrant, now: number): Promise<Outcome> {
    const token = grant.entraToken === undefined ? undefined : await tokens.open(grant.entraToken, grant);
    if (token === undefined) return now - grant.confirmedAt > graceSeconds ? end(grant, 'not_confirmed') : 'unavailable';
    const answer = await askEntra(token);
    if (answer.outcome === 'unavailable') {
      failedAt.set(key, now);
      logOutage(answer, now);
      return 'unavailable';
    }
    failedAt.delete(key);
    if (answer.outcome === 'refused') return end(grant, 'entra_refused', answer.code);
    const { person, refreshToken } = answer;
    // Fail closed: another person's token can only be here through tampering.
    if (`${person.tenantId}.${person.objectId}`.toLowerCase() !== grant.subject) return end(grant, 'entra_refused');
    const roles = rolesOf(person.roles, settings.defaultRole);
    const allowed: readonly string[] = scopesOfRoles(roles);
    if (!grant.scopes.some((scope) => allowed.includes(scope))) return end(grant, 'role_lost');
    if (roles.join(' ') !== grant.roles.join(' ')) log.info('grant_roles_changed', { subject: grant.subject, ...clientOf(grant), roles });
    const entraToken = refreshToken === undefined ? grant.entraToken : await tokens.seal(refreshToken, grant);
    return record(grant, { confirmedAt: Math.floor(now), roles, entraToken });
  }

  /** Writes Entra's answer over concurrent changes to the row, but a grant that has ended stays ended. */
  async function record(grant: StoredGrant, confirmation: Confirmation): Promise<Outcome> {
    let row = grant;
    for (let round = 0; round < MOST_WRITES; round++) {
      const written = await grants.confirm(row, confirmation);
      if (written) return written;
      const found = await grants.read(grant.subject, grant.id);
      if (!found || found.revoked) return 'ended';
      if (found.confirmedAt >= confirmation.confirmedAt) return found;
      row = found;
    }
    return { ...row, ...confirmation };
  }

  async function end(grant: StoredGrant, reason: RevocationReason, code?: string): Promise<'ended'> {
    await grants.revoke(grant.subject, grant.id, reason);
    log.warn('grant_revoked', { subject: grant.subject, ...clientOf(grant), reason, code });
    return 'ended';
  }

  function logOutage({ reason, code }: Extract<EntraAnswer, { outcome: 'unavailable' }>, now: number): void {
    if (now - lastLoggedAt < PAUSE_SECONDS) return;
    lastLoggedAt = now;
    log.warn('entra_unreachable', { failure: reason, code, grace_hours: settings.entraGraceHours });
  }
}

const clientOf = ({ clientId }: StoredGrant) => ({ client: clientHash(clientId) });
