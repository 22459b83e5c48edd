import { tokenNames, type Scope } from '../tokens/index.ts';

/**
 * OAuth 2.0 Authorization Server Metadata.
 *
 * @param origin our own, which is the issuer
 * @param scopes the scopes that this server offers
 * @see RFC 8414 section 2; RFC 9207 (iss), RFC 9728 section 4 (protected_resources), draft-ietf-oauth-client-id-metadata-document
 */
export function authorizationServerMetadata(origin: string, scopes: readonly Scope[]) {
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    registration_endpoint: `${origin}/register`,
    revocation_endpoint: `${origin}/revoke`,
    jwks_uri: `${origin}/.well-known/jwks.json`,
    service_documentation: `${origin}/`,
    scopes_supported: [...scopes, 'offline_access'],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    // Clients use a metadata document only if public clients are accepted.
    token_endpoint_auth_methods_supported: ['none'],
    revocation_endpoint_auth_methods_supported: ['none'],
    client_id_metadata_document_supported: true,
    authorization_response_iss_parameter_supported: true,
    protected_resources: tokenNames(origin).accepted,
  };
}

/**
 * OAuth 2.0 Protected Resource Metadata.
 *
 * @param path of the endpoint, such as `/mcp/stream`
 * @param scopes the scopes that its tools need
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
