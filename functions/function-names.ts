import { FAILOVER_PATH, WEBHOOK_PATH } from '../shared/inbox/index.ts';

/** The HTTP functions by their names in Azure, each with its route template, without a slash at its start. All that the host must know of them. */
export const FUNCTIONS = {
  'mcp-stream': 'mcp/stream',
  mcp: 'mcp',

  'telnyx-webhook': WEBHOOK_PATH.slice(1),
  'telnyx-webhook-failover': FAILOVER_PATH.slice(1),

  'test-auth': 'test-auth',
  'auth-login': 'auth/login',
  'auth-callback': 'auth/callback',
  tokens: 'tokens',
  approvals: 'approvals',
  approval: 'approvals/{id}',
  audit: 'audit',
  conversations: 'conversations',
  conversation: 'conversations/{id}',

  // At the root: some clients look there whatever the metadata says.
  authorize: 'authorize',
  token: 'token',
  register: 'register',
  revoke: 'revoke',

  jwks: '.well-known/jwks.json',
  // RFC 8414 section 3: our issuer has no path.
  'oauth-authorization-server': '.well-known/oauth-authorization-server',
  // RFC 9728 section 3.1: the path follows the well-known name, and clients also try the bare name.
  'oauth-protected-resource': '.well-known/oauth-protected-resource',
  'oauth-protected-resource-mcp-stream': '.well-known/oauth-protected-resource/mcp/stream',
  'oauth-protected-resource-mcp': '.well-known/oauth-protected-resource/mcp',

  'health-live': 'health/live',
  'health-ready': 'health/ready',

  // An empty template would mean the function's name: this constraint matches the root alone.
  home: '{ignored:maxlength(0)?}',
  favicon: 'favicon.ico',
  robots: 'robots.txt',

  // The host tries functions by name, or by how specific their routes are. This one is the last either way.
  'unknown-address': '{*path}',
} as const;

export type FunctionName = keyof typeof FUNCTIONS;

/** Addresses that may have been meant by one that is like them. */
export const ADDRESSES: readonly string[] = Object.values(FUNCTIONS).flatMap((route) => (route.includes('{') ? [] : [`/${route}`]));

/** Those that a person may open. */
export const PAGES: readonly string[] = ['/test-auth', '/tokens', '/approvals', '/audit', '/conversations', '/health/ready', '/mcp/stream'];
