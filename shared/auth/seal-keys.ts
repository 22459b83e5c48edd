import { hkdfSync } from 'node:crypto';
import { base64url } from 'jose';
import { z } from 'zod';
import type { Secrets } from '../secrets/index.ts';

/** The vault secret `mcp-seal-keys`: the active key and older ones that still open. */
const SealKeySet = z.object({
  active: z.string(),
  keys: z.array(z.object({ kid: z.string(), k: z.string() })).min(1),
});

/** What a key is for; every purpose has one of its own, so that one kind of state never passes for another. */
export type SealPurpose = 'login' | 'token-page' | 'session' | 'consent' | 'code' | 'refresh-token' | 'client' | 'audit';

export interface SealKeys {
  active(): Promise<{ readonly kid: string; readonly key: Uint8Array }>;
  /**
   * The key that the header of a JWE or JWS names; for an unknown one the vault is read anew, at most twice a minute: another instance may
   * have a newer set. Rejects where there is no such key.
   */
  named(header: { readonly kid?: string }): Promise<Uint8Array>;
}

/** In: the secrets; a purpose. Out: the keys of that purpose, derived once from each key of the vault. Errors: SecretUnavailableError. */
export function createSealKeys(secrets: Secrets, purpose: SealPurpose): SealKeys {
  const derived = new Map<string, Uint8Array>();
  const derive = (k: string): Uint8Array => {
    const made = derived.get(k) ?? deriveKey(k, purpose);
    derived.set(k, made);
    return made;
  };
  const keyIn = (value: string, wanted?: string) => {
    const { active, keys } = SealKeySet.parse(JSON.parse(value));
    const found = keys.find(({ kid }) => kid === (wanted ?? active));
    return found && { kid: found.kid, key: derive(found.k) };
  };
  return {
    async active() {
      const found = keyIn(await secrets.get('mcp-seal-keys'));
      if (!found) throw new Error('The active seal key is missing.');
      return found;
    },
    async named({ kid }) {
      if (kid === undefined) throw new Error('No kid.');
      const value = await secrets.get('mcp-seal-keys');
      const found = keyIn(value, kid) ?? keyIn(await secrets.renew('mcp-seal-keys', value), kid);
      if (!found) throw new Error('No such key.');
      return found.key;
    },
  };
}

/** HKDF (RFC 5869) with SHA-256: 32 bytes for one purpose. */
function deriveKey(k: string, purpose: SealPurpose): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', base64url.decode(k), new Uint8Array(), purpose, 32));
}
