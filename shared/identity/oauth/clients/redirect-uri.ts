import { isLoopback } from '../../../platform/index.ts';
import type { Client } from './client.ts';

/** In characters; the longest that known clients use is about 150. */
const LONGEST = 512;

/** The characters of RFC 3986 except `#` (RFC 6749 section 3.1.2 forbids fragments) and `*` (a wildcard in other servers). */
const CHARACTERS = /^[\w.~:/?[\]@!$&'()+,;=%-]+$/;

const FORM = /^([a-z][a-z0-9+.-]*):\/\/([^/?]+)/i;

const DEFAULT_PORT = /:(?:80|443)$/;

/** http on loopback: any port matches (RFC 8252 section 7.3), and an empty path equals `/` (RFC 3986 section 6.2.3). */
const LOOPBACK = /^(http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]))(?::\d{1,5})?(?:\/|(?=\?)|$)/;

/** An editor extension, `publisher.name`. Excludes the editor's own links, which open files, install servers or clone repositories. */
const EXTENSION = /^(?!vscode\.|anysphere\.cursor-deeplink$)[\w-]+\.[\w-]+$/i;

/**
 * Allowed schemes, each with what may follow `://`. The private-use schemes (RFC 8252 section 7.1) are those of MCP clients: an unknown one
 * could start any program on the person's computer.
 */
const SCHEMES: ReadonlyMap<string, RegExp> = new Map([
  ['https', /^[^@]+$/],
  ['http', /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/],
  // Cursor (cursor://anysphere.cursor-mcp/oauth/callback), and its extensions such as Cline.
  ['cursor', EXTENSION],
  // Cursor registers it beside its own (grokbot://mcp/oauth/callback): rejecting it would reject Cursor.
  ['grokbot', /^mcp$/],
  // Extensions such as Cline (vscode://saoudrizwan.claude-dev/mcp-auth/callback/…). VS Code itself uses loopback and https.
  ['vscode', EXTENSION],
  ['vscode-insiders', EXTENSION],
  ['windsurf', EXTENSION],
  // Warp (warp://mcp/oauth2callback).
  ['warp', /^mcp$/],
  // Raycast (raycast://oauth?package_name=…).
  ['raycast', /^oauth$/],
]);

/**
 * Schemes that even an operator cannot allow, because browsers or the system handle them: they run scripts, open files, show internal pages,
 * write messages or place calls. The handlers of `ms-…` and `search-ms` have run programs with arguments from a link.
 */
const NEVER =
  /^(?:https?|wss?|ftps?|javascript|vbscript|livescript|data|blob|file|filesystem|about|view-source|jar|mhtml|mid|cid|urn|mailto|tel|sms|sips?|intent|search|search-ms|shell|chrome|chrome-\w+|edge|opera|brave|res|resource|moz-\w+|ms-[\w-]+)$/i;

/** `scheme:/path` (RFC 8252 section 7.1) or `scheme://host/path`; not empty, no user name. */
const PRIVATE_FORM = /^([a-z][a-z0-9+.-]*):\/{1,3}[^/?@]+(?:[/?].*)?$/i;

/** The rule of {@link isRedirectUri} for registrations and metadata documents, in words for people. */
export const REDIRECT_URI_RULE =
  'A redirect URI is https with a host other than this server, http on localhost, 127.0.0.1 or [::1], or of a known desktop client such as cursor://; it has no user name, fragment, space or wildcard and at most 512 characters.';

/** What an operator may configure beyond {@link REDIRECT_URI_RULE}. */
export const OPERATOR_RULE =
  'The operator may also name a private scheme, such as com.example.app:/callback, but none that browsers handle themselves.';

/**
 * Whether a client may have this redirect URI.
 *
 * @param source where the client is known from; only configured clients may use unlisted private schemes
 * @param origin the app's own: a redirect back to us would be a request of the browser to our own pages
 * @see RFC 6749 section 3.1.2, RFC 8252 section 7, OAuth 2.1 section 2.3
 */
export function isRedirectUri(value: string, source: Client['source'], origin: string): boolean {
  if (value.length > LONGEST || !CHARACTERS.test(value) || !URL.canParse(value) || isOwn(new URL(value), new URL(origin))) return false;
  return isKnownForm(value) || (source === 'configuration' && isPrivate(value));
}

function isKnownForm(value: string): boolean {
  const [, scheme = '', authority = ''] = FORM.exec(value) ?? [];
  if (SCHEMES.get(scheme.toLowerCase())?.test(authority) !== true) return false;
  // The host is written as browsers read it: no user name, no escapes, no other spelling of an address.
  return authority.toLowerCase().replace(DEFAULT_PORT, '') === new URL(value).host.toLowerCase().replace(DEFAULT_PORT, '');
}

function isPrivate(value: string): boolean {
  const [, scheme = ''] = PRIVATE_FORM.exec(value) ?? [];
  return scheme !== '' && !NEVER.test(scheme);
}

/** Our host on any port, with or without a trailing dot. On loopback only our port is ours, under any loopback name. */
function isOwn(uri: URL, own: URL): boolean {
  if (isLoopback(own.href)) return isLoopback(uri.href) && uri.port === own.port && uri.protocol === own.protocol;
  return uri.hostname.replace(/\.$/, '') === own.hostname;
}

/**
 * Compares as strings, except for the port of an http URI on loopback. `localhost` and `127.0.0.1` are different hosts.
 *
 * @param asked the `redirect_uri` of the request
 * @param origin the app's own
 * @returns `asked` if it is one of the client's; otherwise undefined
 * @see RFC 8252 section 7.3
 */
export function matchRedirectUri(
  { redirectUris, source }: Pick<Client, 'redirectUris' | 'source'>,
  asked: string,
  origin: string,
): string | undefined {
  if (!isRedirectUri(asked, source, origin)) return undefined;
  const wanted = withoutLoopbackPort(asked);
  return redirectUris.some((uri) => withoutLoopbackPort(uri) === wanted) ? asked : undefined;
}

function withoutLoopbackPort(uri: string): string {
  return uri.replace(LOOPBACK, '$1/');
}
