import { parseScope, type Scope, type TokenNames } from '../../tokens/index.ts';
import { OAuthError, type OAuthErrorCode } from '../errors.ts';
import { audienceOf, isHabitual, isScopeText } from '../request-parameters.ts';

/** More does not fit into the cookie that carries it through the login. In bytes of UTF-8. */
const LONGEST_STATE = 1_500;
/** SHA-256 in base64url. */
const S256_CHALLENGE = /^[\w-]{43}$/;

type Check = readonly [broken: (query: URLSearchParams) => boolean, code: OAuthErrorCode, description: string];

const has = (name: string) => (query: URLSearchParams) => query.has(name);
const lacks = (name: string) => (query: URLSearchParams) => !query.has(name);
const isNot = (name: string, value: string) => (query: URLSearchParams) => query.get(name) !== value;
const wordsOf = (text: string | null): string[] => (text ?? '').split(' ');

/** In this order: what the client is told is the first that is broken. */
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
    'A person has to consent and log in each time: open this in a browser without prompt=none.',
  ],
];

/** What an authorization request asks for. */
interface Asked {
  readonly challenge: string;
  readonly audience: string;
  readonly scopes: readonly Scope[];
}

/**
 * In: the query of an authorization request whose client and redirect URI are known to be good, without empty parameters; the names of
 * our tokens; the scopes that can be had here. Out: what it asks for. Errors: OAuthError, for the client to be told. Unknown parameters are
 * ignored (RFC 6749 section 3.1).
 */
export function checkRequest(query: URLSearchParams, names: TokenNames, offered: readonly Scope[]): Asked {
  for (const [broken, code, description] of CHECKS) if (broken(query)) throw new OAuthError(code, description);
  const audience = audienceOf(query.get('resource'), names, names.audience);
  return { challenge: query.get('code_challenge') ?? '', audience, scopes: scopesOf(query.get('scope'), offered) };
}

/** Scopes that we do not know are left out (RFC 6749 section 3.3), as long as some are ours; nothing of ours by name means all of it. */
function scopesOf(scope: string | null, offered: readonly Scope[]): readonly Scope[] {
  const known = parseScope(scope ?? '').filter((each) => offered.includes(each));
  if (known.length > 0) return known;
  if (isHabitual(scope ?? '')) return offered;
  throw new OAuthError('invalid_scope', `None of these scopes exists here. There are: ${offered.join(' ')}.`);
}
