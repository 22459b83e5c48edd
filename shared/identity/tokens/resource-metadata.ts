import type { Scope } from './scopes.ts';

/**
 * OAuth 2.0 Protected Resource Metadata.
 *
 * @param path - of the endpoint, such as `/mcp/stream`
 * @param scopes - the scopes that its tools need
 * @see RFC 9728 section 2
 */
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
