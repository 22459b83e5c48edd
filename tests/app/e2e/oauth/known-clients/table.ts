/**
 * How the clients that people use make themselves known (autumn 2026): ids, redirect URIs and registration shapes as documentation,
 * source or captured requests show them; where only the redirect URI is public, the rest is what such clients commonly send. Each row is
 * one way of one client.
 */
export interface KnownClient {
  readonly client: string;
  /** The URL of its metadata document; what it registers; its id in OAUTH_CLIENTS. */
  readonly by:
    { readonly document: string } | { readonly registration: Readonly<Record<string, unknown>> } | { readonly configured: string };
  /** As it stands in the authorization request. */
  readonly redirectUri: string;
  /** What it sends beyond PKCE, state and resource. */
  readonly parameters?: Readonly<Record<string, string | undefined>>;
  /** Where it calls the tools; /mcp/stream where nothing is said. */
  readonly path?: '/mcp/stream' | '/mcp';
  /** What an Owner who allows all of it grants; every scope where nothing is said. */
  readonly granted?: string;
}

const CODE = { grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] };
const PUBLIC = { ...CODE, token_endpoint_auth_method: 'none' };

const CLAUDE = 'https://claude.ai/oauth/mcp-oauth-client-metadata';
const CLAUDE_CODE = 'https://claude.ai/oauth/claude-code-client-metadata';
const CHATGPT = 'https://chatgpt.com/oauth/client.json';
const VS_CODE = 'https://vscode.dev/oauth/client-metadata.json';

const claude = {
  client_name: 'Claude',
  redirect_uris: ['https://claude.ai/api/mcp/auth_callback'],
  ...CODE,
  // Asked for even where only "none" is offered.
  token_endpoint_auth_method: 'client_secret_post',
};
const claudeCode = {
  client_name: 'Claude Code (telnyx)',
  redirect_uris: ['http://localhost:3118/callback'],
  ...PUBLIC,
  application_type: 'native',
};
const chatGpt = { client_name: 'ChatGPT', redirect_uris: ['https://chatgpt.com/connector_platform_oauth_redirect'], ...PUBLIC };
const vsCode = {
  client_name: 'Visual Studio Code',
  client_uri: 'https://code.visualstudio.com',
  redirect_uris: ['https://insiders.vscode.dev/redirect', 'https://vscode.dev/redirect', 'http://127.0.0.1/', 'http://127.0.0.1:33418/'],
  ...PUBLIC,
  grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
  application_type: 'native',
};
const cursor = {
  client_name: 'Cursor',
  redirect_uris: [
    'cursor://anysphere.cursor-mcp/oauth/callback',
    'https://www.cursor.com/agents/mcp/oauth/callback',
    'http://localhost:8787/callback',
  ],
  ...PUBLIC,
};
const COPILOT = 'https://global.consent.azure-apim.net/redirect/mvp-5ftelnyx-5fdfde809e1caf448f';
const copilotStudio = { client_name: 'Microsoft Copilot Studio', redirect_uris: [COPILOT], ...CODE };
const codex = {
  client_name: 'Codex',
  redirect_uris: ['http://127.0.0.1:37819/callback/8f14e45f'],
  ...PUBLIC,
  application_type: 'native',
};
const inspector = (redirectUri: string) => ({
  client_name: 'MCP Inspector',
  client_uri: 'https://github.com/modelcontextprotocol/inspector',
  redirect_uris: [redirectUri],
  ...PUBLIC,
});

const WITHOUT_SCOPE = { scope: undefined };
const OFFLINE = { parameters: { scope: 'telnyx.read telnyx.send offline_access' }, granted: 'telnyx.read telnyx.send' };

export const KNOWN_CLIENTS: readonly KnownClient[] = [
  { client: 'claude.ai', by: { document: CLAUDE }, redirectUri: 'https://claude.ai/api/mcp/auth_callback' },
  { client: 'claude.ai', by: { document: CLAUDE }, redirectUri: 'https://claude.ai/api/mcp/auth_callback', path: '/mcp' },
  { client: 'claude.ai, new domain', by: { document: CLAUDE }, redirectUri: 'https://claude.com/api/mcp/auth_callback' },
  { client: 'claude.ai', by: { registration: claude }, redirectUri: 'https://claude.ai/api/mcp/auth_callback', ...OFFLINE },
  { client: 'Claude Code', by: { document: CLAUDE_CODE }, redirectUri: 'http://localhost:51737/callback' },
  { client: 'Claude Code', by: { document: CLAUDE_CODE }, redirectUri: 'http://127.0.0.1:64021/callback' },
  { client: 'Claude Code', by: { registration: claudeCode }, redirectUri: 'http://localhost:3118/callback' },
  { client: 'Claude Code, port taken', by: { registration: claudeCode }, redirectUri: 'http://localhost:51737/callback' },
  { client: 'ChatGPT', by: { document: CHATGPT }, redirectUri: 'https://chatgpt.com/connector_platform_oauth_redirect' },
  {
    client: 'ChatGPT, one connector',
    by: { document: 'https://chatgpt.com/oauth/OUbdUMlL15Ct/client.json' },
    redirectUri: 'https://chatgpt.com/connector/oauth/OUbdUMlL15Ct',
  },
  { client: 'ChatGPT', by: { registration: chatGpt }, redirectUri: 'https://chatgpt.com/connector_platform_oauth_redirect' },
  {
    client: 'ChatGPT, one connector',
    by: { registration: { ...chatGpt, redirect_uris: ['https://chatgpt.com/connector/oauth/OUbdUMlL15Ct'] } },
    redirectUri: 'https://chatgpt.com/connector/oauth/OUbdUMlL15Ct',
  },
  {
    client: 'ChatGPT, reconnecting',
    by: { document: CHATGPT },
    redirectUri: 'https://chatgpt.com/connector_platform_oauth_redirect',
    parameters: WITHOUT_SCOPE,
  },
  { client: 'Codex', by: { registration: codex }, redirectUri: 'http://127.0.0.1:37819/callback/8f14e45f' },
  { client: 'VS Code', by: { document: VS_CODE }, redirectUri: 'http://127.0.0.1:33418/' },
  { client: 'VS Code', by: { document: VS_CODE }, redirectUri: 'https://vscode.dev/redirect' },
  { client: 'VS Code, port taken', by: { document: VS_CODE }, redirectUri: 'http://127.0.0.1:59656/' },
  { client: 'VS Code', by: { registration: vsCode }, redirectUri: 'http://127.0.0.1:33418/' },
  { client: 'VS Code', by: { registration: vsCode }, redirectUri: 'https://vscode.dev/redirect' },
  { client: 'VS Code, port taken', by: { registration: vsCode }, redirectUri: 'http://127.0.0.1:59656/' },
  { client: 'Cursor', by: { registration: cursor }, redirectUri: 'cursor://anysphere.cursor-mcp/oauth/callback' },
  { client: 'Cursor', by: { registration: cursor }, redirectUri: 'http://localhost:8787/callback' },
  { client: 'Cursor', by: { configured: 'cursor' }, redirectUri: 'cursor://anysphere.cursor-mcp/oauth/callback' },
  { client: 'Cursor', by: { configured: 'cursor' }, redirectUri: 'http://localhost:8787/callback' },
  { client: 'Copilot Studio', by: { registration: copilotStudio }, redirectUri: COPILOT, path: '/mcp' },
  { client: 'Copilot Studio', by: { configured: 'copilot-studio' }, redirectUri: COPILOT, parameters: WITHOUT_SCOPE },
  {
    client: 'Inspector',
    by: { registration: inspector('http://localhost:6274/oauth/callback') },
    redirectUri: 'http://localhost:6274/oauth/callback',
  },
  {
    client: 'Inspector, step by step',
    by: { registration: inspector('http://localhost:6274/oauth/callback/debug') },
    redirectUri: 'http://localhost:6274/oauth/callback/debug',
  },
  {
    client: 'Inspector 2',
    by: { registration: inspector('http://127.0.0.1:6276/oauth/callback') },
    redirectUri: 'http://127.0.0.1:6276/oauth/callback',
  },
];

/** The value of OAUTH_CLIENTS with which an operator lets in the configured ones. */
export const OAUTH_CLIENTS = JSON.stringify([
  { client_id: 'cursor', client_name: 'Cursor', redirect_uris: cursor.redirect_uris },
  { client_id: 'copilot-studio', client_name: 'Copilot Studio', redirect_uris: [COPILOT] },
]);
