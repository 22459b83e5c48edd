/** What one person allowed one client: one row, from the first token to the purge. Holds no name of a person, and no token but Entra's, sealed. */
export interface Grant {
  /** `<tenant id>.<object id>` of the person: the partition. */
  readonly subject: string;
  /** The `sid` of its tokens: unguessable, used once. */
  readonly id: string;
  /** Where it came from: the token endpoint, or a token copied from the token page. */
  readonly kind: 'oauth' | 'pasted';
  readonly clientId: string;
  /** As the client calls itself; for display only. */
  readonly clientName: string;
  /** What the person consented to, as far as the role allowed it then. The roles of today bound it anew each time it is used. */
  readonly scopes: readonly string[];
  /** As Entra last confirmed them. */
  readonly roles: readonly string[];
  /** Unix seconds, like all times here. */
  readonly createdAt: number;
  /** When it ends for good: no token of it outlives this. */
  readonly expiresAt: number;
  /** How many refresh tokens were issued after the first: only the newest is live. */
  readonly generation: number;
  /** When the newest refresh token was first issued. */
  readonly rotatedAt: number;
  /** Cut to the hour. */
  readonly lastUsedAt: number;
  /** When Entra last said that the person may log in to this app. */
  readonly confirmedAt: number;
  /** Entra's refresh token, sealed and bound to this grant; undefined where Entra gave none, and once the grant has ended. */
  readonly entraToken: string | undefined;
  readonly revoked: Revocation | undefined;
}

/** What Entra said of the person of a grant. */
export interface Confirmation {
  readonly confirmedAt: number;
  readonly roles: readonly string[];
  /** Sealed like {@link Grant.entraToken}. */
  readonly entraToken: string | undefined;
}

/** Entra's refresh token of a grant whose authorization code is still under way. */
export interface PendingToken {
  readonly subject: string;
  /** The id that the grant will have. */
  readonly id: string;
  readonly entraToken: string;
  /** Unix seconds: when the code ends, and this with it. */
  readonly until: number;
}

export const REVOCATION_REASONS = [
  'person',
  'owner',
  'client',
  'code_replayed',
  'refresh_token_reused',
  'replaced',
  /** Entra refuses the person: disabled, removed, not assigned, refused by Conditional Access, sessions revoked. */
  'entra_refused',
  /** No role is left that allows anything of what was consented to. */
  'role_lost',
  /** There is nothing to ask Entra with, and the time for which a grant goes on without is over. */
  'not_confirmed',
] as const;
export type RevocationReason = (typeof REVOCATION_REASONS)[number];

export interface Revocation {
  readonly at: number;
  readonly reason: RevocationReason;
}

/** A grant as it was read; it changes only while nobody else has changed it since. */
export interface StoredGrant extends Grant {
  readonly etag: string;
}

/** Every method rejects with StoreUnavailableError when the tables cannot be reached or do not answer as tables do. */
export interface GrantStore {
  /**
   * Inserts the row; `exists` where that id was used before, whoever asks: the single use of an authorization code.
   * Errors: RangeError for a subject or an id that no row can have.
   */
  insert(grant: Grant): Promise<'inserted' | 'exists'>;
  read(subject: string, id: string): Promise<StoredGrant | undefined>;
  /** Makes the next refresh token the live one; `changed` where the row is no longer what was read. */
  rotate(grant: StoredGrant, now: number): Promise<'rotated' | 'changed'>;
  /**
   * Notes what Entra said.
   *
   * @returns the row as it is now; undefined where it was no longer what was read
   */
  confirm(grant: StoredGrant, confirmation: Confirmation): Promise<StoredGrant | undefined>;
  /** Keeps Entra's refresh token until the code is redeemed. */
  keepPending(pending: PendingToken): Promise<void>;
  /** The sealed token that waits for this grant, while its code works. */
  readPending(subject: string, id: string): Promise<string | undefined>;
  dropPending(subject: string, id: string): Promise<void>;
  /** Ends a grant, whatever happens to it meanwhile. The first reason stays. Unknown ids are left unknown. */
  revoke(subject: string, id: string, reason: RevocationReason): Promise<void>;
  /** Ends every grant of a person, and with {@link allRevokedAt} those whose code is still under way. Out: how many were live. */
  revokeAll(subject: string, reason: RevocationReason): Promise<number>;
  /** When everything of this person was last revoked at once (unix seconds, with milliseconds). */
  allRevokedAt(subject: string): Promise<number | undefined>;
  /** A person's grants that are neither revoked nor expired, newest first. */
  list(subject: string): Promise<readonly Grant[]>;
  /** Notes the hour of the last use. */
  touch(subject: string, id: string, hour: number): Promise<void>;
  /** Deletes rows whose every token ended before `now`. Out: how many. */
  purge(now: number): Promise<number>;
  /** Asks the tables for a row that does not exist: whether they answer at all. */
  check(): Promise<void>;
  /** Loads the client, connects and makes the table where it is missing, while nobody waits. Its failure shows with the first call. */
  warm(): void;
}
