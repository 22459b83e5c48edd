import { Browser } from '../../infra/local/token-browser.ts';

export interface LoginOptions {
  /** A user of the Entra stand-in: reader, operator, manager, owner or nobody. */
  readonly user?: string;
  /** Narrows the token on the page. */
  readonly scopes?: readonly string[];
  readonly hours?: number;
  /** A knob of the Entra stand-in: what goes wrong in this one login. */
  readonly knob?: string;
}

/**
 * Walks the login as a browser would.
 *
 * @returns the last page.
 */
export async function walkLogin(app: { readonly url: string }, options: LoginOptions = {}) {
  const { user = 'owner', scopes, hours, knob } = options;
  const browser = new Browser();
  const signIn = await browser.post(new URL('/auth/login', app.url), {});
  const page = await browser.post(signIn.url, { ...signIn.hidden, user, ...(knob === undefined ? {} : { knob }) });
  if (scopes === undefined && hours === undefined) return page;
  const form = { action: 'issue', ...(scopes && { scope: scopes }), ...(hours !== undefined && { hours: String(hours) }) };
  return browser.post(new URL('/test-auth', app.url), form);
}

/**
 * The same to its end.
 *
 * @returns the access token of the page.
 * @throws Error with the page's heading where there is none.
 */
export async function login(app: { readonly url: string }, options: LoginOptions = {}): Promise<string> {
  const { text } = await walkLogin(app, options);
  const token = /<textarea id="token"[^>]*>([\w.-]+)<\/textarea>/.exec(text)?.[1];
  if (token === undefined) throw new Error(`No token on the page: ${/<h1>([^<]*)/.exec(text)?.[1] ?? text.slice(0, 200)}`);
  return token;
}
