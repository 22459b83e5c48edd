/**
 * Sets the security headers that an answer does not have already. Nothing is stored, unless the answer says how long.
 *
 * @param https Whether the app is served over https (RFC 6797: only then Strict-Transport-Security counts).
 */
export function secured(response: Response, https: boolean): Response {
  const { headers } = response;
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'no-referrer');
  if (https) headers.set('strict-transport-security', 'max-age=31536000');
  return response;
}
