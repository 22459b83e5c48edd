import { createSealKeys } from '../../identity/index.ts';
import type { Secrets } from '../../platform/index.ts';
import { partiesOf } from '../parties.ts';
import { addressesIn } from './addresses-in.ts';
import { fingerprint } from './masking.ts';

/** A number with its country code, a short code, or a SIP URI. */
const WHOLE = /^(\+\d{7,15}|\d{3,8}|sips?:.+)$/;

/**
 * @param number a whole number, as anybody writes it
 * @returns what stands for it in {@link AuditEntry.hashes}, under every key of the set; nothing for what is no
 * whole number. Entries whose key is gone are not found any more
 * @throws SecretUnavailableError
 */
export type NumberSearch = (number: string) => Promise<readonly string[]>;

/** Entries hold fingerprints of numbers only: to find a number, its own are compared with them. */
export function createNumberSearch(secrets: Secrets): NumberSearch {
  const keys = createSealKeys(secrets, 'audit');
  return async (number) => {
    const written = [...partiesOf({ to: 'number' }, { number }).to, ...addressesIn({ number }, 'query')];
    const addresses = new Set(written.filter((address) => WHOLE.test(address)));
    const all = await keys.all();
    return all.flatMap(({ key }) => [...addresses].map((address) => fingerprint(key, address)));
  };
}
