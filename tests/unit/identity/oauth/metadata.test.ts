import { describe, expect, test } from '@jest/globals';
import { SCOPES } from '../../../../shared/identity/tokens/index.ts';
import { authorizationServerMetadata, resourceMetadata } from '../../../../shared/identity/oauth/metadata.ts';

const ORIGIN = 'https://app.example.com';

describe('authorization server metadata', () => {
  test('names every endpoint on the origin, and nothing that is not supported (RFC 8414)', () => {
    expect(authorizationServerMetadata(ORIGIN, SCOPES)).toEqual({
      issuer: 'https://app.example.com',
      authorization_endpoint: 'https://app.example.com/authorize',
      token_endpoint: 'https://app.example.com/token',
      registration_endpoint: 'https://app.example.com/register',
      revocation_endpoint: 'https://app.example.com/revoke',
      jwks_uri: 'https://app.example.com/.well-known/jwks.json',
      service_documentation: 'https://app.example.com/',
      scopes_supported: ['telnyx.read', 'telnyx.write', 'telnyx.send', 'telnyx.purchase', 'offline_access'],
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none'],
      revocation_endpoint_auth_methods_supported: ['none'],
      client_id_metadata_document_supported: true,
      authorization_response_iss_parameter_supported: true,
      protected_resources: ['https://app.example.com/mcp/stream', 'https://app.example.com/mcp'],
    });
  });

  test.each(['/mcp/stream', '/mcp'])('and the metadata of %s name each other (RFC 9728 section 4)', (path) => {
    const resource = resourceMetadata(ORIGIN, path, SCOPES);
    const server = authorizationServerMetadata(ORIGIN, SCOPES);
    expect(resource.authorization_servers).toEqual([server.issuer]);
    expect(server.protected_resources).toContain(resource.resource);
    expect(resource.scopes_supported).not.toContain('offline_access');
  });
});
