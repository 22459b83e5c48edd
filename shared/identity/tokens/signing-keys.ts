import { calculateJwkThumbprint, importJWK, jwtVerify, SignJWT, type CryptoKey, type JWK } from 'jose';
import { z } from 'zod';
import { SecretUnavailableError, type Secrets } from '../../platform/index.ts';
import { Kid, keySet } from './key-set.ts';

/** The vault secret `mcp-signing-keys`: the active private key, and older public keys that still verify (RFC 7517). */
const SigningKeySet = keySet(
  z.object({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string(),
    y: z.string(),
    d: z.string().exactOptional(),
    kid: Kid,
  }),
);

export interface SigningKeys {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** Public keys by kid. */
  readonly publicKeys: ReadonlyMap<string, CryptoKey>;
  /** The body of /.well-known/jwks.json: public members only. */
  readonly jwks: { readonly keys: readonly JWK[] };
}

/** Both methods throw SecretUnavailableError. */
export interface SigningKeyring {
  /** The keys as last read. */
  current(): Promise<SigningKeys>;
  /** For a token with an unknown kid: reads the vault again, at most twice a minute. */
  afterRotation(): Promise<SigningKeys>;
}

/** Our ES256 keys, imported once per value of the secret. */
export function createSigningKeyring(secrets: Pick<Secrets, 'get' | 'renew'>): SigningKeyring {
  let imported: { readonly value: string; readonly keys: Promise<SigningKeys> } | undefined;
  const importOnce = (value: string): Promise<SigningKeys> => {
    if (imported?.value === value) return imported.keys;
    const keys = importSigningKeys(value).catch(() => Promise.reject(new SecretUnavailableError()));
    imported = { value, keys };
    return keys;
  };
  return {
    current: async () => importOnce(await secrets.get('mcp-signing-keys')),
    afterRotation: async () => importOnce(await secrets.renew('mcp-signing-keys', imported?.value ?? '')),
  };
}

/**
 * Imports a key set and checks that a signature of the active key verifies.
 *
 * @param value of the secret `mcp-signing-keys`
 * @throws Error if the app cannot work with these keys
 */
export async function importSigningKeys(value: string): Promise<SigningKeys> {
  const { active, keys } = SigningKeySet.parse(value);
  if (active.d === undefined) throw new Error('The active signing key has no private part.');
  const publicJwks = keys.map(({ d: _, ...jwk }) => ({ ...jwk, alg: 'ES256', use: 'sig' }));
  const publicKeys = new Map(await Promise.all(publicJwks.map(async (jwk) => [jwk.kid, await importKey(jwk)] as const)));
  const privateKey = await importKey(active);
  await checkKeyPair(active.kid, privateKey, publicKeys);
  return { kid: active.kid, privateKey, publicKeys, jwks: { keys: publicJwks } };
}

async function importKey(jwk: JWK): Promise<CryptoKey> {
  if ((await calculateJwkThumbprint(jwk)) !== jwk.kid) throw new Error('The kid of a signing key is not its thumbprint.');
  const key = await importJWK(jwk, 'ES256');
  if (key instanceof Uint8Array) throw new Error('A signing key must be an EC key.');
  return key;
}

/** A private key that does not match its public key would sign tokens that nobody can verify. */
async function checkKeyPair(kid: string, privateKey: CryptoKey, publicKeys: SigningKeys['publicKeys']): Promise<void> {
  const publicKey = publicKeys.get(kid);
  if (!publicKey) throw new Error('The active signing key is not among the keys.');
  await jwtVerify(await new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey), publicKey);
}
