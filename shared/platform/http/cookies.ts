import { parseCookie, stringifySetCookie } from 'cookie';

/** Logins or consents in progress in one browser. */
const MOST_OF_A_KIND = 8;

export interface Cookies {
  /** @param name Without the `__Host-` prefix. */
  read(request: Request, name: string): string | undefined;
  /** @returns A Set-Cookie value: HttpOnly, SameSite=Lax, Path=/; with `__Host-` and Secure over https (RFC 6265bis). */
  write(name: string, value: string, maxAgeSeconds: number): string;
  /** @returns A Set-Cookie value that removes the cookie. */
  drop(name: string): string;
  /**
   * @returns Set-Cookie values that remove all cookies with this prefix if a request has too many. Another site can start any number of
   * logins, and a browser with more cookies than a server accepts would be locked out.
   */
  dropSurplus(request: Request, prefix: string): string[];
}

/** Cookies are not Secure on http://localhost, because not every browser keeps them there. */
export function createCookies(publicBaseUrl: string): Cookies {
  const secure = publicBaseUrl.startsWith('https:');
  const full = (name: string) => (secure ? `__Host-${name}` : name);
  const write = (name: string, value: string, maxAge: number) =>
    stringifySetCookie({ name: full(name), value, maxAge, path: '/', httpOnly: true, sameSite: 'lax', secure });
  return {
    read: (request, name) => parseCookie(request.headers.get('cookie') ?? '')[full(name)],
    write,
    drop: (name) => write(name, '', 0),
    dropSurplus(request, prefix) {
      const names = Object.keys(parseCookie(request.headers.get('cookie') ?? '')).filter((name) => name.startsWith(full(prefix)));
      return names.length < MOST_OF_A_KIND ? [] : names.map((name) => write(name.slice(full('').length), '', 0));
    },
  };
}
