import { hash, hkdfSync, timingSafeEqual } from 'node:crypto';
import { base64url, compactDecrypt, CompactEncrypt, EncryptJWT, jwtDecrypt, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { type Secrets, SecretUnavailableError } from '../../platform/index.ts';
import { keySet, Kid } from './key-set.ts';

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

/** SHA-256 of a client_id, base64url: ids can be long, and a code or a line of the log should not be. */
export const clientHash = (clientId: string): string => hash('sha256', clientId, 'base64url');

/** Longer ids are signed registrations, which nobody can read. */
const LONGEST_READABLE = 120;

/** What a log calls a client: its id, or the hash of one that is too long to read. */
export const clientLabel = (clientId: string): string => (clientId.length <= LONGEST_READABLE ? clientId : clientHash(clientId));

/** Whether two texts are the same, in a time that tells nothing about where they differ. */
export function sameText(one: string, other: string): boolean {
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));
}
