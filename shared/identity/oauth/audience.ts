import type { TokenNames } from '../tokens/index.ts';
import { OAuthError } from './errors.ts';

/**
 * In: the resource that a request names (RFC 8707 section 2), or nothing; the names of our tokens; what is meant where none is named.
 * Out: one of the accepted audiences. Its scheme and host may be spelled in any way; a slash at the end, and the query with which an endpoint
 * is narrowed, make no other resource of it. Errors: OAuthError `invalid_target`.
 */
export function audienceOf(resource: string | null | undefined, { accepted }: TokenNames, otherwise: string): string {
  if (resource === null || resource === undefined) return otherwise;
  const url = URL.canParse(resource) && !resource.includes('#') ? new URL(resource) : undefined;
  const plain = url && url.username === '' && url.password === '' ? `${url.origin}${url.pathname.replace(/\/$/, '')}` : undefined;
  const known = accepted.find((each) => each === plain);
  if (known === undefined) throw new OAuthError('invalid_target', `resource must be ${accepted.join(' or ')}.`);
  return known;
}
