import { LRUCache } from 'lru-cache';
import { createSingleFlight } from '../async/index.ts';
import type { GrantStore } from '../store/index.ts';
import { AuthError } from './errors.ts';

/** After so many seconds a remembered answer is asked for anew, while it still serves. */
const FRESH_SECONDS = 20;
/** After so many it no longer serves: a revocation reaches every instance within this time. */
const USABLE_SECONDS = 50;
const REMEMBERED_GRANTS = 10_000;
const HOUR = 3_600;

/** In: subject and id of a grant. Errors: AuthError `revoked`; StoreUnavailableError where that cannot be known. */
export type GrantCheck = (subject: string, grantId: string) => Promise<void>;

interface Known {
  readonly live: boolean;
  /** Unix seconds. */
  readonly askedAt: number;
  readonly expiresAt: number;
  lastUsedAt: number;
}

/**
 * Whether a grant still stands: read from the tables at most once in 20 seconds for each grant, however many requests come, and never
 * taken from an answer older than 50. Notes the hour of the last use along the way.
 */
export function createGrantCheck(store: GrantStore, clock: () => number = Date.now): GrantCheck {
  const known = new LRUCache<string, Known>({ max: REMEMBERED_GRANTS });
  const flights = createSingleFlight<string, Known>();

  const ask = async (key: string, subject: string, grantId: string): Promise<Known> => {
    const askedAt = clock() / 1000;
    const grant = await store.read(subject, grantId);
    const live = grant !== undefined && grant.revoked === undefined;
    const found = { live, askedAt, expiresAt: grant?.expiresAt ?? 0, lastUsedAt: grant?.lastUsedAt ?? 0 };
    known.set(key, found);
    return found;
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
    if (state.lastUsedAt >= hour) return;
    state.lastUsedAt = hour;
    // Only a note for people: no request waits for it or fails by it.
    void store.touch(subject, grantId, hour).catch(() => undefined);
  };
}
