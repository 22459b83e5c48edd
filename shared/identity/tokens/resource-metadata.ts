import type { Scope } from './scopes.ts';

/** OAuth 2.0 Protected Resource Metadata (RFC 9728 section 2). In: our origin; the path of the endpoint, such as `/mcp/stream`; the scopes its tools need. */
export function resourceMetadata(origin: string, path: string, scopes: readonly Scope[]) {
  return {
    resource: `${origin}${path}`,
    resource_name: 'Telnyx MCP',
    authorization_servers: [origin],
    resource_documentation: `${origin}/`,
    bearer_methods_supported: ['header'],
    scopes_supported: scopes,
  };
}
