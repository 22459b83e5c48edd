import type { Cookie, HttpResponseInit } from '@azure/functions';
import { parseSetCookie } from 'cookie';
import { withApplication } from './application.ts';

const IS_HTTPS = withApplication(
  ({ origin }) => origin.startsWith('https:'),
  () => false,
);

/** An answer in the library's terms. Several Set-Cookie headers survive the host only as `cookies`. */
export function toInit(response: Response): HttpResponseInit {
  const headers = new Headers(response.headers);
  headers.delete('set-cookie');
  if (IS_HTTPS) headers.set('strict-transport-security', 'max-age=31536000');
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
