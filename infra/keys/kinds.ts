import { randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';

const DAY = 86_400;

/** Printed as it is, so it holds nothing that a terminal would act on. */
const Kid = z.string().regex(/^[\w.:-]{1,128}$/);
const Seconds = z.int().nonnegative().exactOptional();

/** When a key took each step, in unix seconds. The app reads none of these, and its JWKS does not show them. */
const marks = { published: Seconds, activated: Seconds, retired: Seconds };

/** 32 to 64 bytes, base64url: the app takes no other. */
const SealingKey = z.looseObject({ kid: Kid, k: z.string().regex(/^[\w-]{43,86}$/), ...marks });

// The kid of each key is its thumbprint (RFC 7638): the app takes no other set.
const SigningKey = z
  .looseObject({
    kid: Kid,
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string(),
    y: z.string(),
    d: z.string().exactOptional(),
    ...marks,
  })
  .refine(async ({ kid, kty, crv, x, y }) => kid === (await calculateJwkThumbprint({ kty, crv, x, y })));

/** A key of either kind, with its material and whatever else stands in it. */
export interface Key {
  readonly kid: string;
  readonly published?: number;
  readonly activated?: number;
  readonly retired?: number;
  readonly [member: string]: unknown;
}

export type SecretName = 'mcp-signing-keys' | 'mcp-seal-keys';

/** What sets the two secrets apart. */
export interface KeyKind {
  readonly secret: SecretName;
  readonly shape: z.ZodType<Key>;
  /** What is made with such a key, for sentences. */
  readonly makes: string;
  /** How long a retired key is kept, in seconds: longer than anything lives that was made with it. */
  readonly keepSeconds: number;
  /** What ends when a retired key is dropped. */
  readonly dropMeans: string;
  make(): Promise<Key>;
  /** Whether new things can be made with it. */
  canServe(key: Key): boolean;
  /** What is left of a key that only has to check what it once made. */
  retire(key: Key): Key;
}

export const KINDS: readonly KeyKind[] = [
  {
    secret: 'mcp-signing-keys',
    shape: SigningKey,
    makes: 'access tokens',
    // The longest TOKEN_TTL_HOURS is 168, and an instance that could not reach the vault signs with the old key a little longer.
    keepSeconds: 8 * DAY,
    dropMeans: 'every token it signed has expired',
    async make() {
      const { privateKey } = await generateKeyPair('ES256', { extractable: true });
      const jwk = await exportJWK(privateKey);
      return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'ES256', use: 'sig' };
    },
    canServe: ({ d }: Key) => d !== undefined,
    retire: ({ d: _, ...publicKey }: Key) => publicKey,
  },
  {
    secret: 'mcp-seal-keys',
    shape: SealingKey,
    makes: 'refresh tokens, client registrations, codes and cookies',
    // The longest GRANT_TTL_DAYS is 90.
    keepSeconds: 91 * DAY,
    dropMeans: 'every refresh token it made has expired; a client that registered under it registers again by itself',
    make: () => Promise.resolve({ kid: randomBytes(8).toString('base64url'), k: randomBytes(32).toString('base64url') }),
    canServe: () => true,
    retire: (key) => key,
  },
];
