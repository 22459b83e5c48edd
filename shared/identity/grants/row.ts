import { z } from 'zod';
import { type RowKeys, StoreUnavailableError } from '../../platform/index.ts';
import { type Confirmation, type Grant, type PendingToken, type Revocation, REVOCATION_REASONS, type StoredGrant } from './grant.ts';

const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const SUBJECT = new RegExp(`^${GUID}\\.${GUID}$`);
const GRANT_ID = /^[\w-]{1,128}$/;

/** Its rows are grants, and what else is kept of one person. */
export const GRANTS_TABLE = 'grants';

/** The row that records when all grants of a person were revoked. No grant id starts with its first character. */
export const ALL_REVOKED = '!all-revoked';

const PENDING = '!pending-';

/** Whether a row is a grant: the keys of all other rows start with a character that no grant id has. */
export const isGrantKey = (rowKey: string): boolean => !rowKey.startsWith('!');

/**
 * The result needs no escaping in a path or filter: keys must not contain `/ \ # ?` or control characters (Azure Tables, data model).
 *
 * @param subject `<tenant id>.<object id>`
 * @returns the partition in lower case; undefined for anything else
 */
export function partitionOf(subject: string): string | undefined {
  const partition = subject.toLowerCase();
  return SUBJECT.test(partition) ? partition : undefined;
}

/**
 * @param id of the grant: a GUID or base64url
 * @returns the keys of its row; undefined for a subject or id that no grant can have
 */
export function keysOf(subject: string, id: string): RowKeys | undefined {
  const partitionKey = partitionOf(subject);
  return partitionKey === undefined || !GRANT_ID.test(id) ? undefined : { partitionKey, rowKey: id };
}

/** Keys of the row that stores Entra's refresh token until the grant with this id exists. */
export function pendingKeysOf(subject: string, id: string): RowKeys | undefined {
  const keys = keysOf(subject, id);
  return keys && { ...keys, rowKey: `${PENDING}${keys.rowKey}` };
}

/** Unix seconds as Edm.Int64: Int32 ends in 2038. */
export const toSeconds = (time: number): bigint => BigInt(Math.floor(time));
const Seconds = z.bigint().transform(Number);

/** A merge cannot remove a property, only empty it. */
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
    // Rows written by older versions have neither.
    confirmedAt: Seconds.optional(),
    entraToken: z.string().optional(),
    revokedAt: Seconds.optional(),
    revokedReason: z.enum(REVOCATION_REASONS).optional(),
  })
  // Half a revocation cannot be told from a corrupt row.
  .refine(({ revokedAt, revokedReason }) => (revokedAt === undefined) === (revokedReason === undefined));

/** @returns the grant; undefined for a corrupt row, which is never usable */
export function parseGrant(row: unknown): StoredGrant | undefined {
  const { data } = Row.safeParse(row);
  if (data === undefined) return undefined;
  const { partitionKey, rowKey, revokedAt: at, revokedReason: reason, ...rest } = data;
  const revoked = at === undefined || reason === undefined ? undefined : { at, reason };
  const { confirmedAt = rest.createdAt, entraToken } = rest;
  return { ...rest, subject: partitionKey, id: rowKey, revoked, confirmedAt, entraToken: entraToken === NO_TOKEN ? undefined : entraToken };
}

/** A row that the current schema may not accept, though another version of the app may. */
type AnyRow = Readonly<Record<string, unknown>>;

/** Whether the grant has been revoked. The service returns null for a selected property that is absent. */
export const isRevoked = (row: AnyRow): boolean => (row['revokedAt'] ?? undefined) !== undefined;

/**
 * Whether the grant is neither revoked nor known to have expired, so that it still has to be revoked.
 *
 * @param now unix seconds
 */
export function isLive(row: AnyRow, now: number): boolean {
  const expiresAt = row['expiresAt'];
  return !isRevoked(row) && !(typeof expiresAt === 'bigint' && Number(expiresAt) <= now);
}

/**
 * The row of a new grant.
 *
 * @param attempt a random id, which tells this insertion from others
 */
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

/** The properties that end a grant, always written together. Entra's token is removed, since nothing uses it any more. */
export function toRevocation({ at, reason }: Revocation) {
  return { revokedAt: toSeconds(at), revokedReason: reason, entraToken: NO_TOKEN };
}

export function toConfirmation({ confirmedAt, roles, entraToken }: Confirmation) {
  return { confirmedAt: toSeconds(confirmedAt), roles: roles.join(' '), entraToken: entraToken ?? NO_TOKEN };
}

/** The row of a token whose grant does not exist yet. */
export function toPending({ entraToken, until }: PendingToken, keys: RowKeys) {
  return { ...keys, entraToken, until: toSeconds(until), purgeAfter: toSeconds(until) };
}

/**
 * @param now unix seconds
 * @returns the token of such a row; undefined for a corrupt row, and after its expiry
 */
export function parsePending(row: unknown, now: number): string | undefined {
  const { data } = z.object({ entraToken: z.string().min(1), until: Seconds }).safeParse(row);
  return data && now < data.until ? data.entraToken : undefined;
}

const DAY = 86_400;
/** In seconds. Longer than any grant lives (at most 90 days), so no older code or grant is left then. */
const MARKER_SECONDS = 100 * DAY;

/**
 * The row that records when all grants of a person were revoked.
 *
 * @param now unix seconds with milliseconds as fraction, because a code may be from the same second
 */
export function toMarker(keys: RowKeys, now: number) {
  return { ...keys, revokedAt: toSeconds(now), revokedAtMs: BigInt(Math.round(now * 1000)), purgeAfter: toSeconds(now + MARKER_SECONDS) };
}

/**
 * @returns unix seconds, with milliseconds as fraction
 * @throws StoreUnavailableError for a corrupt row, which must not pass for "never revoked"
 */
export function parseMarker(row: unknown): number {
  const { data } = z.object({ revokedAtMs: z.bigint() }).safeParse(row);
  if (data === undefined) throw new StoreUnavailableError();
  return Number(data.revokedAtMs) / 1000;
}
