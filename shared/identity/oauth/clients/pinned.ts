import type { Client } from './client.ts';
import { matchRedirectUri } from './redirect-uri.ts';

interface Pinned {
  readonly name: string;
  readonly redirectUris: readonly string[];
}

const ON_THIS_MACHINE = ['http://localhost/callback', 'http://127.0.0.1/callback'];

/**
 * The documents of the clients that most people use, as published in autumn 2026: their hosts turn away requests from some data
 * centres (403), and a login must not hang on that. Only asked when a document is neither to be had nor kept.
 */
const PINNED: ReadonlyMap<string, Pinned> = new Map([
  [
    // The second address is the one that Anthropic announces beside the published first.
    'https://claude.ai/oauth/mcp-oauth-client-metadata',
    { name: 'Claude', redirectUris: ['https://claude.ai/api/mcp/auth_callback', 'https://claude.com/api/mcp/auth_callback'] },
  ],
  ['https://claude.ai/oauth/claude-code-client-metadata', { name: 'Claude Code', redirectUris: ON_THIS_MACHINE }],
  ['https://chatgpt.com/oauth/client.json', { name: 'ChatGPT', redirectUris: ['https://chatgpt.com/connector_platform_oauth_redirect'] }],
  ['https://chatgpt.com/oauth/codex/client.json', { name: 'Codex', redirectUris: ON_THIS_MACHINE }],
  [
    'https://vscode.dev/oauth/client-metadata.json',
    { name: 'Visual Studio Code', redirectUris: ['http://127.0.0.1:33418/', 'https://vscode.dev/redirect'] },
  ],
]);

/**
 * ChatGPT has a document and a redirect URI per connector where a server does not send `iss` (RFC 9207). The only pattern there
 * is: the id in the one is the id in the other, so that nothing but ChatGPT's own page can follow from it.
 */
const CHATGPT_CONNECTOR = /^https:\/\/chatgpt\.com\/oauth\/([\w-]{1,100})\/client\.json$/;

/** In: a client_id. Out: our copy of what its document says, if it is one of the few that we hold. */
export function pinnedClient(id: string): Client | undefined {
  const pinned = PINNED.get(id) ?? chatGptConnector(id);
  return pinned && { ...pinned, id, source: 'metadata_document', host: new URL(id).hostname };
}

/**
 * Whether an answer may go to a redirect URI of this client without anybody having pressed a button (RFC 9700 section 4.11.2): the operator
 * vouches for it, or it is one of those that we hold for a well-known client, whatever its document says today.
 */
export function isTrustedRedirect(client: Client, redirectUri: string, origin: string): boolean {
  if (client.source === 'configuration') return true;
  const pinned = client.source === 'metadata_document' ? pinnedClient(client.id) : undefined;
  return pinned !== undefined && matchRedirectUri(pinned, redirectUri, origin) !== undefined;
}

function chatGptConnector(id: string): Pinned | undefined {
  const [, connector] = CHATGPT_CONNECTOR.exec(id) ?? [];
  return connector === undefined ? undefined : { name: 'ChatGPT', redirectUris: [`https://chatgpt.com/connector/oauth/${connector}`] };
}
