import { z } from 'zod';
import { createSealer } from '../tokens/index.ts';
import { createCookies, ROLES, type Secrets } from '../../platform/index.ts';

/** How long a browser that logged in stays signed in to our own pages, in seconds. */
const SESSION_SECONDS = 900;
const COOKIE = 'session';

/** Who logged in, with the roles that count here. */
export const SignedIn = z.object({
  tenantId: z.string(),
  objectId: z.string(),
  /** For display only. */
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
});

export type SignedIn = z.output<typeof SignedIn>;

export interface Sessions {
  open(request: Request): Promise<SignedIn | undefined>;
  /** Out: the Set-Cookie value. */
  write(person: SignedIn): Promise<string>;
  /** Out: the Set-Cookie value that ends it. */
  drop(): string;
}

/** Signed-in browsers: a sealed cookie, nothing on the server. */
export function createSessions(secrets: Secrets, origin: string): Sessions {
  const cookies = createCookies(origin);
  const sealer = createSealer(secrets, 'session', origin);
  return {
    async open(request) {
      const sealed = cookies.read(request, COOKIE);
      return sealed === undefined ? undefined : sealer.open(sealed, SignedIn);
    },
    async write({ tenantId, objectId, name, roles }) {
      const kept: SignedIn = { tenantId, objectId, name: name.slice(0, 120), roles };
      return cookies.write(COOKIE, await sealer.seal(kept, SESSION_SECONDS), SESSION_SECONDS);
    },
    drop: () => cookies.drop(COOKIE),
  };
}
