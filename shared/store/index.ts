export { StoreUnavailableError } from './errors.ts';
export type { Grant, GrantStore, Revocation, RevocationReason, StoredGrant } from './grant.ts';
export { createGrantStore } from './grant-store.ts';
