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

/** What {@link isRedirectUri} takes, for people. */
export const REDIRECT_URI_RULE =
  'A redirect URI is https with a host, http on localhost, 127.0.0.1 or [::1], or of a known desktop client such as cursor://; it has no user name, fragment, space or wildcard and at most 512 characters.';

/** Whether a client may have this redirect URI (RFC 6749 section 3.1.2, RFC 8252 section 7, OAuth 2.1 section 2.3). */
export function isRedirectUri(value: string): boolean {
  if (value.length > LONGEST || !CHARACTERS.test(value) || !URL.canParse(value)) return false;
  const [, scheme = '', authority = ''] = FORM.exec(value) ?? [];
  if (SCHEMES.get(scheme.toLowerCase())?.test(authority) !== true) return false;
  // The host as written is the host that browsers read: no user name, no escapes, no other spelling of an address.
  return authority.toLowerCase().replace(DEFAULT_PORT, '') === new URL(value).host.toLowerCase().replace(DEFAULT_PORT, '');
}

/**
 * In: a client's redirect URIs; the one a request asks for. Out: that one, if it is among them: string for string, but for the port
 * of an http URI on loopback (RFC 8252 section 7.3). `localhost` and `127.0.0.1` are two hosts.
 */
export function matchRedirectUri(registered: readonly string[], asked: string): string | undefined {
  if (!isRedirectUri(asked)) return undefined;
  const wanted = withoutLoopbackPort(asked);
  return registered.some((uri) => withoutLoopbackPort(uri) === wanted) ? asked : undefined;
}

function withoutLoopbackPort(uri: string): string {
  return uri.replace(LOOPBACK, '$1/');
}
