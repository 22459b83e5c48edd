import { createSealKeys } from '../../identity/index.ts';
import { SecretUnavailableError, type Secrets } from '../../platform/index.ts';
import { partiesOf } from '../parties.ts';
import { addressesIn } from './addresses-in.ts';
import type { AuditEntry } from './entry.ts';
import { fingerprint } from './masking.ts';

/**
 * @throws SecretUnavailableError
 * @returns whether the number, as anybody writes it, is a target or the sender of the entry
 */
export type NumberSearch = (number: string) => (entry: Pick<AuditEntry, 'hashes' | 'hashKey'>) => Promise<boolean>;

/** Finds a number in entries, which hold fingerprints of numbers only. An entry whose key is gone is not found any more. */
export function createNumberSearch(secrets: Secrets): NumberSearch {
  const keys = createSealKeys(secrets, 'audit');
  return (number) => {
    const addresses = new Set([...partiesOf({ to: 'number' }, { number }).to, ...addressesIn({ number }, 'query')]);
    const under = async (kid: string): Promise<ReadonlySet<string>> => {
      try {
        const key = await keys.named({ kid });
        return new Set([...addresses].map((address) => fingerprint(key, address)));
      } catch (error) {
        if (error instanceof SecretUnavailableError) throw error;
        return new Set();
      }
    };
    const known = new Map<string, ReturnType<typeof under>>();
    return async ({ hashes, hashKey }) => {
      const wanted = known.get(hashKey) ?? under(hashKey);
      known.set(hashKey, wanted);
      const hashed = await wanted;
      return hashes.some((hash) => hashed.has(hash));
    };
  };
}
