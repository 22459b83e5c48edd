import { parseSetCookie } from 'cookie';

/** A login up to the moment at which Microsoft sends the browser back. */
export interface PendingLogin {
  readonly callback: URL;
  /** `name=value` of the login cookie. */
  readonly cookie: string;
  /** The Set-Cookie header that it came with. */
  readonly setCookie: string;
}

const decode = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');

/** Starts a login and signs in at the stand-in. The callback is not called. */
export async function loginUntilCallback(app: { readonly url: string }, user = 'owner'): Promise<PendingLogin> {
  const start = await fetch(`${app.url}/auth/login`, { method: 'POST', redirect: 'manual' });
  const setCookie = start.headers.getSetCookie()[0] ?? '';
  const { name, value = '' } = parseSetCookie(setCookie);
  const location = start.headers.get('location') ?? '';
  const page = await (await fetch(location)).text();
  const form = new URLSearchParams({ user });
  for (const [, field = '', text = ''] of page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g))
    form.set(field, decode(text));
  const back = await fetch(location.split('?')[0] ?? '', { method: 'POST', body: form, redirect: 'manual' });
  return { callback: new URL(back.headers.get('location') ?? ''), cookie: `${name}=${value}`, setCookie };
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
