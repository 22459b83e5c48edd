import { z } from 'zod';
import { SCOPES } from '../../identity/index.ts';
import { ROLES } from '../../platform/index.ts';

/** Seconds after the login at which the token page closes, whatever is done on it. */
const OPEN_SECONDS = 600;
export const SESSION_COOKIE = 'token-page';

/** What the browser keeps, sealed, while the token page is open: the person, and the token that is shown. */
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

/** When the page closes, in unix seconds. */
export const closesAt = ({ loggedInAt }: Pick<Session, 'loggedInAt'>): number => loggedInAt + OPEN_SECONDS;

/**
 * @param now Unix seconds.
 * @returns Whole seconds until the page closes; 0 or less if it is closed.
 */
export const secondsLeft = (session: Pick<Session, 'loggedInAt'>, now: number): number => Math.floor(closesAt(session) - now);
