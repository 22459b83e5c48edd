import { isLoopback } from '../../../platform/index.ts';
import type { Client } from './client.ts';

/** Longest redirect URI, in characters; the longest that clients use have about 150. */
const LONGEST = 512;

/** Characters of RFC 3986 but `#` (RFC 6749 section 3.1.2 forbids fragments) and `*` (a wildcard in other servers): no space, `\` or control. */
const CHARACTERS = /^[\w.~:/?[\]@!$&'()+,;=%-]+$/;

const FORM = /^([a-z][a-z0-9+.-]*):\/\/([^/?]+)/i;

const DEFAULT_PORT = /:(?:80|443)$/;

/** http on this machine: the port is not part of what is registered (RFC 8252 section 7.3), and no path is `/` (RFC 3986 section 6.2.3). */
const LOOPBACK = /^(http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]))(?::\d{1,5})?(?:\/|(?=\?)|$)/;

/** An extension of an editor, `publisher.name`; never what the editor itself does with links: open files, install servers, clone. */
const EXTENSION = /^(?!vscode\.|anysphere\.cursor-deeplink$)[\w-]+\.[\w-]+$/i;

/**
 * Schemes that may be redirected to, each with what may follow `://`. Private-use schemes (RFC 8252 section 7.1) are those of MCP
 * clients only: an unknown one could start any program of the person.
 */
const SCHEMES: ReadonlyMap<string, RegExp> = new Map([
  ['https', /^[^@]+$/],
  ['http', /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/],
  // Cursor (cursor://anysphere.cursor-mcp/oauth/callback), and extensions such as Cline in it.
  ['cursor', EXTENSION],
  // Registered by Cursor along with its own (grokbot://mcp/oauth/callback): refusing it would refuse Cursor.
  ['grokbot', /^mcp$/],
  // Extensions such as Cline (vscode://saoudrizwan.claude-dev/mcp-auth/callback/…); VS Code itself uses loopback and https.
  ['vscode', EXTENSION],
  ['vscode-insiders', EXTENSION],
  ['windsurf', EXTENSION],
  // Warp (warp://mcp/oauth2callback).
  ['warp', /^mcp$/],
  // Raycast (raycast://oauth?package_name=…).
  ['raycast', /^oauth$/],
]);

/**
 * Schemes that no operator can let in either, because browsers or the system handle them: they run script, open files, show internal pages,
 * write messages or place calls. The handlers of `ms-…` and `search-ms` have run programs with the arguments of a link.
 */
const NEVER =
  /^(?:https?|wss?|ftps?|javascript|vbscript|livescript|data|blob|file|filesystem|about|view-source|jar|mhtml|mid|cid|urn|mailto|tel|sms|sips?|intent|search|search-ms|shell|chrome|chrome-\w+|edge|opera|brave|res|resource|moz-\w+|ms-[\w-]+)$/i;

/** `scheme:/path` (RFC 8252 section 7.1) or `scheme://host/path`: something stands behind the scheme, and no user name. */
const PRIVATE_FORM = /^([a-z][a-z0-9+.-]*):\/{1,3}[^/?@]+(?:[/?].*)?$/i;

/** What {@link isRedirectUri} takes from clients that register or have a metadata document, for people. */
export const REDIRECT_URI_RULE =
  'A redirect URI is https with a host other than this server, http on localhost, 127.0.0.1 or [::1], or of a known desktop client such as cursor://; it has no user name, fragment, space or wildcard and at most 512 characters.';

/** What an operator may give a client beyond {@link REDIRECT_URI_RULE}. */
export const OPERATOR_RULE =
  'The operator may also name a private scheme, such as com.example.app:/callback, but none that browsers handle themselves.';

/**
 * Whether a client may have this redirect URI (RFC 6749 section 3.1.2, RFC 8252 section 7, OAuth 2.1 section 2.3).
 * @param source Who vouches for it: an operator may name any private scheme, nobody else may.
 * @param origin The app's own: an answer that came back to us would be a request of the browser to our own pages.
 */
export function isRedirectUri(value: string, source: Client['source'], origin: string): boolean {
  if (value.length > LONGEST || !CHARACTERS.test(value) || !URL.canParse(value) || isOwn(new URL(value), new URL(origin))) return false;
  return isKnownForm(value) || (source === 'configuration' && isPrivate(value));
}

function isKnownForm(value: string): boolean {
  const [, scheme = '', authority = ''] = FORM.exec(value) ?? [];
  if (SCHEMES.get(scheme.toLowerCase())?.test(authority) !== true) return false;
  // The host as written is the host that browsers read: no user name, no escapes, no other spelling of an address.
  return authority.toLowerCase().replace(DEFAULT_PORT, '') === new URL(value).host.toLowerCase().replace(DEFAULT_PORT, '');
}

function isPrivate(value: string): boolean {
  const [, scheme = ''] = PRIVATE_FORM.exec(value) ?? [];
  return scheme !== '' && !NEVER.test(scheme);
}

/** Of a host, all of it is ours, also with the dot at its end; of this machine only our port, by whichever of its names. */
function isOwn(uri: URL, own: URL): boolean {
  if (isLoopback(own.href)) return isLoopback(uri.href) && uri.port === own.port && uri.protocol === own.protocol;
  return uri.hostname.replace(/\.$/, '') === own.hostname;
}

/**
 * Compares string for string, but for the port of an http URI on loopback. `localhost` and `127.0.0.1` are two hosts.
 *
 * @param origin - our own
 * @returns the URI that the request asks for, if it is one of the client's
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
