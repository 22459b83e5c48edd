import { hash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { createSealer } from '../../auth/index.ts';
import { createCookies } from '../../http/index.ts';
import type { Secrets } from '../../secrets/index.ts';
import { sameText } from '../same-text.ts';
import { Authorization } from './authorization.ts';
import { AuthorizeRefusal } from './refusals.ts';

/** How long a consent page works, in seconds. */
const CONSENT_SECONDS = 600;

const Pending = z.object({
  authorization: Authorization,
  /** Part of the cookie's name: every page has its own, so that two tabs do not take each other's place. */
  slot: z.string(),
  /** SHA-256 of the cookie's value, base64url. */
  cookieHash: z.string(),
});

interface OpenConsent {
  readonly authorization: Authorization;
  /** The Set-Cookie value that ends it in this browser. */
  readonly drop: string;
}

export interface Consents {
  /** Out: what the page's form holds, and the Set-Cookie values of the browser that it belongs to. */
  begin(request: Request, authorization: Authorization): Promise<{ readonly sealed: string; readonly cookies: readonly string[] }>;
  /** In: the request that a form of ours came with; what it held. Errors: AuthorizeRefusal; SecretUnavailableError. */
  open(request: Request, sealed: string): Promise<OpenConsent>;
}

const cookieOf = (slot: string) => `consent-${slot}`;

/** Consent pages under way: a sealed request in the form, bound to the browser by a cookie; nothing is kept on the server. */
export function createConsents(secrets: Secrets, origin: string): Consents {
  const cookies = createCookies(origin);
  const sealer = createSealer(secrets, 'consent', origin);
  return {
    async begin(request, authorization) {
      const slot = randomBytes(6).toString('base64url');
      const value = randomBytes(32).toString('base64url');
      const sealed = await sealer.seal({ authorization, slot, cookieHash: hash('sha256', value, 'base64url') }, CONSENT_SECONDS);
      return { sealed, cookies: [...cookies.dropSurplus(request, cookieOf('')), cookies.write(cookieOf(slot), value, CONSENT_SECONDS)] };
    },
    async open(request, sealed) {
      const pending = await sealer.open(sealed, Pending);
      if (!pending) throw new AuthorizeRefusal('consent_expired');
      const { authorization, slot, cookieHash } = pending;
      const value = cookies.read(request, cookieOf(slot));
      if (value === undefined || !sameText(hash('sha256', value, 'base64url'), cookieHash)) throw new AuthorizeRefusal('other_browser');
      return { authorization, drop: cookies.drop(cookieOf(slot)) };
    },
  };
}
