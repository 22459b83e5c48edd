import { parseCookie, stringifySetCookie } from 'cookie';

/** As many logins or consents may be under way in one browser. */
const MOST_OF_A_KIND = 8;

export interface Cookies {
  /** In: the request; the cookie's short name. Out: its value. */
  read(request: Request, name: string): string | undefined;
  /** A Set-Cookie value: HttpOnly, SameSite=Lax, whole site; `__Host-` and Secure wherever the app is on https (RFC 6265bis). */
  write(name: string, value: string, maxAgeSeconds: number): string;
  /** A Set-Cookie value that removes it. */
  drop(name: string): string;
  /**
   * Set-Cookie values that remove cookies whose name begins so, where a request brings too many: a foreign page can begin logins without end,
   * and a browser whose cookies are longer than a server takes would be locked out.
   */
  dropSurplus(request: Request, prefix: string): string[];
}

/** In: the app's origin. Out: its cookies. On http://localhost no browser keeps Secure cookies for sure, so they are plain there. */
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
