import { z } from 'zod';
import { SCOPES } from '../../tokens/index.ts';

/** A checked authorization request: what is sealed into the consent page and, after consent, goes along to the login. */
export const Authorization = z.object({
  /** SHA-256 of the client_id, base64url: ids can be long, and a login cookie, or a code in a URL, holds little. */
  clientHash: z.string(),
  /** As it is shown. */
  clientName: z.string(),
  /** One of the client's own. */
  redirectUri: z.string(),
  /** RFC 7636, S256. */
  challenge: z.string(),
  /** The resource that was asked for (RFC 8707). */
  audience: z.string(),
  /** What was asked for; after consent, what the person ticked. */
  scopes: z.array(z.enum(SCOPES)),
  /** The client's own, as it came. */
  state: z.string().optional(),
});

export type Authorization = z.output<typeof Authorization>;
