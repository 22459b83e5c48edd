import { jwtVerify, SignJWT } from 'jose';
import type { z } from 'zod';
import { SecretUnavailableError, type Secrets } from '../../platform/index.ts';
import { createSealKeys, type SealPurpose } from './seal-keys.ts';

export interface Signer {
  /**
   * In: facts, and when they end (unix seconds) if they do. Out: a signed string (JWS, HS256) that is the same each time for the same
   * facts and key. Anybody can read it. Errors: SecretUnavailableError.
   */
  sign(facts: Readonly<Record<string, unknown>>, expiresAt?: number): Promise<string>;
  /** In: what {@link sign} made. Out: the facts, checked by `schema`; undefined for anything else. Errors: SecretUnavailableError. */
  read<Facts>(signed: string, schema: z.ZodType<Facts>): Promise<Facts | undefined>;
}

/** In: the secrets; the purpose, and the origin that is bound in. Out: a signer for what only we may make but others may hold. */
export function createSigner(secrets: Secrets, purpose: SealPurpose, origin: string): Signer {
  const keys = createSealKeys(secrets, purpose);
  const audience = `${origin}#${purpose}`;
  return {
    async sign(facts, expiresAt) {
      const { kid, key } = await keys.active();
      const token = new SignJWT({ facts }).setProtectedHeader({ alg: 'HS256', kid }).setAudience(audience);
      return (expiresAt === undefined ? token : token.setExpirationTime(expiresAt)).sign(key);
    },
    async read(signed, schema) {
      try {
        const { payload } = await jwtVerify(signed, (header) => keys.named(header), { audience, algorithms: ['HS256'] });
        return schema.parse(payload['facts']);
      } catch (error) {
        if (error instanceof SecretUnavailableError) throw error;
        return undefined;
      }
    },
  };
}
