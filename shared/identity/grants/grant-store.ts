import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { concurrently, connectTable, createTable, readPages, readRow, type RowKeys, type Settings } from '../../platform/index.ts';
import type { Grant, GrantStore, RevocationReason } from './grant.ts';
import {
  ALL_REVOKED,
  GRANTS_TABLE,
  isGrantKey,
  isRevoked,
  keysOf,
  parseGrant,
  parseMarker,
  parsePending,
  partitionOf,
  pendingKeysOf,
  isLive,
  toConfirmation,
  toMarker,
  toPending,
  toRevocation,
  toRow,
  toSeconds,
} from './row.ts';

const NO_ETAG = { 404: () => undefined };
const GONE_OR_CHANGED = { 404: () => false, 412: () => false };

/** Concurrent writes. */
const AT_ONCE = 10;

const Updated = z.object({ etag: z.string().min(1) });
const Attempt = z.object({ attempt: z.unknown() });
/** A person that no tenant has. */
const NOBODY: RowKeys = { partitionKey: '!check', rowKey: '!check' };

/**
 * Grants in Azure Tables, one row each. Loads and requests nothing before the first call.
 *
 * @param identityClientId client id of the managed identity
 * @param clock milliseconds since the epoch
 */
export function createGrantStore(
  tables: Settings['tables'],
  identityClientId: string | undefined,
  clock: () => number = Date.now,
): GrantStore {
  const ask = createTable(() => connectTable(GRANTS_TABLE, tables, identityClientId));
  const nowSeconds = () => Math.floor(clock() / 1000);

  /** Merges properties into a row; returns its new etag, or undefined if it is gone or has changed since `etag`. */
  const merge = (row: RowKeys & Record<string, unknown>, etag?: string) =>
    ask<string | undefined>(
      (table, abortSignal) =>
        table.updateEntity(row, 'Merge', { etag: etag ?? '*', abortSignal }).then((answer) => Updated.parse(answer).etag),
      // Without an etag the write must succeed: a revocation that was not written is an error.
      etag === undefined ? NO_ETAG : { ...NO_ETAG, 412: () => undefined },
    );

  /** Deletes a row; returns false if it is gone or has changed since `etag`. */
  const remove = ({ partitionKey, rowKey }: RowKeys, etag = '*') =>
    ask<boolean>((table, abortSignal) => table.deleteEntity(partitionKey, rowKey, { etag, abortSignal }).then(() => true), GONE_OR_CHANGED);

  /** Without an etag: a revocation must succeed regardless of concurrent writes. */
  const end = (keys: RowKeys, reason: RevocationReason) => merge({ ...keys, ...toRevocation({ at: nowSeconds(), reason }) });

  const unexpired = async (subject: string, most = Infinity): Promise<readonly Grant[]> => {
    const partitionKey = partitionOf(subject);
    if (partitionKey === undefined) return [];
    const now = nowSeconds();
    const grants: Grant[] = [];
    const filter = `PartitionKey eq '${partitionKey}' and expiresAt gt ${toSeconds(now)}L`;
    for await (const page of readPages(ask, filter)) {
      grants.push(...page.flatMap((row) => parseGrant(row) ?? []).filter(({ expiresAt }) => expiresAt > now));
      if (grants.length >= most) break;
    }
    return grants.sort((one, other) => other.createdAt - one.createdAt);
  };

  const check = async () => {
    await readRow(ask, NOBODY);
  };

  return {
    check,
    warm: () => void check().catch(() => undefined),

    async insert(grant) {
      const keys = keysOf(grant.subject, grant.id);
      if (!keys) throw new RangeError('No row can have this subject or id.');
      const attempt = randomUUID();
      const row = toRow(grant, keys, attempt);
      const outcome = await ask<'inserted' | 'exists'>(
        (table, abortSignal) => table.createEntity(row, { abortSignal }).then(() => 'inserted' as const),
        { 409: () => 'exists' },
      );
      if (outcome === 'inserted') return outcome;
      // The tables client retries a request without an answer, so the row may be our own.
      const found = await readRow(ask, keys, ['attempt']);
      return Attempt.safeParse(found).data?.attempt === attempt ? 'inserted' : 'exists';
    },

    async read(subject, id) {
      const keys = keysOf(subject, id);
      return keys && parseGrant(await readRow(ask, keys));
    },

    async rotate({ subject, id, generation, etag }, now) {
      const keys = keysOf(subject, id);
      const rotated = keys && (await merge({ ...keys, generation: generation + 1, rotatedAt: toSeconds(now) }, etag));
      return rotated === undefined ? 'changed' : 'rotated';
    },

    async confirm(grant, confirmation) {
      const keys = keysOf(grant.subject, grant.id);
      const etag = keys && (await merge({ ...keys, ...toConfirmation(confirmation) }, grant.etag));
      return etag === undefined ? undefined : { ...grant, ...confirmation, etag };
    },

    async keepPending(pending) {
      const keys = pendingKeysOf(pending.subject, pending.id);
      if (!keys) throw new RangeError('No row can have this subject or id.');
      await ask((table, abortSignal) => table.upsertEntity(toPending(pending, keys), 'Replace', { abortSignal }));
    },

    async readPending(subject, id) {
      const keys = pendingKeysOf(subject, id);
      return keys && parsePending(await readRow(ask, keys), clock() / 1000);
    },

    async dropPending(subject, id) {
      const keys = pendingKeysOf(subject, id);
      if (keys) await remove(keys);
    },

    async revoke(subject, id, reason) {
      const keys = keysOf(subject, id);
      const row = keys && (await readRow(ask, keys));
      if (keys && row && !isRevoked(row)) await end(keys, reason);
    },

    async revokeAll(subject, reason) {
      const partitionKey = partitionOf(subject);
      if (partitionKey === undefined) return 0;
      const now = clock() / 1000;
      const marker = toMarker({ partitionKey, rowKey: ALL_REVOKED }, now);
      // Written first: a code that is redeemed while the rows are read meets the marker.
      await ask((table, abortSignal) => table.upsertEntity(marker, 'Replace', { abortSignal }));
      let count = 0;
      for await (const page of readPages(ask, `PartitionKey eq '${partitionKey}'`)) {
        const grants = page.filter((row) => isGrantKey(row.rowKey) && isLive(row, now));
        await concurrently(grants, AT_ONCE, async ({ rowKey }) => {
          if ((await end({ partitionKey, rowKey }, reason)) !== undefined) count++;
        });
      }
      return count;
    },

    async allRevokedAt(subject) {
      const partitionKey = partitionOf(subject);
      if (partitionKey === undefined) return undefined;
      const row = await readRow(ask, { partitionKey, rowKey: ALL_REVOKED });
      return row && parseMarker(row);
    },

    async list(subject) {
      return (await unexpired(subject)).filter(({ revoked }) => revoked === undefined);
    },

    unexpired,

    async touch(subject, id, hour) {
      const keys = keysOf(subject, id);
      if (keys) await merge({ ...keys, lastUsedAt: toSeconds(hour) });
    },

    async purge(now) {
      let count = 0;
      const ended = `purgeAfter lt ${toSeconds(now)}L`;
      for await (const page of readPages(ask, ended, ['partitionKey', 'rowKey'])) {
        await concurrently(page, AT_ONCE, async ({ partitionKey, rowKey, etag }) => {
          // With the etag, so that a marker that was rewritten in the meantime stays.
          if (await remove({ partitionKey, rowKey }, etag)) count++;
        });
      }
      return count;
    },
  };
}
