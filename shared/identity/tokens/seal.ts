import { EncryptJWT, jwtDecrypt } from 'jose';
import type { z } from 'zod';
import { SecretUnavailableError, type Secrets } from '../../platform/index.ts';
import { createSealKeys, type SealPurpose } from './seal-keys.ts';

export interface Sealer {
  /** In: state; seconds until it is void. Out: an encrypted, authenticated string (JWE, A256GCM). Errors: SecretUnavailableError. */
  seal(state: Readonly<Record<string, unknown>>, ttlSeconds: number): Promise<string>;
  /**
   * In: what {@link seal} made. Out: the state, checked by `schema`; undefined for anything else: forged, void, foreign.
   * Errors: SecretUnavailableError.
   */
  open<State>(sealed: string, schema: z.ZodType<State>): Promise<State | undefined>;
}

/** In: the secrets; the purpose, and the origin that is bound in. Out: the sealer. */
export function createSealer(secrets: Secrets, purpose: SealPurpose, origin: string): Sealer {
  const keys = createSealKeys(secrets, purpose);
  const audience = `${origin}#${purpose}`;
  return {
    async seal(state, ttlSeconds) {
      const { kid, key } = await keys.active();
      return new EncryptJWT({ state })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid })
        .setAudience(audience)
        .setExpirationTime(`${ttlSeconds} seconds`)
        .encrypt(key);
    },
    async open(sealed, schema) {
      try {
        const { payload } = await jwtDecrypt(sealed, (header) => keys.named(header), {
          audience,
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
          requiredClaims: ['exp'],
        });
        return schema.parse(payload['state']);
      } catch (error) {
        if (error instanceof SecretUnavailableError) throw error;
        return undefined;
      }
    },
  };
}
