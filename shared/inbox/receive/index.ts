export { createKeyRows, KEYS_TABLE } from './key-rows.ts';
export { createPublicKeys, type PublicKeys } from './public-keys.ts';
export { createReceiver } from './receive.ts';
