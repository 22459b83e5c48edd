import { LRUCache } from 'lru-cache';
import { createSingleFlight, type Role, ROLES } from '../../platform/index.ts';
import type { GrantStore, StoredGrant } from '../grants/index.ts';
import { AuthError } from './errors.ts';
import { scopesOfRoles, type Scope } from './scopes.ts';

/** After so many seconds a remembered answer is asked for anew, while it still serves. */
const FRESH_SECONDS = 20;
/** After so many it no longer serves: a revocation reaches every instance within this time. */
const USABLE_SECONDS = 50;
const REMEMBERED_GRANTS = 10_000;
const MINUTE = 60;
const HOUR = 3_600;

/** From then on Entra is asked in the background, so that nobody waits for it. */
const CONFIRM_EARLY_SECONDS = 45 * MINUTE;
/** From then on a request waits for Entra. With what an answer is remembered for, it stays within the hour. */
const CONFIRM_SECONDS = 58 * MINUTE;

/**
 * Asks Entra whether the person of a grant may still log in, and notes the answer in its row.
 *
 * @param grant - a row that stands, as it was just read
 * @returns the row as it is now: unchanged while Entra cannot be asked and the grace is not over; undefined where the grant has ended
 * @throws ConfirmationUnavailableError once the grace is over; StoreUnavailableError, SecretUnavailableError
 */
export type ConfirmGrant = (grant: StoredGrant) => Promise<StoredGrant | undefined>;

/** What the roles of the person allow now. */
export interface Held {
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
}

/**
 * @returns what the person of the grant may do at most
 * @throws AuthError `revoked`; StoreUnavailableError, ConfirmationUnavailableError where that cannot be known
 */
export type GrantCheck = (subject: string, grantId: string) => Promise<Held>;

interface Known {
  readonly live: boolean;
  /** Unix seconds. */
  readonly askedAt: number;
  readonly expiresAt: number;
  readonly held: Held;
  lastUsedAt: number;
}

/**
 * Whether a grant still stands: read from the tables at most once in 20 seconds for each grant, however many requests come, and never
 * taken from an answer older than 50. One that Entra has not confirmed for an hour is confirmed anew first. Notes the hour of the last use
 * along the way.
 */
export function createGrantCheck(store: GrantStore, confirm: ConfirmGrant, clock: () => number = Date.now): GrantCheck {
  const known = new LRUCache<string, Known>({ max: REMEMBERED_GRANTS });
  const flights = createSingleFlight<string, Known>();

  const remember = (key: string, grant: StoredGrant | undefined, askedAt: number): Known => {
    const roles = ROLES.filter((role) => grant?.roles.includes(role));
    const found = {
      live: grant !== undefined && grant.revoked === undefined,
      askedAt,
      expiresAt: grant?.expiresAt ?? 0,
      held: { roles, scopes: scopesOfRoles(roles) },
      lastUsedAt: grant?.lastUsedAt ?? 0,
    };
    known.set(key, found);
    return found;
  };

  const ask = async (key: string, subject: string, grantId: string): Promise<Known> => {
    const askedAt = clock() / 1000;
    const grant = await store.read(subject, grantId);
    if (grant === undefined || grant.revoked !== undefined || askedAt >= grant.expiresAt) return remember(key, grant, askedAt);
    const unconfirmedFor = askedAt - grant.confirmedAt;
    if (unconfirmedFor >= CONFIRM_SECONDS) return remember(key, await confirm(grant), askedAt);
    if (unconfirmedFor >= CONFIRM_EARLY_SECONDS) {
      void confirm(grant).then(
        (confirmed) => remember(key, confirmed, askedAt),
        () => undefined,
      );
    }
    return remember(key, grant, askedAt);
  };

  const askOnce = (key: string, subject: string, grantId: string): Promise<Known> => flights.run(key, () => ask(key, subject, grantId));

  return async (subject, grantId) => {
    const key = `${subject} ${grantId}`;
    const now = clock() / 1000;
    const remembered = known.get(key);
    const age = remembered ? now - remembered.askedAt : Infinity;
    const state = remembered && age < USABLE_SECONDS ? remembered : await askOnce(key, subject, grantId);
    if (age >= FRESH_SECONDS && age < USABLE_SECONDS) void askOnce(key, subject, grantId).catch(() => undefined);
    if (!state.live || now >= state.expiresAt) throw new AuthError('revoked');
    const hour = now - (now % HOUR);
    if (state.lastUsedAt >= hour) return state.held;
    state.lastUsedAt = hour;
    // Only a note for people: no request waits for it or fails by it.
    void store.touch(subject, grantId, hour).catch(() => undefined);
    return state.held;
  };
}
