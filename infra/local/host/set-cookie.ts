/** One `Set-Cookie` value (RFC 6265 section 4.1) from what the library hands over where HTTP streams are off. */
import type { HttpCookie } from './core-types.ts';

const SAME_SITE = {
  none: undefined,
  lax: 'Lax',
  strict: 'Strict',
  explicitNone: 'None',
} as const;

/** The value is percent-encoded, and the path is "/" where none is given, as ASP.NET Core does in the real host. */
export function toSetCookie(cookie: HttpCookie): string {
  const seconds = cookie.expires?.value?.seconds;
  const sameSite = SAME_SITE[cookie.sameSite ?? 'none'];
  const attributes: (readonly [name: string, value: string | number | undefined])[] = [
    ['Domain', cookie.domain?.value],
    ['Path', cookie.path?.value ?? '/'],
    ['Expires', seconds === undefined ? undefined : new Date(seconds * 1000).toUTCString()],
    ['Max-Age', cookie.maxAge?.value],
    ['SameSite', sameSite],
  ];
  const parts = [`${encodeURIComponent(cookie.name)}=${encodeURIComponent(cookie.value)}`];
  for (const [name, value] of attributes) if (value !== undefined) parts.push(`${name}=${value}`);
  if (cookie.secure?.value === true) parts.push('Secure');
  if (cookie.httpOnly?.value === true) parts.push('HttpOnly');
  return parts.join('; ');
}
