import { tokenNames, type Scope } from '../tokens/index.ts';

/**
 * OAuth 2.0 Authorization Server Metadata (RFC 8414 section 2), with what RFC 9207 (iss), RFC 9728 section 4 (protected_resources) and
 * Client ID Metadata Documents add. In: our origin, which is the issuer; the scopes that can be had.
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
    // Clients take a metadata document only where public clients are welcome.
    token_endpoint_auth_methods_supported: ['none'],
    revocation_endpoint_auth_methods_supported: ['none'],
    client_id_metadata_document_supported: true,
    authorization_response_iss_parameter_supported: true,
    protected_resources: tokenNames(origin).accepted,
  };
}
