import { page, type Requirement } from './requirement.ts';

const MCP = 'MCP 2025-11-25 and 2026-07-28 basic/authorization';

/**
 * What the MCP authorization pages and the RFCs behind them demand of a resource server and an authorization server with public clients,
 * authorization codes and JWT access tokens. Left out, because we do not have it: client secrets and assertions, OpenID Connect, other
 * grants, registration that can be changed, metadata that is signed, scopes that imply each other, RS256 beside ES256 (RFC 9068 section
 * 2.1: nobody but us reads our tokens); and what is demanded of clients.
 */
export const AUTHORIZATION: readonly Requirement[] = [
  ...page('AUTH-', MCP, [
    ['METADATA-1', 'the resource has RFC 9728 metadata that names an authorization server'],
    ['METADATA-2', 'the authorization server has RFC 8414 metadata'],
    ['METADATA-3', 'the metadata names the PKCE methods'],
    ['TOKEN-1', 'only tokens that were issued for this server are accepted'],
    ['TOKEN-2', 'an invalid or expired token is 401'],
    ['TOKEN-3', 'no token is taken from the query'],
    ['TOKEN-4', 'the token is needed in every request, whatever came before on the connection'],
    ['TOKEN-5', 'the token of the client is never passed on'],
    ['TOKEN-6', 'tokens are kept and logged nowhere'],
    ['STATUS-1', '401 without authorization, 403 without the scope, 400 for a malformed authorization request'],
    ['REFRESH-1', 'refresh tokens of public clients rotate'],
    ['HTTPS-1', 'the endpoints are served over https'],
    ['HTTPS-2', 'redirect URIs are https or loopback; beyond that only the private schemes of named apps (RFC 8252 section 7.1)'],
    ['REDIRECT-1', 'redirect URIs are compared exactly with the registered ones'],
    ['REDIRECT-2', 'no browser is sent to a URI that is not trusted before its person has seen who and where to, and pressed a button'],
    ['CONSENT-1', 'a person consents to each client before Microsoft is asked'],
    ['CONSENT-2', 'the consent page shows the host of the redirect URI'],
    ['ISS-1', 'that answers carry iss is advertised'],
  ]),
  ...page('AUTH-', 'MCP security best practices, confused deputy', [
    ['PROXY-1', 'the login at Microsoft is bound to its state and to the browser that consented, and works once'],
    ['PROXY-2', 'before consent nothing of that login is set; the cookie of the consent is its browser’s alone'],
  ]),
  ...page('CIMD-', 'Client ID Metadata Document', [
    ['1', 'the URL is https with a path, without fragment, user name or dot segments'],
    ['2', 'the client_id of the document is its URL, to the letter'],
    ['3', 'the document is JSON with all that is required'],
    ['4', 'redirect URIs of a request are held to the document'],
    ['5', 'redirects are not followed'],
    ['6', 'errors and invalid documents are not cached'],
    ['7', 'a document with a shared secret, or a method that needs one, is refused'],
    ['8', 'no address for special use is asked'],
    ['9', 'any status but 200 is an error'],
  ]),
  ...page('OAUTH21-', 'OAuth 2.1', [
    ['4.1.1', 'a request without a code_challenge, or with another method than S256, is refused'],
    ['4.3.1', 'reuse of a rotated refresh token ends the grant'],
    ['5.2', 'the token is validated before the request is worked on'],
    ['5.3', 'a refused request gets a WWW-Authenticate challenge'],
  ]),
  ...page('RFC6749-', 'RFC 6749', [
    ['3.1', 'parameters without a value are left out, unknown ones ignored, repeated ones refused'],
    ['3.1.2', 'a redirect URI has no fragment, and its query is kept'],
    ['3.1.2.4', 'an invalid redirect URI is not redirected to'],
    ['3.2', 'the token endpoint takes POST only'],
    ['3.3', 'a granted scope that differs from the one asked for is said'],
    ['4.1.2', 'a code is short-lived, works once and is bound to its client and redirect URI'],
    ['4.1.2a', 'state comes back as it was sent'],
    ['4.1.2.1', 'errors go back by redirect, except for client and redirect URI'],
    ['4.1.3', 'a code is redeemed by its own client only'],
    ['5.1', 'answers with tokens are JSON with token_type, and not stored'],
    ['5.2', 'errors are 400 with one of the defined codes in the allowed characters'],
    ['5.2a', 'a client that fails by the Authorization header is 401 with a challenge'],
    ['6', 'a refresh token is bound to its client, and no scope is added'],
    ['10.12', 'consent cannot be forged from another site'],
    ['10.13', 'the consent page cannot be framed'],
  ]),
  ...page('RFC6750-', 'RFC 6750', [
    ['2.1', 'the Authorization header is taken'],
    ['3', 'a request without a usable token gets a Bearer challenge, each attribute once, in the allowed characters'],
    ['3.1', 'no error code without a token; invalid_token is 401, insufficient_scope is 403'],
  ]),
  ...page('RFC7009-', 'RFC 7009', [
    ['2', 'refresh tokens can be revoked'],
    ['2.1', 'a token is ended only for its own client, whatever the hint says'],
    ['2.2', 'an unknown token is 200'],
  ]),
  ...page('RFC7591-', 'RFC 7591', [
    ['2', 'unknown metadata is ignored'],
    ['3.1', 'a registration is JSON by POST'],
    ['3.2.1', 'success is 201 with client_id and all that was registered, not stored'],
    ['3.2.2', 'failure is 400 with one of the defined codes'],
  ]),
  ...page('RFC7636-', 'RFC 7636', [
    ['4.1', 'a verifier has 43 to 128 unreserved characters'],
    ['4.4.1', 'a missing challenge or another method is invalid_request'],
    ['4.6', 'the verifier is checked before tokens are issued: invalid_grant'],
  ]),
  ...page('RFC8252-', 'RFC 8252', [['7.3', 'a redirect URI on loopback may come with any port']]),
  ...page('RFC8414-', 'RFC 8414', [
    ['2', 'issuer, endpoints and response types are there'],
    ['3.1', 'the document lies at /.well-known/oauth-authorization-server of the issuer'],
    ['3.2', 'it is 200 as JSON'],
    ['3.3', 'its issuer is the one that it was asked of'],
  ]),
  ...page('RFC8707-', 'RFC 8707', [
    ['2', 'a resource that is not ours, has a fragment or is no URI is invalid_target'],
    ['2.2', 'an access token is for the resource that was named'],
  ]),
  ...page('RFC9068-', 'RFC 9068', [
    ['2.1', 'tokens are signed, with the type at+jwt, never with none'],
    ['2.2', 'tokens have iss, exp, aud, sub, client_id, iat and jti'],
    ['4', 'type, issuer, audience, signature and expiry are all checked'],
  ]),
  ...page('RFC9207-', 'RFC 9207', [
    ['2', 'every authorization response carries iss, errors as well'],
    ['2.3', 'iss is the issuer of the metadata, which says that it comes'],
  ]),
  ...page('RFC9728-', 'RFC 9728', [
    ['2', 'the document has the resource'],
    ['3.1', 'it lies at the well-known name before the path of the resource'],
    ['3.2', 'it is 200 as JSON'],
    ['3.3', 'its resource is the one that it was asked of'],
    ['5.1', 'the challenge names its URL'],
  ]),
];
