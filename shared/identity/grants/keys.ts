import type { RowKeys } from '../../platform/index.ts';

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
