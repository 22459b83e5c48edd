import { z } from 'zod';
import { clientHash, createSigner } from '../../tokens/index.ts';
import type { Secrets } from '../../../platform/index.ts';
import type { Grant } from '../../grants/index.ts';

const Facts = z.object({
  subject: z.string(),
  grantId: z.string(),
  /** Which one of its grant: 0 is the first. */
  generation: z.int().nonnegative(),
  clientHash: z.string(),
});

export type RefreshTokenFacts = z.output<typeof Facts>;

export interface RefreshTokens {
  /** Out: the refresh token of that generation, the same each time: what runs in parallel agrees, and nothing secret is stored. */
  make(grant: Grant, generation: number): Promise<string>;
  /** Out: what it says; undefined for one that is not ours or has expired with its grant. */
  read(token: string): Promise<RefreshTokenFacts | undefined>;
}

/** Refresh tokens: signed, opaque to clients. Which one is live, only the grant's row tells. Errors of both: SecretUnavailableError. */
export function createRefreshTokens(secrets: Secrets, origin: string): RefreshTokens {
  const signer = createSigner(secrets, 'refresh-token', origin);
  return {
    make: ({ subject, id, clientId, expiresAt }, generation) =>
      signer.sign({ subject, grantId: id, generation, clientHash: clientHash(clientId) }, expiresAt),
    read: (token) => signer.read(token, Facts),
  };
}
