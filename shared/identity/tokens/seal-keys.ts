import { hkdfSync } from 'node:crypto';
import { base64url, CompactEncrypt, compactDecrypt } from 'jose';
import { z } from 'zod';
import { SecretUnavailableError, type Secrets } from '../../platform/index.ts';
import { Kid, keySet } from './key-set.ts';

/** 32 to 64 bytes, base64url: less could be guessed. */
const KeyMaterial = z.string().regex(/^[\w-]{43,86}$/);

/** The vault secret `mcp-seal-keys`: the active key and older ones that still open. */
const SealKeySet = keySet(z.object({ kid: Kid, k: KeyMaterial }));

/** What a key is for; every purpose has one of its own, so that one kind of state never passes for another. */
export type SealPurpose = 'login' | 'token-page' | 'session' | 'consent' | 'code' | 'refresh-token' | 'entra-token' | 'client' | 'audit';

export interface SealKeys {
  /** @throws SecretUnavailableError */
  active(): Promise<{ readonly kid: string; readonly key: Uint8Array }>;
  /**
   * The key that the header of a JWE or JWS names; for an unknown one the vault is read anew, at most twice a minute: another instance may
   * have a newer set.
   *
   * @throws SecretUnavailableError where the set cannot be had, or is so old that the key may be newer; Error where there is no such key
   */
  named(header: { readonly kid?: string }): Promise<Uint8Array>;
}

/** A new key is published for 12 minutes before anything is made with it, so a set that was read since knows every key in use. */
const KNOWS_ALL_MS = 12 * 60_000;

/**
 * The keys of one purpose, derived once from each key of the vault.
 *
 * @param secrets - where `mcp-seal-keys` comes from
 */
export function createSealKeys(secrets: Secrets, purpose: SealPurpose): SealKeys {
  let parsed: { readonly value: string; readonly set: SealKeySet } | undefined;
  const derived = new Map<string, Uint8Array>();
  const derive = (k: string): Uint8Array => {
    const made = derived.get(k) ?? deriveKey(k, purpose);
    derived.set(k, made);
    return made;
  };
  const setIn = (value: string): SealKeySet => {
    if (parsed?.value === value) return parsed.set;
    const { data: set } = SealKeySet.safeParse(value);
    // A set that cannot be used says nothing about what comes in: it must not look like a forgery.
    if (!set) throw new SecretUnavailableError();
    parsed = { value, set };
    return set;
  };
  const keyIn = (value: string, wanted: string) => {
    const found = setIn(value).keys.find(({ kid }) => kid === wanted);
    return found && derive(found.k);
  };
  return {
    async active() {
      const { kid, k } = setIn(await secrets.get('mcp-seal-keys')).active;
      return { kid, key: derive(k) };
    },
    async named({ kid }) {
      if (kid === undefined) throw new Error('No kid.');
      const value = await secrets.get('mcp-seal-keys');
      const key = keyIn(value, kid) ?? keyIn(await secrets.renew('mcp-seal-keys', value), kid);
      if (key) return key;
      throw (secrets.age('mcp-seal-keys') ?? Infinity) > KNOWS_ALL_MS ? new SecretUnavailableError() : new Error('No such key.');
    },
  };
}

type SealKeySet = z.output<typeof SealKeySet>;

/**
 * Whether the app could work with these keys: seals with the active one and opens it again.
 *
 * @param value - of the secret `mcp-seal-keys`
 * @throws Error for anything else
 */
export async function checkSealKeys(value: string): Promise<void> {
  const { kid, k } = SealKeySet.parse(value).active;
  const key = deriveKey(k, 'session');
  const sealed = await new CompactEncrypt(Buffer.from(kid)).setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid }).encrypt(key);
  const { plaintext } = await compactDecrypt(sealed, key);
  if (Buffer.from(plaintext).toString() !== kid) throw new Error('What was sealed does not open.');
}

/** HKDF (RFC 5869) with SHA-256: 32 bytes for one purpose. */
function deriveKey(k: string, purpose: SealPurpose): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', base64url.decode(k), new Uint8Array(), purpose, 32));
}
