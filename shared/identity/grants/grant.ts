/** What one person allowed one client: one row, from the first token until the purge. It holds no person's name, and no token except Entra's, sealed. */
export interface Grant {
  /** `<tenant id>.<object id>` of the person; the partition. */
  readonly subject: string;
  /** The `sid` of its tokens: unguessable, never reused. */
  readonly id: string;
  /** Its origin: the token endpoint, or a token copied from the token page. */
  readonly kind: 'oauth' | 'pasted';
  readonly clientId: string;
  /** As the client calls itself; for display only. */
  readonly clientName: string;
  /** What the person consented to, within the role at that time. The current roles limit it again at each use. */
  readonly scopes: readonly string[];
  /** As last confirmed by Entra. */
  readonly roles: readonly string[];
  /** Unix seconds, as all times here. */
  readonly createdAt: number;
  /** When it ends: no token of it outlives this. */
  readonly expiresAt: number;
  /** Number of refresh tokens issued after the first. Only the newest is live. */
  readonly generation: number;
  /** When the newest refresh token was first issued. */
  readonly rotatedAt: number;
  /** Rounded down to the hour. */
  readonly lastUsedAt: number;
  /** When Entra last confirmed that the person may log in to this app. */
  readonly confirmedAt: number;
  /** Entra's refresh token, sealed and bound to this grant; undefined if Entra issued none, and after the grant has ended. */
  readonly entraToken: string | undefined;
  readonly revoked: Revocation | undefined;
}

/** Entra's answer about the person of a grant. */
export interface Confirmation {
  readonly confirmedAt: number;
  readonly roles: readonly string[];
  /** Sealed like {@link Grant.entraToken}. */
  readonly entraToken: string | undefined;
}

/** Entra's refresh token for a grant whose authorization code is not redeemed yet. */
export interface PendingToken {
  readonly subject: string;
  /** The id that the grant will have. */
  readonly id: string;
  readonly entraToken: string;
  /** When the code expires, and this with it. Unix seconds. */
  readonly until: number;
}

export const REVOCATION_REASONS = [
  'person',
  'owner',
  'client',
  'code_replayed',
  'refresh_token_reused',
  'replaced',
  /** Entra rejected the person: disabled, removed, not assigned, blocked by Conditional Access, sessions revoked. */
  'entra_refused',
  /** No remaining role allows any of the consented scopes. */
  'role_lost',
  /** There is no token to ask Entra with, and the grace period is over. */
  'not_confirmed',
] as const;
export type RevocationReason = (typeof REVOCATION_REASONS)[number];

export interface Revocation {
  readonly at: number;
  readonly reason: RevocationReason;
}

/** A grant as read. Conditional writes use its etag. */
export interface StoredGrant extends Grant {
  readonly etag: string;
}

/** Every method rejects with StoreUnavailableError if the tables are unreachable or their answer is not usable. */
export interface GrantStore {
  /**
   * Inserts the row. This enforces the single use of an authorization code.
   *
   * @returns `exists` if the id was used before
   * @throws RangeError for a subject or id that no row can have
   */
  insert(grant: Grant): Promise<'inserted' | 'exists'>;
  read(subject: string, id: string): Promise<StoredGrant | undefined>;
  /**
   * Makes the next refresh token the live one.
   *
   * @param now unix seconds
   * @returns `changed` if the row has changed since it was read
   */
  rotate(grant: StoredGrant, now: number): Promise<'rotated' | 'changed'>;
  /**
   * Writes Entra's answer.
   *
   * @returns the row as it is now; undefined if it has changed since it was read
   */
  confirm(grant: StoredGrant, confirmation: Confirmation): Promise<StoredGrant | undefined>;
  /** Stores Entra's refresh token until the code is redeemed. */
  keepPending(pending: PendingToken): Promise<void>;
  /** The sealed token stored for this grant, while its code is valid. */
  readPending(subject: string, id: string): Promise<string | undefined>;
  dropPending(subject: string, id: string): Promise<void>;
  /** Ends a grant regardless of concurrent writes. The first reason is kept; unknown ids are ignored. */
  revoke(subject: string, id: string, reason: RevocationReason): Promise<void>;
  /**
   * Ends every grant of a person and, through {@link allRevokedAt}, those whose code is not redeemed yet.
   *
   * @returns how many were live
   */
  revokeAll(subject: string, reason: RevocationReason): Promise<number>;
  /** When all grants of this person were last revoked together: unix seconds, with milliseconds as fraction. */
  allRevokedAt(subject: string): Promise<number | undefined>;
  /** A person's grants that are neither revoked nor expired, newest first. */
  list(subject: string): Promise<readonly Grant[]>;
  /**
   * A person's grants that have not expired, also revoked ones, newest first.
   *
   * @param most stops reading after so many, in no order
   */
  unexpired(subject: string, most?: number): Promise<readonly Grant[]>;
  /**
   * Records the hour of the last use.
   *
   * @param hour unix seconds, rounded down to the hour
   */
  touch(subject: string, id: string, hour: number): Promise<void>;
  /**
   * Deletes rows whose tokens have all expired.
   *
   * @param now unix seconds
   * @returns how many rows
   */
  purge(now: number): Promise<number>;
  /** Reads a row that does not exist, to check that the tables answer. */
  check(): Promise<void>;
  /** Loads the client, connects and creates a missing table ahead of the first call, which reports any error. */
  warm(): void;
}
