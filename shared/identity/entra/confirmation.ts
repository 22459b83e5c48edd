import { LRUCache } from 'lru-cache';
import { createSingleFlight, type Logger, type Secrets, type Settings } from '../../platform/index.ts';
import { clientHash, ConfirmationUnavailableError, rolesOf, scopesOfRoles, type ConfirmGrant } from '../tokens/index.ts';
import type { Confirmation, GrantStore, RevocationReason, StoredGrant } from '../grants/index.ts';
import { createEntraRefresh, type EntraAnswer } from './refresh.ts';
import { createEntraTokens } from './stored-token.ts';

interface Parts {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly grants: GrantStore;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

const HOUR = 3_600;
/** How long one grant leaves Entra alone after it got no answer, and how far apart the lines of the log about that are. */
const PAUSE_SECONDS = 60;
/** A failure that lies further back says nothing of now. */
const OUTAGE_SECONDS = 600;
const REMEMBERED_FAILURES = 10_000;
/** A round is lost only when another request changed the row in between. */
const ROUNDS = 5;

/** The row after Entra spoke; or that it did not; or that the grant is over. */
type Outcome = StoredGrant | 'unavailable' | 'ended';

/**
 * Confirms grants with Entra. Whoever is refused, or has no role left that allows anything of what was consented to, loses the grant. While
 * Entra says nothing, a grant goes on for ENTRA_GRACE_HOURS after its last confirmation. Callers that ask for one grant at the same time
 * share one question.
 */
export function createConfirmation({ settings, secrets, grants, log, clock }: Parts): ConfirmGrant {
  const askEntra = createEntraRefresh(settings);
  const tokens = createEntraTokens(secrets, settings.publicBaseUrl);
  const graceSeconds = settings.entraGraceHours * HOUR;
  const flights = createSingleFlight<string, Outcome>();
  const failedAt = new LRUCache<string, number>({ max: REMEMBERED_FAILURES, ttl: OUTAGE_SECONDS * 1000 });
  let lastLineAt = -Infinity;

  return async (grant) => {
    const key = `${grant.subject} ${grant.id}`;
    const now = clock() / 1000;
    const inGrace = now - grant.confirmedAt <= graceSeconds;
    const failedFor = now - (failedAt.get(key) ?? -Infinity);
    const ask = () => flights.run(key, () => confirm(key, grant, now));
    let outcome: Outcome = 'unavailable';
    if (failedFor >= OUTAGE_SECONDS || (failedFor >= PAUSE_SECONDS && !inGrace)) outcome = await ask();
    // During an outage nobody waits for Entra who does not have to.
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
      tellOutage(answer, now);
      return 'unavailable';
    }
    failedAt.delete(key);
    if (answer.outcome === 'refused') return end(grant, 'entra_refused', answer.code);
    const { person, refreshToken } = answer;
    // Fail closed: a token of somebody else can only have been put there.
    if (`${person.tenantId}.${person.objectId}`.toLowerCase() !== grant.subject) return end(grant, 'entra_refused');
    const roles = rolesOf(person.roles, settings.defaultRole);
    const allowed: readonly string[] = scopesOfRoles(roles);
    if (!grant.scopes.some((scope) => allowed.includes(scope))) return end(grant, 'role_lost');
    if (roles.join(' ') !== grant.roles.join(' ')) log.info('grant_roles_changed', { subject: grant.subject, ...clientOf(grant), roles });
    const entraToken = refreshToken === undefined ? grant.entraToken : await tokens.seal(refreshToken, grant);
    return note(grant, { confirmedAt: Math.floor(now), roles, entraToken });
  }

  /** What Entra said holds whatever else happens to the row; but a grant that ended meanwhile stays ended. */
  async function note(grant: StoredGrant, confirmation: Confirmation): Promise<Outcome> {
    let row = grant;
    for (let round = 0; round < ROUNDS; round++) {
      const noted = await grants.confirm(row, confirmation);
      if (noted) return noted;
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

  function tellOutage({ failure, code }: Extract<EntraAnswer, { outcome: 'unavailable' }>, now: number): void {
    if (now - lastLineAt < PAUSE_SECONDS) return;
    lastLineAt = now;
    log.warn('entra_unreachable', { failure, code, grace_hours: settings.entraGraceHours });
  }
}

const clientOf = ({ clientId }: StoredGrant) => ({ client: clientHash(clientId) });
