import { calculateJwkThumbprint, importJWK, type CryptoKey, type JWK } from 'jose';
import { z } from 'zod';
import { SecretUnavailableError, type Secrets } from '../secrets/index.ts';

/** The vault secret `mcp-signing-keys`: the active private key and older ones, public only, that still verify (RFC 7517). */
const SigningKeySet = z.object({
  active: z.string(),
  keys: z
    .array(
      z.object({
        kty: z.literal('EC'),
        crv: z.literal('P-256'),
        x: z.string(),
        y: z.string(),
        d: z.string().exactOptional(),
        kid: z.string(),
      }),
    )
    .min(1),
});

export interface SigningKeys {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** Public keys by kid. */
  readonly publicKeys: ReadonlyMap<string, CryptoKey>;
  /** What /.well-known/jwks.json shows: public members only. */
  readonly jwks: { readonly keys: readonly JWK[] };
}

export interface SigningKeyring {
  /** The keys as last read. Errors: SecretUnavailableError. */
  current(): Promise<SigningKeys>;
  /** For a token whose kid is unknown: reads the vault anew, at most twice a minute whatever comes in. */
  afterRotation(): Promise<SigningKeys>;
}

/** In: the secrets. Out: our ES256 keys, imported once per value of the secret. */
export function createSigningKeyring(secrets: Pick<Secrets, 'get' | 'renew'>): SigningKeyring {
  let imported: { readonly value: string; readonly keys: Promise<SigningKeys> } | undefined;
  const importOnce = (value: string): Promise<SigningKeys> => {
    if (imported?.value === value) return imported.keys;
    const before = imported?.keys;
    // A set that cannot be used does not take the place of one that can.
    const keys = importKeys(value).catch(() => before ?? Promise.reject(new SecretUnavailableError()));
    imported = { value, keys };
    return keys;
  };
  return {
    current: async () => importOnce(await secrets.get('mcp-signing-keys')),
    afterRotation: async () => importOnce(await secrets.renew('mcp-signing-keys', imported?.value ?? '')),
  };
}

async function importKeys(value: string): Promise<SigningKeys> {
  const { active, keys } = SigningKeySet.parse(JSON.parse(value));
  const publicJwks = keys.map(({ d: _, ...jwk }) => ({ ...jwk, alg: 'ES256', use: 'sig' }));
  const privateJwk = keys.find(({ kid }) => kid === active);
  if (privateJwk?.d === undefined) throw new Error('The active signing key has no private part.');
  if ((await calculateJwkThumbprint(privateJwk)) !== active) throw new Error('The kid of the signing key is not its thumbprint.');
  const publicKeys = await Promise.all(publicJwks.map(async (jwk) => [jwk.kid, await importKey(jwk)] as const));
  return {
    kid: active,
    privateKey: await importKey(privateJwk),
    publicKeys: new Map(publicKeys),
    jwks: { keys: publicJwks },
  };
}

async function importKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, 'ES256');
  if (key instanceof Uint8Array) throw new Error('A signing key must be an EC key.');
  return key;
}
