import { describe, expect, test } from '@jest/globals';
import { isRedirectUri, matchRedirectUri } from '../../../../shared/oauth/clients/index.ts';

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
    'https://app.example.com:443/callback',
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
    expect(isRedirectUri(uri)).toBe(true);
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
  ])('O7, AUTH-HTTPS-2, RFC6749-3.1.2: that %s is refused: %p', (_why, uri) => {
    expect(isRedirectUri(uri)).toBe(false);
    expect(matchRedirectUri([uri], uri)).toBeUndefined();
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
  ])('O1, RFC8252-7.3: of a client with %s may be %s, and is used as it was asked for', (registered, asked) => {
    expect(matchRedirectUri(['https://other.example.com/', registered], asked)).toBe(asked);
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
    expect(matchRedirectUri([registered], asked)).toBeUndefined();
  });

  test('O1: of a client without any is none', () => {
    expect(matchRedirectUri([], 'https://client.example.com/callback')).toBeUndefined();
  });
});
