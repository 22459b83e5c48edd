import { expect } from '@jest/globals';

/** An origin that may talk to an app on this machine. */
export const ORIGIN = 'http://localhost:6274';

/** The parameters of the WWW-Authenticate header (RFC 6750 section 3); none where there is no Bearer challenge. */
export function challengeOf(response: Response): Record<string, string> {
  const list = /^Bearer (.*)$/.exec(response.headers.get('www-authenticate') ?? '')?.[1] ?? '';
  return Object.fromEntries([...list.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
}

/** A 401 as every client needs it: absolute challenge, JSON body, no token echoed, CORS headers. Out: the challenge. */
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
