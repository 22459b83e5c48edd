/** The parameters of the WWW-Authenticate header (RFC 6750 section 3); none where there is no Bearer challenge. */
export function challengeOf(response: Response): Record<string, string> {
  const list = /^Bearer (.*)$/.exec(response.headers.get('www-authenticate') ?? '')?.[1] ?? '';
  return Object.fromEntries([...list.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
}
