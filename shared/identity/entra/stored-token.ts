import { z } from 'zod';
import type { Secrets } from '../../platform/index.ts';
import { createSealer } from '../tokens/index.ts';

/** Longer than a grant lives (at most 90 days), including the minute of its code. */
const SEAL_SECONDS = 91 * 86_400;

const Sealed = z.object({ token: z.string(), subject: z.string(), grantId: z.string() });

/** The grant that a token belongs to. */
interface Owner {
  readonly subject: string;
  readonly id: string;
}

/** Seals Entra's refresh tokens for storage, each bound to its grant. Both methods throw SecretUnavailableError. */
export interface EntraTokens {
  seal(token: string, owner: Owner): Promise<string>;
  /** @returns undefined for anything that is not ours, was sealed for another grant, or whose key no longer exists */
  open(sealed: string, owner: Owner): Promise<string | undefined>;
}

export function createEntraTokens(secrets: Secrets, origin: string): EntraTokens {
  const sealer = createSealer(secrets, 'entra-token', origin);
  return {
    seal: (token, { subject, id }) => sealer.seal({ token, subject: subject.toLowerCase(), grantId: id }, SEAL_SECONDS),
    async open(sealed, { subject, id }) {
      const found = await sealer.open(sealed, Sealed);
      return found?.subject === subject.toLowerCase() && found.grantId === id ? found.token : undefined;
    },
  };
}
