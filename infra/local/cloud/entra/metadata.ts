import { issuerOf } from './registration.ts';

/** The OpenID Connect metadata of a tenant (OpenID Connect Discovery 3): the real issuer's name, endpoints below `origin`. */
export function openidConfiguration(origin: string, tenantId: string) {
  const tenant = `${origin}/${tenantId}`;
  return {
    issuer: issuerOf(tenantId),
    authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${tenant}/oauth2/v2.0/token`,
    jwks_uri: `${tenant}/discovery/v2.0/keys`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nbf', 'nonce', 'name', 'preferred_username', 'oid', 'tid', 'roles', 'ver'],
    request_uri_parameter_supported: false,
  };
}
