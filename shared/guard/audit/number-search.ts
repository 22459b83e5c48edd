import { createSealKeys } from '../../identity/index.ts';
import type { Secrets } from '../../platform/index.ts';
import { partiesOf } from '../parties.ts';
import { addressesIn } from './addresses-in.ts';
import { fingerprint } from './masking.ts';

/**
 * @param number a whole number, as anybody writes it
 * @returns what stands for it in {@link AuditEntry.hashes}, under every key of the set. Entries whose key is gone are not found any more
 * @throws SecretUnavailableError
 */
export type NumberSearch = (number: string) => Promise<readonly string[]>;

/** Entries hold fingerprints of numbers only: to find a number, its own are compared with them. */
export function createNumberSearch(secrets: Secrets): NumberSearch {
  const keys = createSealKeys(secrets, 'audit');
  return async (number) => {
    const addresses = new Set([...partiesOf({ to: 'number' }, { number }).to, ...addressesIn({ number }, 'query')]);
    const all = await keys.all();
    return all.flatMap(({ key }) => [...addresses].map((address) => fingerprint(key, address)));
  };
}
