import type { Cookie, HttpResponseInit } from '@azure/functions';
import { parseSetCookie } from 'cookie';

/** Converts an answer for the library. Several Set-Cookie headers pass the host only as `cookies`. */
export function toInit(response: Response): HttpResponseInit {
  const headers = new Headers(response.headers);
  headers.delete('set-cookie');
  return {
    status: response.status,
    headers: Object.fromEntries(headers),
    cookies: response.headers.getSetCookie().map(toCookie),
    ...(response.body && { body: response.body as HttpResponseInit['body'] & object }),
  };
}

const SAME_SITE = { lax: 'Lax', strict: 'Strict', none: 'None' } as const;

function toCookie(header: string): Cookie {
  const { name, value = '', path, maxAge, httpOnly, secure, sameSite } = parseSetCookie(header);
  return {
    name,
    value,
    ...(path !== undefined && { path }),
    ...(maxAge !== undefined && { maxAge }),
    ...(httpOnly !== undefined && { httpOnly }),
    ...(secure !== undefined && { secure }),
    ...(typeof sameSite === 'string' && { sameSite: SAME_SITE[sameSite] }),
  };
}
