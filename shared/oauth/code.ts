import { z } from 'zod';
import { SCOPES } from '../auth/index.ts';
import { ROLES } from '../settings/index.ts';

/** How long an authorization code works, in seconds (RFC 6749 section 4.1.2 allows ten minutes at most). */
export const CODE_SECONDS = 60;

/** What an authorization code seals (purpose `code`): everything that the token endpoint must hold the client to. */
export const Code = z.object({
  /** The grant that this code becomes, once. */
  grantId: z.string(),
  subject: z.string(),
  /** SHA-256 of the client_id, base64url: ids can be long, and a code must fit into URLs. */
  clientHash: z.string(),
  clientName: z.string(),
  redirectUri: z.string(),
  /** RFC 7636, S256. */
  challenge: z.string(),
  /** The resource that was asked for: our endpoint or its alias (RFC 8707). */
  audience: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  roles: z.array(z.enum(ROLES)),
  /** Unix seconds, with milliseconds: whoever revokes everything of a person in the same second must win or lose clearly. */
  issuedAt: z.number(),
});

export type Code = z.output<typeof Code>;
