import { expect } from '@jest/globals';
import { challengeOf } from './bearer-challenge.ts';

/** An origin that may talk to an app on this machine. */
export const ORIGIN = 'http://localhost:6274';

/**
 * A 401 as every client needs it: absolute challenge, JSON body, no token echoed, CORS headers.
 *
 * @returns the challenge.
 */
export async function expectChallenge(
  app: { readonly url: string },
  response: Response,
  { token = '', path = '/mcp/stream' }: { token?: string; path?: string } = {},
): Promise<Record<string, string>> {
  const body = await response.text();
  expect(response.status).toBe(401);
  const challenge = challengeOf(response);
  expect(challenge['resource_metadata']).toBe(`${app.url}/.well-known/oauth-protected-resource${path}`);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
  expect(response.headers.get('access-control-expose-headers')).toMatch(/WWW-Authenticate/);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(JSON.parse(body)).toMatchObject({ error: 'invalid_token' });
  for (const part of token.split('.').filter((text) => text.length > 8)) expect(`${body} ${JSON.stringify(challenge)}`).not.toContain(part);
  return challenge;
}
