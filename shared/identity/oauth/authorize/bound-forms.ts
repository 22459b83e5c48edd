import { hash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { createSealer, constantTimeEqual } from '../../tokens/index.ts';
import { createCookies, type Secrets } from '../../../platform/index.ts';
import { AuthorizeError } from './errors.ts';
import { Authorization } from './request.ts';
import { RequestingClient } from './requesting-client.ts';

/** How long a form is valid, in seconds. */
const FORM_SECONDS = 600;

/** The content of a form: a request that waits for consent, or an error that waits for the person to take it to the client. */
const Content = z.discriminatedUnion('kind', [
  // Forms that are open in a browser hold these names.
  z.object({ kind: z.literal('consent'), authorization: Authorization, asker: RequestingClient }),
  z.object({
    kind: z.literal('return'),
    redirectUri: z.string(),
    state: z.string().optional(),
    why: z.object({ code: z.string(), description: z.string() }),
  }),
]);

export type Content = z.output<typeof Content>;

const Pending = z.object({
  content: Content,
  /** Part of the cookie's name. Each page has its own, so that two tabs do not overwrite each other's cookie. */
  slot: z.string(),
  /** SHA-256 of the cookie's value, base64url. */
  cookieHash: z.string(),
});

/** What a page needs to render a form. */
export interface BegunForm {
  /** The value of its hidden field. */
  readonly sealed: string;
  /** Set-Cookie values that bind the form to this browser. */
  readonly cookies: readonly string[];
}

interface OpenForm {
  readonly content: Content;
  /** The Set-Cookie value that ends the form in this browser. */
  readonly drop: string;
}

export interface BoundForms {
  /** @throws SecretUnavailableError */
  begin(request: Request, content: Content): Promise<BegunForm>;
  /**
   * @param request the one with the form
   * @param sealed the value of its hidden field
   * @throws AuthorizeError, SecretUnavailableError
   */
  open(request: Request, sealed: string): Promise<OpenForm>;
}

const cookieOf = (slot: string) => `consent-${slot}`;

/** Forms of /authorize. Their content is sealed into them, and a cookie binds them to one browser; the server stores nothing. */
export function createBoundForms(secrets: Secrets, origin: string): BoundForms {
  const cookies = createCookies(origin);
  const sealer = createSealer(secrets, 'consent', origin);
  return {
    async begin(request, content) {
      const slot = randomBytes(6).toString('base64url');
      const value = randomBytes(32).toString('base64url');
      const sealed = await sealer.seal({ content, slot, cookieHash: hash('sha256', value, 'base64url') }, FORM_SECONDS);
      return { sealed, cookies: [...cookies.dropSurplus(request, cookieOf('')), cookies.write(cookieOf(slot), value, FORM_SECONDS)] };
    },
    async open(request, sealed) {
      const pending = await sealer.open(sealed, Pending);
      if (!pending) throw new AuthorizeError('consent_expired');
      const { content, slot, cookieHash } = pending;
      const value = cookies.read(request, cookieOf(slot));
      if (value === undefined || !constantTimeEqual(hash('sha256', value, 'base64url'), cookieHash))
        throw new AuthorizeError('other_browser');
      return { content, drop: cookies.drop(cookieOf(slot)) };
    },
  };
}
