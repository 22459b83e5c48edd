import { z } from 'zod';
import { type RowKeys, StoreUnavailableError } from '../../platform/index.ts';
import { type Confirmation, type Grant, type PendingToken, type Revocation, REVOCATION_REASONS, type StoredGrant } from './grant.ts';

const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const SUBJECT = new RegExp(`^${GUID}\\.${GUID}$`);
const GRANT_ID = /^[\w-]{1,128}$/;

/** The row that says when everything of a person was revoked. No grant id has its first character. */
export const ALL_REVOKED = '!all-revoked';

const PENDING = '!pending-';

/** Whether a row is about a grant at all: the others begin with a character that no grant id has. */
export const isGrantKey = (rowKey: string): boolean => !rowKey.startsWith('!');

/**
 * In: `<tenant id>.<object id>`. Out: the partition, in lower case however the ids are written; undefined for what no person can have.
 * What passes needs no escape in a path or a filter: keys must not hold `/ \ # ?` or control characters (Azure Tables, data model).
 */
export function partitionOf(subject: string): string | undefined {
  const partition = subject.toLowerCase();
  return SUBJECT.test(partition) ? partition : undefined;
}

/** In: subject and id of a grant (a GUID or base64url). Out: its row's keys; undefined for what no grant can have. */
export function keysOf(subject: string, id: string): RowKeys | undefined {
  const partitionKey = partitionOf(subject);
  return partitionKey === undefined || !GRANT_ID.test(id) ? undefined : { partitionKey, rowKey: id };
}

/** Keys of the row that holds Entra's refresh token until the grant of that id is made. */
export function pendingKeysOf(subject: string, id: string): RowKeys | undefined {
  const keys = keysOf(subject, id);
  return keys && { ...keys, rowKey: `${PENDING}${keys.rowKey}` };
}

/** Unix seconds are Edm.Int64: Int32 ends in 2038. */
export const toSeconds = (time: number): bigint => BigInt(Math.floor(time));
const Seconds = z.bigint().transform(Number);

/** A merge cannot take a property away, but it can empty it. */
const NO_TOKEN = '';

const Words = z.string().transform((text) => text.split(' ').filter(Boolean));

const Row = z
  .object({
    partitionKey: z.string(),
    rowKey: z.string(),
    etag: z.string(),
    kind: z.enum(['oauth', 'pasted']),
    clientId: z.string(),
    clientName: z.string(),
    scopes: Words,
    roles: Words,
    createdAt: Seconds,
    expiresAt: Seconds,
    generation: z.int().nonnegative(),
    rotatedAt: Seconds,
    lastUsedAt: Seconds,
    // Rows of older versions have neither.
    confirmedAt: Seconds.optional(),
    entraToken: z.string().optional(),
    revokedAt: Seconds.optional(),
    revokedReason: z.enum(REVOCATION_REASONS).optional(),
  })
  // Half a revocation is none that could be told from a spoilt row.
  .refine(({ revokedAt, revokedReason }) => (revokedAt === undefined) === (revokedReason === undefined));

/** In: a row as the tables gave it. Out: the grant; undefined for a spoilt row, which is never a usable grant. */
export function parseGrant(row: unknown): StoredGrant | undefined {
  const { data } = Row.safeParse(row);
  if (data === undefined) return undefined;
  const { partitionKey, rowKey, revokedAt: at, revokedReason: reason, ...rest } = data;
  const revoked = at === undefined || reason === undefined ? undefined : { at, reason };
  const { confirmedAt = rest.createdAt, entraToken } = rest;
  return { ...rest, subject: partitionKey, id: rowKey, revoked, confirmedAt, entraToken: entraToken === NO_TOKEN ? undefined : entraToken };
}

/** Questions to rows that may be spoilt: some other version of the app may well understand them. */
type AnyRow = Readonly<Record<string, unknown>>;

/** Whether somebody has ended the grant. The service answers null for what was selected and is not there. */
export const isRevoked = (row: AnyRow): boolean => (row['revokedAt'] ?? undefined) !== undefined;

/** In: a row; unix seconds. Out: whether it still has to be ended: it is neither revoked nor known to have expired. */
export function stands(row: AnyRow, now: number): boolean {
  const expiresAt = row['expiresAt'];
  return !isRevoked(row) && !(typeof expiresAt === 'bigint' && Number(expiresAt) <= now);
}

/** In: a new grant; a random word that tells this insertion from others. Out: its row, with the time from which it may be purged. */
export function toRow(grant: Grant, keys: RowKeys, attempt: string) {
  const { kind, clientId, clientName, generation } = grant;
  return {
    ...keys,
    kind,
    clientId,
    clientName,
    scopes: grant.scopes.join(' '),
    roles: grant.roles.join(' '),
    createdAt: toSeconds(grant.createdAt),
    expiresAt: toSeconds(grant.expiresAt),
    generation,
    rotatedAt: toSeconds(grant.rotatedAt),
    lastUsedAt: toSeconds(grant.lastUsedAt),
    confirmedAt: toSeconds(grant.confirmedAt),
    entraToken: grant.entraToken ?? NO_TOKEN,
    purgeAfter: toSeconds(grant.expiresAt),
    attempt,
    ...(grant.revoked && toRevocation(grant.revoked)),
  };
}

/** The properties that end a grant: always written together. Entra's token goes with it: nothing will ask with it any more. */
export function toRevocation({ at, reason }: Revocation) {
  return { revokedAt: toSeconds(at), revokedReason: reason, entraToken: NO_TOKEN };
}

export function toConfirmation({ confirmedAt, roles, entraToken }: Confirmation) {
  return { confirmedAt: toSeconds(confirmedAt), roles: roles.join(' '), entraToken: entraToken ?? NO_TOKEN };
}

/** The row of a token that waits for its grant. */
export function toPending({ entraToken, until }: PendingToken, keys: RowKeys) {
  return { ...keys, entraToken, until: toSeconds(until), purgeAfter: toSeconds(until) };
}

/**
 * @param now - unix seconds
 * @returns the token of such a row; undefined for a spoilt row, and after its time
 */
export function parsePending(row: unknown, now: number): string | undefined {
  const { data } = z.object({ entraToken: z.string().min(1), until: Seconds }).safeParse(row);
  return data && now < data.until ? data.entraToken : undefined;
}

const DAY = 86_400;
/** Longer than any grant lives (90 days at most): no code or grant from before it is left then. */
const MARKER_SECONDS = 100 * DAY;

/** The row that says when everything of a person was revoked. In: unix seconds with milliseconds: a code may be from the same second. */
export function toMarker(keys: RowKeys, now: number) {
  return { ...keys, revokedAt: toSeconds(now), revokedAtMs: BigInt(Math.round(now * 1000)), purgeAfter: toSeconds(now + MARKER_SECONDS) };
}

/** In: that row. Out: unix seconds with milliseconds. Throws StoreUnavailableError for a spoilt one: it must not pass for "never". */
export function parseMarker(row: unknown): number {
  const { data } = z.object({ revokedAtMs: z.bigint() }).safeParse(row);
  if (data === undefined) throw new StoreUnavailableError();
  return Number(data.revokedAtMs) / 1000;
}
