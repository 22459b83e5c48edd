import { z } from 'zod';
import { isLoopback } from '../../../platform/index.ts';
import { parseScope, type Scope, type TokenNames } from '../../tokens/index.ts';
import { matchRedirectUri, type Client } from '../clients/index.ts';
import { OAuthError, type OAuthErrorCode } from '../errors.ts';
import { audienceOf, isHabitual, isScopeText } from '../request-parameters.ts';
import { Code } from '../token/redeem-code.ts';
import { AuthorizeError } from './errors.ts';

/** A checked authorization request: sealed into the consent page and, after consent, carried through the login. */
export const Authorization = Code.pick({
  clientHash: true,
  clientName: true,
  redirectUri: true,
  challenge: true,
  audience: true,
  scopes: true,
}).extend({
  /** The client's own, unchanged. */
  state: z.string().optional(),
});

export type Authorization = z.output<typeof Authorization>;

/** In characters; longer than any real request. */
const LONGEST_QUERY = 8_000;

/**
 * The parameters of an authorization request, without empty ones (RFC 6749 section 3.1). Only `resource` may occur twice here; the client is
 * told about that later (RFC 8707).
 *
 * @throws AuthorizeError `too_long`, `duplicated_parameter`
 */
export function queryOf(url: string): URLSearchParams {
  const { search, searchParams } = new URL(url);
  if (search.length > LONGEST_QUERY) throw new AuthorizeError('too_long');
  const names = [...searchParams.keys()].filter((name) => name !== 'resource');
  if (new Set(names).size < names.length) throw new AuthorizeError('duplicated_parameter');
  return new URLSearchParams([...searchParams].filter(([, value]) => value !== ''));
}

/**
 * Where the response goes. The request may omit redirect_uri only if the client has exactly one, and that one has no variable port (RFC 6749
 * section 3.1.2.3).
 *
 * @param asked the redirect_uri of the request
 * @param origin the app's own
 * @returns undefined if no response may be sent anywhere
 */
export function redirectUriOf(client: Client, asked: string | null, origin: string): string | undefined {
  const [first, ...others] = client.redirectUris;
  const onlyOne = others.length === 0 && first !== undefined && !isLoopback(first) ? first : undefined;
  const uri = asked ?? onlyOne;
  return uri === undefined ? undefined : matchRedirectUri(client, uri, origin);
}

/** In bytes of UTF-8: no more fits into the cookie that carries it through the login. */
const LONGEST_STATE = 1_500;
/** SHA-256 in base64url. */
const S256_CHALLENGE = /^[\w-]{43}$/;

type Check = readonly [fails: (query: URLSearchParams) => boolean, code: OAuthErrorCode, description: string];

const has = (name: string) => (query: URLSearchParams) => query.has(name);
const lacks = (name: string) => (query: URLSearchParams) => !query.has(name);
const isNot = (name: string, value: string) => (query: URLSearchParams) => query.get(name) !== value;
const wordsOf = (text: string | null): string[] => (text ?? '').split(' ');

/** Checked in order; the first error is reported. */
const CHECKS: readonly Check[] = [
  [
    (query) => Buffer.byteLength(query.get('state') ?? '') > LONGEST_STATE,
    'invalid_request',
    `state is longer than ${LONGEST_STATE} bytes: keep the rest in your own store.`,
  ],
  [has('request'), 'invalid_request', 'Request objects (request) are not supported: send plain parameters.'],
  [has('request_uri'), 'invalid_request', 'Request objects (request_uri) are not supported: send plain parameters.'],
  [lacks('response_type'), 'invalid_request', 'response_type is missing: it must be code.'],
  [isNot('response_type', 'code'), 'unsupported_response_type', 'response_type must be code.'],
  [(query) => (query.get('response_mode') ?? 'query') !== 'query', 'invalid_request', 'response_mode must be query.'],
  [lacks('code_challenge'), 'invalid_request', 'code_challenge is missing: PKCE (RFC 7636) is required.'],
  [isNot('code_challenge_method', 'S256'), 'invalid_request', 'code_challenge_method must be S256: without it the method is plain.'],
  [
    (query) => !S256_CHALLENGE.test(query.get('code_challenge') ?? ''),
    'invalid_request',
    'code_challenge must be a SHA-256 in base64url: 43 characters.',
  ],
  [(query) => query.getAll('resource').length > 1, 'invalid_target', 'Ask for one resource at a time.'],
  [(query) => !isScopeText(query.get('scope') ?? ''), 'invalid_scope', 'scope holds characters that no scope has.'],
  [
    (query) => wordsOf(query.get('prompt')).includes('none'),
    'login_required',
    'A person has to consent and sign in each time: open this in a browser without prompt=none.',
  ],
];

type Requested = Pick<Authorization, 'challenge' | 'audience' | 'scopes'>;

/**
 * Checks an authorization request whose client and redirect URI are already checked. Unknown parameters are ignored (RFC 6749 section 3.1).
 *
 * @param query without empty parameters
 * @param offered the scopes that this server offers
 * @throws OAuthError, to be sent to the client
 */
export function checkRequest(query: URLSearchParams, names: TokenNames, offered: readonly Scope[]): Requested {
  for (const [fails, code, description] of CHECKS) if (fails(query)) throw new OAuthError(code, description);
  const audience = audienceOf(query.get('resource'), names, names.audience);
  return { challenge: query.get('code_challenge') ?? '', audience, scopes: scopesOf(query.get('scope'), offered) };
}

/** Unknown scopes are ignored if some are known (RFC 6749 section 3.3). Without any of ours by name, all are requested. */
function scopesOf(scope: string | null, offered: readonly Scope[]): Scope[] {
  const known = parseScope(scope ?? '').filter((each) => offered.includes(each));
  if (known.length > 0) return known;
  if (isHabitual(scope ?? '')) return [...offered];
  throw new OAuthError('invalid_scope', `None of these scopes exists here. There are: ${offered.join(' ')}.`);
}
