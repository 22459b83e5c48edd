import { z } from 'zod';
import type { RowKeys, Secrets, Settings } from '../../platform/index.ts';
import { partitionOf } from '../grants/index.ts';
import { createSealer } from '../tokens/index.ts';

/** Of the row with a person's name, among their grants. No grant id starts with its first character. */
export const NAME_KEY = '!name';

/** What is sealed in the row. Rows of older versions have no user name. */
const Named = z.object({ subject: z.string(), name: z.string().min(1), username: z.string().optional() });

/** What is known of a person by name. */
export type Named = z.output<typeof Named>;

interface NameSealer {
  seal(named: Named, ttlSeconds: number): Promise<string>;
  /**
   * @param subject whose row it was in
   * @returns undefined for what cannot be opened, and for the name of somebody else
   * @throws SecretUnavailableError
   */
  open(subject: string, sealed: string): Promise<Named | undefined>;
}

/** Seals names, each for its own person. */
export function createNameSealer(secrets: Secrets, { publicBaseUrl }: Pick<Settings, 'publicBaseUrl'>): NameSealer {
  const sealer = createSealer(secrets, 'name', publicBaseUrl);
  return {
    seal: ({ subject, name, username }, ttlSeconds) => sealer.seal({ subject, name, ...(username && { username }) }, ttlSeconds),
    async open(subject, sealed) {
      const named = await sealer.open(sealed, Named);
      // Bound to the person: a row that was copied to somebody else names nobody.
      return named?.subject === subject ? named : undefined;
    },
  };
}

/** @returns undefined for a subject that no row can have */
export function nameKeysOf(subject: string): RowKeys | undefined {
  const partitionKey = partitionOf(subject);
  return partitionKey === undefined ? undefined : { partitionKey, rowKey: NAME_KEY };
}
