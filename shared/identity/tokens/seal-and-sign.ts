import { hash, hkdfSync, timingSafeEqual } from 'node:crypto';
import { base64url, compactDecrypt, CompactEncrypt, EncryptJWT, jwtDecrypt, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { type Secrets, SecretUnavailableError } from '../../platform/index.ts';
import { keySet, Kid } from './key-set.ts';

/** What a key is used for. Each purpose has its own key, so that one kind of state never passes for another. */
export type SealPurpose =
  | 'login'
  | 'token-page'
  | 'session'
  | 'consent'
  | 'code'
  | 'refresh-token'
  | 'entra-token'
  | 'client'
  | 'audit'
  | 'name'
  | 'guard'
  | 'approval'
  | 'question'
  | 'inbox';

/** Encrypts state that leaves this server and comes back. All methods throw SecretUnavailableError. */
export interface Sealer {
  /**
   * @param ttlSeconds seconds until the result expires
   * @returns an encrypted, authenticated string (JWE, A256GCM)
   */
  seal(state: Readonly<Record<string, unknown>>, ttlSeconds: number): Promise<string>;
  /**
   * @param sealed what {@link seal} returned
   * @returns the state; undefined for anything forged, expired or made for another purpose or origin
   */
  open<State>(sealed: string, schema: z.ZodType<State>): Promise<State | undefined>;
}

/** @param origin the app's own; sealed state opens only on the origin it was made for */
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

/** Signs facts that anyone may read but only this server may make. All methods throw SecretUnavailableError. */
export interface Signer {
  /**
   * @param expiresAt unix seconds; the result never expires without it
   * @returns a signed string (JWS, HS256), always the same for the same facts and key
   */
  sign(facts: Readonly<Record<string, unknown>>, expiresAt?: number): Promise<string>;
  /**
   * @param signed what {@link sign} returned
   * @returns the facts; undefined for anything else
   */
  read<Facts>(signed: string, schema: z.ZodType<Facts>): Promise<Facts | undefined>;
}

/** @param origin the app's own; a signature is valid only on the origin it was made for */
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

/** 32 to 64 bytes, base64url: shorter keys could be guessed. */
const KeyMaterial = z.string().regex(/^[\w-]{43,86}$/);

/** The vault secret `mcp-seal-keys`: the active key, and older keys that still open. */
const SealKeySet = keySet(z.object({ kid: Kid, k: KeyMaterial }));

type SealKeySet = z.output<typeof SealKeySet>;

export interface SealKey {
  readonly kid: string;
  readonly key: Uint8Array;
}

export interface SealKeys {
  /** @throws SecretUnavailableError */
  active(): Promise<SealKey>;
  /**
   * The active key, then the one before and the one after it: during a rotation, what another instance writes is found with one of them.
   *
   * @throws SecretUnavailableError
   */
  neighbours(): Promise<readonly [SealKey, ...SealKey[]]>;
  /**
   * Every key of the set, also those that only open what is old.
   *
   * @throws SecretUnavailableError
   */
  all(): Promise<readonly SealKey[]>;
  /**
   * The key that the header of a JWE or JWS names. For an unknown kid the vault is read again, at most twice a minute, because another instance
   * may have a newer set.
   *
   * @throws SecretUnavailableError if the set is unavailable, or so old that the key may be newer; Error if there is no such key
   */
  named(header: { readonly kid?: string }): Promise<Uint8Array>;
}

/** A new key is published 12 minutes before its first use, so a set that was read since then has every key in use. In milliseconds. */
const KNOWS_ALL_MS = 12 * 60_000;

/** The keys of one purpose, each derived once from its key in the vault secret `mcp-seal-keys`. */
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
    // With an unusable key set nothing can be judged: input must not look forged.
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
    async neighbours() {
      const { active, keys } = setIn(await secrets.get('mcp-seal-keys'));
      const at = keys.findIndex(({ kid }) => kid === active.kid);
      // Keys are in the order in which they were published.
      const others = [keys[at - 1], keys[at + 1]].filter((key) => key !== undefined);
      return [{ kid: active.kid, key: derive(active.k) }, ...others.map(({ kid, k }) => ({ kid, key: derive(k) }))];
    },
    async all() {
      return setIn(await secrets.get('mcp-seal-keys')).keys.map(({ kid, k }) => ({ kid, key: derive(k) }));
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

/**
 * Checks that the app can work with these keys: seals with the active one and opens the result.
 *
 * @param value of the secret `mcp-seal-keys`
 * @throws Error if it cannot
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

/** SHA-256 of a client_id, base64url: ids can be long, and codes and log lines should stay short. */
export const clientHash = (clientId: string): string => hash('sha256', clientId, 'base64url');

/** In characters. Longer ids are signed registrations, which nobody can read. */
const LONGEST_READABLE = 120;

/** What the log calls a client: its id, or the hash of an id that is too long to read. */
export const clientLabel = (clientId: string): string => (clientId.length <= LONGEST_READABLE ? clientId : clientHash(clientId));

/** Compares two texts in constant time: the duration does not depend on where they differ. */
export function constantTimeEqual(one: string, other: string): boolean {
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));
}
