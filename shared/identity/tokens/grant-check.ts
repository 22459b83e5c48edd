import { LRUCache } from 'lru-cache';
import { createSingleFlight, type Role, ROLES } from '../../platform/index.ts';
import type { GrantStore, StoredGrant } from '../grants/index.ts';
import { AuthError } from './errors.ts';
import { scopesOfRoles, type Scope } from './scopes.ts';

/** From this age on, a cached grant is read again in the background while it still serves. */
const FRESH_SECONDS = 20;
/** From this age on, a cached grant no longer serves: a revocation reaches every instance within this time. */
const USABLE_SECONDS = 50;
const MOST_CACHED = 10_000;
const MINUTE = 60;
const HOUR = 3_600;

/** From this time since the last confirmation on, Entra is asked in the background, so that no request waits for it. */
const CONFIRM_EARLY_SECONDS = 45 * MINUTE;
/** From this time on, a request waits for Entra. With the time in the cache added, a confirmation is never older than an hour. */
const CONFIRM_SECONDS = 58 * MINUTE;

/**
 * Asks Entra whether the person of a grant may still log in, and writes the answer to its row.
 *
 * @param grant a live row, as just read
 * @returns the row as it is now, unchanged while Entra is unreachable within the grace period; undefined if the grant has ended
 * @throws ConfirmationUnavailableError after the grace period; StoreUnavailableError, SecretUnavailableError
 */
export type ConfirmGrant = (grant: StoredGrant) => Promise<StoredGrant | undefined>;

/** What the person's roles allow now. */
export interface Held {
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
}

/**
 * @returns the upper bound of what the grant's person may do
 * @throws AuthError `revoked`; StoreUnavailableError or ConfirmationUnavailableError if the grant's state is unknown
 */
export type GrantCheck = (subject: string, grantId: string) => Promise<Held>;

interface CachedGrant {
  readonly live: boolean;
  /** Unix seconds. */
  readonly readAt: number;
  readonly expiresAt: number;
  readonly held: Held;
  lastUsedAt: number;
}

/**
 * Checks that a grant is still live. Each grant is read from the tables at most once in 20 seconds, however many requests come, and a result is
 * never older than 50 seconds. A grant that Entra has not confirmed for an hour is confirmed first. Also records the hour of the last use.
 *
 * @param clock milliseconds since the epoch
 */
export function createGrantCheck(store: GrantStore, confirm: ConfirmGrant, clock: () => number = Date.now): GrantCheck {
  const cached = new LRUCache<string, CachedGrant>({ max: MOST_CACHED });
  const flights = createSingleFlight<string, CachedGrant>();

  const cache = (key: string, grant: StoredGrant | undefined, readAt: number): CachedGrant => {
    const roles = ROLES.filter((role) => grant?.roles.includes(role));
    const found = {
      live: grant !== undefined && grant.revoked === undefined,
      readAt,
      expiresAt: grant?.expiresAt ?? 0,
      held: { roles, scopes: scopesOfRoles(roles) },
      lastUsedAt: grant?.lastUsedAt ?? 0,
    };
    cached.set(key, found);
    return found;
  };

  const load = async (key: string, subject: string, grantId: string): Promise<CachedGrant> => {
    const readAt = clock() / 1000;
    const grant = await store.read(subject, grantId);
    if (grant === undefined || grant.revoked !== undefined || readAt >= grant.expiresAt) return cache(key, grant, readAt);
    const unconfirmedFor = readAt - grant.confirmedAt;
    if (unconfirmedFor >= CONFIRM_SECONDS) return cache(key, await confirm(grant), readAt);
    if (unconfirmedFor >= CONFIRM_EARLY_SECONDS) {
      void confirm(grant).then(
        (confirmed) => cache(key, confirmed, readAt),
        () => undefined,
      );
    }
    return cache(key, grant, readAt);
  };

  const loadOnce = (key: string, subject: string, grantId: string): Promise<CachedGrant> =>
    flights.run(key, () => load(key, subject, grantId));

  return async (subject, grantId) => {
    const key = `${subject} ${grantId}`;
    const now = clock() / 1000;
    const kept = cached.get(key);
    const age = kept ? now - kept.readAt : Infinity;
    const state = kept && age < USABLE_SECONDS ? kept : await loadOnce(key, subject, grantId);
    if (age >= FRESH_SECONDS && age < USABLE_SECONDS) void loadOnce(key, subject, grantId).catch(() => undefined);
    if (!state.live || now >= state.expiresAt) throw new AuthError('revoked');
    const hour = now - (now % HOUR);
    if (state.lastUsedAt >= hour) return state.held;
    state.lastUsedAt = hour;
    // Only shown to people: no request waits for it or fails because of it.
    void store.touch(subject, grantId, hour).catch(() => undefined);
    return state.held;
  };
}
