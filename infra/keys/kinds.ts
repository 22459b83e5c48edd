import { randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';

const DAY = 86_400;

/** Printed, so without control characters. */
const Kid = z.string().regex(/^[\w.:-]{1,128}$/);
const Seconds = z.int().nonnegative().exactOptional();

/** Times of each step, in unix seconds. The app ignores them, and its JWKS omits them. */
const timestamps = { published: Seconds, activated: Seconds, retired: Seconds };

/** 32 to 64 bytes in base64url, as the app requires. */
const SealingKey = z.looseObject({ kid: Kid, k: z.string().regex(/^[\w-]{43,86}$/), ...timestamps });

// The app requires the thumbprint as kid (RFC 7638).
const SigningKey = z
  .looseObject({
    kid: Kid,
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string(),
    y: z.string(),
    d: z.string().exactOptional(),
    ...timestamps,
  })
  .refine(async ({ kid, kty, crv, x, y }) => kid === (await calculateJwkThumbprint({ kty, crv, x, y })));

/** A key of either kind, with its unknown members. */
export interface Key {
  readonly kid: string;
  readonly published?: number;
  readonly activated?: number;
  readonly retired?: number;
  readonly [member: string]: unknown;
}

export type SecretName = 'mcp-signing-keys' | 'mcp-seal-keys';

/** The differences between the two secrets. */
export interface KeyKind {
  readonly secret: SecretName;
  readonly shape: z.ZodType<Key>;
  /** What these keys make, for messages. */
  readonly makes: string;
  /** Seconds for which a retired key is kept: longer than the life of anything made with it. */
  readonly keepSeconds: number;
  /** Why a retired key can be dropped, for messages. */
  readonly dropMeans: string;
  make(): Promise<Key>;
  /** Whether it can be active. */
  canServe(key: Key): boolean;
  /** Removes what a key needs only for making new tokens. */
  retire(key: Key): Key;
}

export const KINDS: readonly KeyKind[] = [
  {
    secret: 'mcp-signing-keys',
    shape: SigningKey,
    makes: 'access tokens',
    // The longest TOKEN_TTL_HOURS is 168. An instance that cannot reach the vault uses the old key a little longer.
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
