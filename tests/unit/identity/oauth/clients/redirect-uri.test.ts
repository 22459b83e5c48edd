import { describe, expect, test } from '@jest/globals';
import { isRedirectUri, matchRedirectUri } from '../../../../../shared/identity/oauth/clients/index.ts';

const ORIGIN = 'https://app.example.com';
const LOCAL = 'http://localhost:7071';
/** For a client that registered. */
const isAllowed = (uri: string, origin = ORIGIN) => isRedirectUri(uri, 'registration', origin);
const match = (redirectUris: readonly string[], asked: string, origin = ORIGIN) =>
  matchRedirectUri({ redirectUris, source: 'registration' }, asked, origin);

describe('a redirect URI', () => {
  test.each([
    'https://claude.ai/api/mcp/auth_callback',
    'https://claude.com/api/mcp/auth_callback',
    'https://chatgpt.com/connector_platform_oauth_redirect',
    'https://chatgpt.com/connector/oauth/FLLrQdlez6Uf',
    'https://vscode.dev/redirect',
    'https://www.cursor.com/agents/mcp/oauth/callback',
    'https://global.consent.azure-apim.net/redirect/crd5f-20telnyx-5f1234567890abcdef',
    'http://localhost/callback',
    'http://127.0.0.1:33418/',
    'http://127.0.0.1:33418',
    'http://[::1]:6274/oauth/callback',
    'http://localhost:80/callback',
    'https://other.example.com:443/callback',
    'https://localhost:8443/callback',
    'https://client.example.com/cb?tenant=a%20b&x=1',
    'cursor://anysphere.cursor-mcp/oauth/callback',
    'cursor://anysphere.cursor-retrieval/oauth/callback',
    'grokbot://mcp/oauth/callback',
    'vscode://saoudrizwan.claude-dev/mcp-auth/callback/abc123',
    'vscode-insiders://saoudrizwan.claude-dev/mcp-auth/callback/abc123',
    'windsurf://publisher.extension/callback',
    'warp://mcp/oauth2callback',
    'raycast://oauth?package_name=mcp_server_telnyx',
    `https://client.example.com/${'a'.repeat(485)}`,
  ])('may be %s', (uri) => {
    expect(isAllowed(uri)).toBe(true);
  });

  test.each([
    ['runs script', 'javascript:alert(1)'],
    ['runs script', 'JavaScript://localhost/%0aalert(1)'],
    ['runs script', 'vbscript://x/y'],
    ['is a document itself', 'data:text/html,<script>alert(1)</script>'],
    ['is a document itself', 'blob:https://client.example.com/1'],
    ['opens files', 'file:///etc/passwd'],
    ['is the browser itself', 'about:blank'],
    ['is not encrypted', 'http://client.example.com/callback'],
    ['is not encrypted', 'http://localhost.example.com/callback'],
    ['is not encrypted', 'http://127.0.0.2/callback'],
    ['is not encrypted', 'http://localhost./callback'],
    ['is not encrypted', 'ws://localhost/callback'],
    ['is loopback in another spelling', 'http://127.1/callback'],
    ['is loopback in another spelling', 'http://0x7f000001/callback'],
    ['is loopback in another spelling', 'http://[0:0:0:0:0:0:0:1]/callback'],
    ['is loopback in another spelling', 'http://LOCALHOST/callback'],
    ['has a user name', 'https://claude.ai@evil.example/callback'],
    ['has a user name', 'https://user:secret@client.example.com/callback'],
    ['has a user name', 'https://@client.example.com/callback'],
    ['has a user name', 'http://localhost:80@evil.example/callback'],
    ['has a user name', 'cursor://x@anysphere.cursor-mcp/callback'],
    ['has a fragment', 'https://client.example.com/callback#x'],
    ['has a fragment', 'https://client.example.com/callback#'],
    ['has a wildcard', 'https://*.example.com/callback'],
    ['has a wildcard', 'http://localhost:*/callback'],
    ['has a wildcard', 'https://client.example.com/*'],
    ['has a backslash', 'https://client.example.com\\@evil.example/'],
    ['has a space', 'https://client.example.com/call back'],
    ['has a space', ' https://client.example.com/callback'],
    ['has a control character', 'https://client.example.com/\r\nset-cookie:x'],
    ['has a control character', 'java\tscript:alert(1)'],
    ['has letters beyond ASCII', 'https://clаude.ai/callback'],
    ['has escapes in its host', 'https://cl%61ude.ai/callback'],
    ['has no host', 'https:///evil.example/callback'],
    ['has no host', 'https:evil.example/callback'],
    ['has no host', 'https://'],
    ['has a port that is none', 'http://localhost:99999/callback'],
    ['has a port that is none', 'http://localhost:/callback'],
    ['is relative', '/callback'],
    ['is empty', ''],
    ['is of a scheme that no MCP client has', 'myapp://callback/x'],
    ['is of a scheme that no MCP client has', 'ms-msdt://x/y'],
    ['is of a scheme that no MCP client has', 'intent://x/y'],
    ['opens a file in the editor', 'vscode://file/home/me/x'],
    ['makes the editor clone', 'vscode://vscode.git/clone?url=https://evil.example/x'],
    ['installs a server in the editor', 'cursor://anysphere.cursor-deeplink/mcp/install?name=x'],
    ['installs a server in the editor', 'CURSOR://Anysphere.Cursor-Deeplink/mcp/install?name=x'],
    ['is another link of the app', 'warp://action/new_tab'],
    ['has no authority', 'cursor:/callback'],
    ['is too long', `https://client.example.com/${'a'.repeat(486)}`],
  ])('O7, AUTH-HTTPS-2, RFC6749-3.1.2: that %s is rejected: %p', (_why, uri) => {
    expect(isAllowed(uri)).toBe(false);
    expect(match([uri], uri)).toBeUndefined();
  });
});

describe('the redirect URI of a request', () => {
  test.each([
    ['https://client.example.com/callback', 'https://client.example.com/callback'],
    ['http://localhost/callback', 'http://localhost:51234/callback'],
    ['http://localhost:8787/callback', 'http://localhost:51234/callback'],
    ['http://localhost:8787/callback', 'http://localhost/callback'],
    ['http://127.0.0.1:33418/', 'http://127.0.0.1:51234/'],
    ['http://127.0.0.1:33418/', 'http://127.0.0.1:33418'],
    ['http://[::1]/callback?a=b', 'http://[::1]:1/callback?a=b'],
    ['cursor://anysphere.cursor-mcp/oauth/callback', 'cursor://anysphere.cursor-mcp/oauth/callback'],
  ])('O1, RFC8252-7.3: of a client with %s may be %s, and is used unchanged', (registered, asked) => {
    expect(match(['https://other.example.com/', registered], asked)).toBe(asked);
  });

  test.each([
    ['https://client.example.com/callback', 'https://client.example.com/callback/'],
    ['https://client.example.com/callback', 'https://client.example.com/callback?x=1'],
    ['https://client.example.com/callback', 'https://client.example.com/call'],
    ['https://client.example.com/callback', 'https://client.example.com/callback/../evil'],
    ['https://client.example.com/callback', 'https://client.example.com:443/callback'],
    ['https://client.example.com/callback', 'https://CLIENT.example.com/callback'],
    ['https://client.example.com/callback', 'https://client.example.com.evil.example/callback'],
    ['https://localhost:8443/callback', 'https://localhost:9443/callback'],
    ['http://localhost/callback', 'http://127.0.0.1/callback'],
    ['http://127.0.0.1/callback', 'http://[::1]/callback'],
    ['http://localhost/callback', 'https://localhost/callback'],
    ['http://localhost/callback', 'http://localhost:80@evil.example/callback'],
    ['http://localhost/callback', 'http://localhost:1234/callback2'],
    ['http://localhost/callback', 'http://localhost:1234/callback?x=1'],
    ['http://localhost/callback?a=b', 'http://localhost:1234/callback?a=c'],
    ['http://localhost/callback', 'http://localhost:1234/callback#x'],
    ['http://localhost', 'http://localhost.evil.example'],
    ['cursor://anysphere.cursor-mcp/oauth/callback', 'cursor://anysphere.cursor-mcp:1/oauth/callback'],
    ['cursor://anysphere.cursor-mcp/oauth/callback', 'cursor://anysphere.cursor-mcp/oauth/other'],
  ])('O1, AUTH-REDIRECT-1: of a client with %s cannot be %s', (registered, asked) => {
    expect(match([registered], asked)).toBeUndefined();
  });

  test('O1: of a client without any does not exist', () => {
    expect(match([], 'https://client.example.com/callback')).toBeUndefined();
  });
});

describe('D36: our own origin', () => {
  test.each([
    [ORIGIN, 'https://app.example.com/auth/callback'],
    [ORIGIN, 'https://app.example.com'],
    [ORIGIN, 'https://APP.example.com/auth/callback'],
    [ORIGIN, 'https://app.example.com:443/tokens'],
    [ORIGIN, 'https://app.example.com:8443/tokens'],
    [ORIGIN, 'https://app.example.com./auth/callback'],
    [LOCAL, 'http://localhost:7071/auth/callback'],
    [LOCAL, 'http://127.0.0.1:7071/auth/callback'],
    [LOCAL, 'http://[::1]:7071/auth/callback'],
  ])('of %s, %s is not allowed as a redirect URI, not even for configured clients', (origin, uri) => {
    for (const source of ['registration', 'metadata_document', 'configuration'] as const) {
      expect(isRedirectUri(uri, source, origin)).toBe(false);
      expect(matchRedirectUri({ redirectUris: [uri], source }, uri, origin)).toBeUndefined();
    }
  });

  test('is not reached by a variable port either', () => {
    const registered = ['http://localhost/callback'];
    expect(match(registered, 'http://localhost:7071/callback', LOCAL)).toBeUndefined();
    expect(match(registered, 'http://localhost:7072/callback', LOCAL)).toBe('http://localhost:7072/callback');
    expect(match(registered, 'http://localhost:7071/callback', ORIGIN)).toBe('http://localhost:7071/callback');
  });

  test.each(['https://other.example.com/callback', 'https://app.example.com.evil.example/', 'https://sub.app.example.com/callback'])(
    'is not %s',
    (uri) => {
      expect(isAllowed(uri)).toBe(true);
    },
  );
});

describe('D36: an operator may name', () => {
  test.each([
    'com.example.app:/oauth2redirect',
    'com.example.app://callback',
    'com.example.app:///callback',
    'myapp://callback/x',
    'myapp+dev://callback?x=1',
    'vscode://other.extension/callback',
    'warp://elsewhere/callback',
    'cursor://anysphere.cursor-mcp/oauth/callback',
    'https://client.example.com/callback',
  ])('the redirect URI %s', (uri) => {
    expect(isRedirectUri(uri, 'configuration', ORIGIN)).toBe(true);
    expect(matchRedirectUri({ redirectUris: [uri], source: 'configuration' }, uri, ORIGIN)).toBe(uri);
    expect(matchRedirectUri({ redirectUris: [uri], source: 'configuration' }, `${uri}x`, ORIGIN)).toBeUndefined();
  });

  test.each(['com.example.app:/oauth2redirect', 'myapp://callback/x'])('%s, which no one else may', (uri) => {
    for (const source of ['registration', 'metadata_document'] as const) expect(isRedirectUri(uri, source, ORIGIN)).toBe(false);
  });

  test.each([
    'javascript:/alert(1)',
    'JavaScript://localhost/%0aalert(1)',
    'vbscript:/x',
    'data:/text/html,x',
    'blob:/x',
    'file:///etc/passwd',
    'filesystem:/x',
    'about:/blank',
    'view-source:/x',
    'http://client.example.com/callback',
    'http:/client.example.com/callback',
    'ws://localhost/callback',
    'ftp://client.example.com/',
    'mailto:/x',
    'tel:/911',
    'sms:/911',
    'sip:/x',
    'intent://x/y',
    'search-ms:/x',
    'ms-msdt:/id',
    'ms-settings:/x',
    'chrome://settings/x',
    'chrome-extension://abcdef/x',
    'moz-extension://abcdef/x',
    'myapp:callback',
    'myapp:',
    'myapp:/',
    'myapp://',
    'myapp:////x',
    'myapp://user@callback',
    'myapp://callback#x',
    'myapp://call back',
    '1app://callback',
    `myapp://${'a'.repeat(505)}`,
  ])('never %s', (uri) => {
    expect(isRedirectUri(uri, 'configuration', ORIGIN)).toBe(false);
    expect(matchRedirectUri({ redirectUris: [uri], source: 'configuration' }, uri, ORIGIN)).toBeUndefined();
  });
});
