import type { Client } from './client.ts';
import { matchRedirectUri } from './redirect-uri.ts';

interface BuiltIn {
  readonly name: string;
  readonly redirectUris: readonly string[];
}

const ON_LOOPBACK = ['http://localhost/callback', 'http://127.0.0.1/callback'];

/**
 * Copies of the metadata documents of the most common clients, as published in autumn 2026. Their hosts reject requests from some data
 * centres (403), and a login must not depend on that. Used only when a document can neither be fetched nor is cached.
 */
const BUILT_IN: ReadonlyMap<string, BuiltIn> = new Map([
  [
    // Anthropic announces the second address; its document lists only the first.
    'https://claude.ai/oauth/mcp-oauth-client-metadata',
    { name: 'Claude', redirectUris: ['https://claude.ai/api/mcp/auth_callback', 'https://claude.com/api/mcp/auth_callback'] },
  ],
  ['https://claude.ai/oauth/claude-code-client-metadata', { name: 'Claude Code', redirectUris: ON_LOOPBACK }],
  ['https://chatgpt.com/oauth/client.json', { name: 'ChatGPT', redirectUris: ['https://chatgpt.com/connector_platform_oauth_redirect'] }],
  ['https://chatgpt.com/oauth/codex/client.json', { name: 'Codex', redirectUris: ON_LOOPBACK }],
  [
    'https://vscode.dev/oauth/client-metadata.json',
    { name: 'Visual Studio Code', redirectUris: ['http://127.0.0.1:33418/', 'https://vscode.dev/redirect'] },
  ],
]);

/**
 * For servers that do not send `iss` (RFC 9207), ChatGPT has one document and one redirect URI per connector. This is the only pattern: the id
 * in the document's URL is the id in the redirect URI, so it can only lead to ChatGPT's own page.
 */
const CHATGPT_CONNECTOR = /^https:\/\/chatgpt\.com\/oauth\/([\w-]{1,100})\/client\.json$/;

/** Our copy of the metadata document at this client_id; undefined where we have none. */
export function builtInClient(id: string): Client | undefined {
  const builtIn = BUILT_IN.get(id) ?? chatGptConnector(id);
  return builtIn && { ...builtIn, id, source: 'metadata_document', host: new URL(id).hostname };
}

/**
 * Whether a response may go to this redirect URI before a person has pressed a button (RFC 9700 section 4.11.2): either the operator
 * configured the client, or the URI is in our built-in copy, whatever the client's document says today.
 */
export function isTrustedRedirect(client: Client, redirectUri: string, origin: string): boolean {
  if (client.source === 'configuration') return true;
  const builtIn = client.source === 'metadata_document' ? builtInClient(client.id) : undefined;
  return builtIn !== undefined && matchRedirectUri(builtIn, redirectUri, origin) !== undefined;
}

function chatGptConnector(id: string): BuiltIn | undefined {
  const [, connector] = CHATGPT_CONNECTOR.exec(id) ?? [];
  return connector === undefined ? undefined : { name: 'ChatGPT', redirectUris: [`https://chatgpt.com/connector/oauth/${connector}`] };
}
