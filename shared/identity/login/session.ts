import { z } from 'zod';
import { createSealer } from '../tokens/index.ts';
import { createCookies, cutText, ROLES, type Secrets } from '../../platform/index.ts';

/** How long a browser stays signed in to our own pages after a login, in seconds. */
const SESSION_SECONDS = 900;
const COOKIE = 'session';

/** The person who logged in, with their roles in this app. */
export const SignedIn = z.object({
  tenantId: z.string(),
  objectId: z.string(),
  /** For display only. */
  name: z.string(),
  /** The name of the Microsoft account, for display only. */
  username: z.string().optional(),
  roles: z.array(z.enum(ROLES)),
});

export type SignedIn = z.output<typeof SignedIn>;

/** {@link open} and {@link write} throw SecretUnavailableError. */
export interface Sessions {
  open(request: Request): Promise<SignedIn | undefined>;
  /** @returns the Set-Cookie value */
  write(person: SignedIn): Promise<string>;
  /** @returns the Set-Cookie value that ends the session */
  drop(): string;
}

/** Sessions of signed-in browsers: a sealed cookie; the server stores nothing. */
export function createSessions(secrets: Secrets, origin: string): Sessions {
  const cookies = createCookies(origin);
  const sealer = createSealer(secrets, 'session', origin);
  return {
    async open(request) {
      const sealed = cookies.read(request, COOKIE);
      return sealed === undefined ? undefined : sealer.open(sealed, SignedIn);
    },
    async write({ tenantId, objectId, name, username, roles }) {
      const kept: SignedIn = { tenantId, objectId, name: cutText(name, 120), ...(username && { username: cutText(username, 120) }), roles };
      return cookies.write(COOKIE, await sealer.seal(kept, SESSION_SECONDS), SESSION_SECONDS);
    },
    drop: () => cookies.drop(COOKIE),
  };
}
