import { hkdfSync } from 'node:crypto';
import { base64url, EncryptJWT, jwtDecrypt } from 'jose';
import { z } from 'zod';
import type { Secrets } from '../secrets/index.ts';

/** The vault secret `mcp-seal-keys`: the active key and older ones that still open. */
const SealKeySet = z.object({
  active: z.string(),
  keys: z.array(z.object({ kid: z.string(), k: z.string() })).min(1),
});

/** What a seal is for; every purpose has a key of its own, so that one kind of state never passes for another. */
export type SealPurpose = 'login' | 'token-page';

export interface Sealer {
  /** In: state; seconds until it is void. Out: an encrypted, authenticated string (JWE, A256GCM). Errors: SecretUnavailableError. */
  seal(state: Readonly<Record<string, unknown>>, ttlSeconds: number): Promise<string>;
  /** In: what {@link seal} made. Out: the state, checked by `schema`; undefined for anything else: forged, void, foreign. */
  open<State>(sealed: string, schema: z.ZodType<State>): Promise<State | undefined>;
}

/** In: the secrets; the purpose, and the origin that is bound in. Out: the sealer. */
export function createSealer(secrets: Secrets, purpose: SealPurpose, origin: string): Sealer {
  const derived = new Map<string, Uint8Array>();
  const keySet = async () => SealKeySet.parse(JSON.parse(await secrets.get('mcp-seal-keys')));
  const derive = (k: string): Uint8Array => {
    const made = derived.get(k) ?? deriveKey(k, purpose);
    derived.set(k, made);
    return made;
  };
  return {
    async seal(state, ttlSeconds) {
      const { active, keys } = await keySet();
      const key = keys.find(({ kid }) => kid === active);
      if (!key) throw new Error('The active seal key is missing.');
      return new EncryptJWT({ state })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: active })
        .setAudience(`${origin}#${purpose}`)
        .setExpirationTime(`${ttlSeconds} seconds`)
        .encrypt(derive(key.k));
    },
    async open(sealed, schema) {
      const { keys } = await keySet();
      try {
        const { payload } = await jwtDecrypt(
          sealed,
          ({ kid }) => {
            const key = keys.find((candidate) => candidate.kid === kid);
            if (!key) throw new Error('unknown kid');
            return derive(key.k);
          },
          {
            audience: `${origin}#${purpose}`,
            keyManagementAlgorithms: ['dir'],
            contentEncryptionAlgorithms: ['A256GCM'],
            requiredClaims: ['exp'],
          },
        );
        return schema.parse(payload['state']);
      } catch {
        return undefined;
      }
    },
  };
}

/** HKDF (RFC 5869) with SHA-256: 32 bytes for one purpose. */
function deriveKey(k: string, purpose: SealPurpose): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', base64url.decode(k), new Uint8Array(), purpose, 32));
}
