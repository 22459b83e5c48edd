import { z } from 'zod';
import type { Signer } from '../../tokens/index.ts';
import { UnknownClientError, type ClientResolver } from './client.ts';
import { LONGEST_CLIENT_ID } from './document-url.ts';
import { isRedirectUri } from './redirect-uri.ts';

/** What a registration says; signed, it is the client_id itself (RFC 7591 appendix A.5.2): nothing is stored. */
export const Registration = z.object({
  name: z.string(),
  redirectUris: z.array(z.string()),
  /** Unix seconds. */
  issuedAt: z.number(),
});

export type Registration = z.output<typeof Registration>;

/** How long a registration lasts, in seconds: whoever still uses it then registers anew. */
const REGISTRATION_SECONDS = 365 * 86_400;

interface Parts {
  readonly signer: Signer;
  /** The app's own. */
  readonly origin: string;
  readonly clock: () => number;
}

/** Clients that registered within the last year: whose id we signed. Redirect URIs that are no longer allowed are left out. */
export function createRegisteredClients({ signer, origin, clock }: Parts): ClientResolver {
  return async (clientId) => {
    // A limit before any cryptography.
    const known = clientId.length <= LONGEST_CLIENT_ID ? await signer.read(clientId, Registration) : undefined;
    const redirectUris = known?.redirectUris.filter((uri) => isRedirectUri(uri, 'registration', origin)) ?? [];
    const ended = known !== undefined && clock() / 1000 >= known.issuedAt + REGISTRATION_SECONDS;
    if (!known || ended || redirectUris.length === 0) throw new UnknownClientError('unknown');
    return { id: clientId, name: known.name, redirectUris, source: 'registration', host: undefined };
  };
}
