import { z } from 'zod';
import { ROLES } from '../../platform/index.ts';
import { Authorization } from './authorize/authorization.ts';

/** How long an authorization code works, in seconds (RFC 6749 section 4.1.2 allows ten minutes at most). */
export const CODE_SECONDS = 60;

/** What an authorization code seals (purpose `code`): everything that the token endpoint must hold the client to. */
export const Code = Authorization.omit({ state: true }).extend({
  /** The grant that this code becomes, once. */
  grantId: z.string(),
  subject: z.string(),
  roles: z.array(z.enum(ROLES)),
  /** Unix seconds, with milliseconds: whoever revokes everything of a person in the same second must win or lose clearly. */
  issuedAt: z.number(),
});

export type Code = z.output<typeof Code>;
