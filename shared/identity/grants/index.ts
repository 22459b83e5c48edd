export type { Confirmation, Grant, GrantStore, Revocation, RevocationReason, StoredGrant } from './grant.ts';
export { createGrantStore } from './grant-store.ts';
export { GRANTS_TABLE, partitionOf, toSeconds } from './row.ts';
