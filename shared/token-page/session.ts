import { z } from 'zod';
import { SCOPES } from '../auth/index.ts';
import { ROLES } from '../settings/index.ts';

/** How long the token page stays open in the browser that logged in, in seconds. */
export const SESSION_SECONDS = 600;
export const SESSION_COOKIE = 'token-page';

/** What the browser keeps, sealed, while the token page is open: who logged in, and the token that is shown. */
export const Session = z.object({
  tenantId: z.string(),
  objectId: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  /** Unix seconds, with milliseconds. */
  loggedInAt: z.number(),
  /** The grant of the token. */
  grantId: z.string(),
  token: z.string(),
  /** Unix seconds. */
  tokenExpiresAt: z.number(),
  scopes: z.array(z.enum(SCOPES)),
});

export type Session = z.output<typeof Session>;
