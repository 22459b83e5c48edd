import { AuthorizeRefusal } from './refusals.ts';

/** Longer than any client's honest request, in characters. */
const LONGEST_QUERY = 8_000;

/**
 * In: the URL of an authorization request. Out: its parameters, without those that have no value (RFC 6749 section 3.1). None comes
 * twice but `resource`, whose repetition the client is told of (RFC 8707). Errors: AuthorizeRefusal.
 */
export function queryOf(url: string): URLSearchParams {
  const { search, searchParams } = new URL(url);
  if (search.length > LONGEST_QUERY) throw new AuthorizeRefusal('too_long');
  const names = [...searchParams.keys()].filter((name) => name !== 'resource');
  if (new Set(names).size < names.length) throw new AuthorizeRefusal('duplicated_parameter');
  return new URLSearchParams([...searchParams].filter(([, value]) => value !== ''));
}
