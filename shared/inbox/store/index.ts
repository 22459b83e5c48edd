export { KEY, PLACE_ID, type Digests } from './row-keys.ts';
export type { Received } from './rows-of.ts';
export { createSealedRows, type SealedRows } from './sealed-rows.ts';
export type { StoredEvent } from './stored-event.ts';
export { createStore, type Store, type StoredPage } from './store.ts';
