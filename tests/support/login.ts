import { parseSetCookie } from 'cookie';
import { trySignIn, type SignInChoice } from './oauth/authorization.ts';
import { openBrowser, type Answer, type Browser } from './oauth/browser.ts';

export interface LoginOptions {
  /** A user of the Entra stand-in: reader, operator, manager, owner or nobody. */
  readonly user?: string;
  /** Narrows the token on the page. */
  readonly scopes?: readonly string[];
  readonly hours?: number;
  /** A test control of the Entra stand-in: what goes wrong in this one login. */
  readonly control?: string;
  readonly browser?: Browser;
}

/** Logs in at the token page; `scopes` and `hours` make another token there. */
export async function loginPage(app: { readonly url: string }, options: LoginOptions = {}): Promise<Answer> {
  const { user = 'owner', scopes, hours, control, browser = openBrowser() } = options;
  const { end } = await begin(app, browser, { user, ...(control !== undefined && { control }) });
  if (!(end instanceof URL)) return end;
  const page = await browser.follow(await browser.get(end));
  if (scopes === undefined && hours === undefined) return page;
  const form = { action: 'issue', ...(scopes && { scope: scopes }), ...(hours !== undefined && { hours: String(hours) }) };
  return browser.follow(await browser.post(`${app.url}/test-auth`, form));
}

/** The token that the page shows. */
export const tokenOn = ({ text }: Pick<Answer, 'text'>): string | undefined =>
  /<textarea id="token"[^>]*>([\w.-]+)<\/textarea>/.exec(text)?.[1];

/**
 * @returns the access token of the page.
 * @throws Error with the page's heading where there is none.
 */
export async function login(app: { readonly url: string }, options: LoginOptions = {}): Promise<string> {
  const page = await loginPage(app, options);
  const token = tokenOn(page);
  if (token === undefined) throw new Error(`No token on the page: ${/<h1>([^<]*)/.exec(page.text)?.[1] ?? page.text.slice(0, 200)}`);
  return token;
}

/** @returns the first answer of the app, and where the sign-in ends: at the callback or at a page. */
async function begin(app: { readonly url: string }, browser: Browser, choice: SignInChoice) {
  const first = await browser.post(`${app.url}/auth/login`, {});
  return { first, end: first.location ? await trySignIn(browser, first.location, choice) : first };
}

/** A login up to the moment at which Microsoft sends the browser back. */
export interface PendingLogin {
  readonly callback: URL;
  /** `name=value` of the login cookie. */
  readonly cookie: string;
  /** The Set-Cookie header that it came with. */
  readonly setCookie: string;
}

/** Starts a login and signs in at the stand-in. The callback is not called. */
export async function loginUntilCallback(app: { readonly url: string }, user = 'owner'): Promise<PendingLogin> {
  const { first, end: callback } = await begin(app, openBrowser(), { user });
  if (!(callback instanceof URL)) throw new Error(`The login ends at ${callback.url.href} with HTTP ${callback.status}`);
  const [setCookie = ''] = first.headers.getSetCookie();
  return { callback, cookie: setCookie.split(';')[0] ?? '', setCookie };
}

export interface CallbackAnswer {
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
  readonly cookies: readonly string[];
}

/** Calls the callback with this Cookie header, or none. Redirects are not followed. */
export async function comeBack(url: URL, cookie?: string): Promise<CallbackAnswer> {
  const response = await fetch(url, { redirect: 'manual', headers: cookie === undefined ? {} : { cookie } });
  const { status, headers } = response;
  return { status, text: await response.text(), location: headers.get('location'), cookies: headers.getSetCookie() };
}

/** The sealed session of the token page among the cookies that an answer sets. */
export const sessionCookie = ({ cookies }: Pick<CallbackAnswer, 'cookies'>): string | undefined =>
  cookies.map((each) => parseSetCookie(each)).find(({ name }) => name === 'token-page')?.value;
