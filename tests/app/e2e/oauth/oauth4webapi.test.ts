import { beforeAll, describe, expect, test } from '@jest/globals';
import * as oauth from 'oauth4webapi';
import { legacy, useApp } from '../../../support/index.ts';
import { approve, type Choices } from '../../../support/oauth/index.ts';

const REDIRECT_URI = 'http://127.0.0.1:8124/callback';
// eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated only to stand out: this is http on this machine
const INSECURE = { [oauth.allowInsecureRequests]: true };
const AUTHENTICATION = oauth.None();
const OWNER = 'b0000000-0000-4000-8000-000000000001.a0000000-0000-4000-8000-000000000003';

let server: oauth.AuthorizationServer;
let resource: oauth.ResourceServer;
let client: oauth.Client;

const app = useApp();
beforeAll(async () => {
  const endpoint = new URL(`${app.url}/mcp/stream`);
  resource = await oauth.processResourceDiscoveryResponse(endpoint, await oauth.resourceDiscoveryRequest(endpoint, INSECURE));
  const issuer = new URL(resource.authorization_servers?.[0] ?? '');
  server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...INSECURE }));
  const metadata = { client_name: 'Judge', redirect_uris: [REDIRECT_URI], token_endpoint_auth_method: 'none' };
  client = await oauth.processDynamicClientRegistrationResponse(await oauth.dynamicClientRegistrationRequest(server, metadata, INSECURE));
});

/**
 * Sends the person to the authorization endpoint.
 *
 * @returns what came back, and the client's secrets of this request.
 */
async function authorize(parameters: Readonly<Record<string, string>> = {}, choices: Choices = {}) {
  const [verifier, state] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState()];
  const url = new URL(server.authorization_endpoint ?? '');
  url.search = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    resource: resource.resource,
    ...parameters,
  }).toString();
  return { url: (await approve(url, choices)).url, verifier, state };
}

async function redeem(parameters: URLSearchParams, verifier: string) {
  const additional = { additionalParameters: { resource: resource.resource }, ...INSECURE };
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    AUTHENTICATION,
    parameters,
    REDIRECT_URI,
    verifier,
    additional,
  );
  return oauth.processAuthorizationCodeResponse(server, client, response);
}

async function tokens() {
  const { url, verifier, state } = await authorize();
  return redeem(oauth.validateAuthResponse(server, client, url, state), verifier);
}

async function refresh(token: string) {
  const response = await oauth.refreshTokenGrantRequest(server, client, AUTHENTICATION, token, INSECURE);
  return oauth.processRefreshTokenResponse(server, client, response);
}

const revoke = async (token: string) =>
  oauth.processRevocationResponse(await oauth.revocationRequest(server, client, AUTHENTICATION, token, INSECURE));

const validate = (token: string, audience = resource.resource) => {
  const request = new Request(audience, { headers: { authorization: `Bearer ${token}` } });
  return oauth.validateJwtAccessToken(server, request, audience, INSECURE);
};

describe('the documents', () => {
  test('AUTH-METADATA-1, RFC9728-2: RFC 9728: the resource names this server and its scopes, without offline_access', () => {
    expect(resource).toMatchObject({
      resource: `${app.url}/mcp/stream`,
      authorization_servers: [app.url],
      bearer_methods_supported: ['header'],
    });
    expect(resource.scopes_supported).not.toContain('offline_access');
  });

  test('AUTH-ISS-1, AUTH-METADATA-2, AUTH-METADATA-3, RFC8414-2, RFC8414-3.3, RFC9207-2.3: RFC 8414: the server says all that a client decides by', () => {
    expect(server).toMatchObject({
      issuer: app.url,
      authorization_endpoint: `${app.url}/authorize`,
      token_endpoint: `${app.url}/token`,
      registration_endpoint: `${app.url}/register`,
      revocation_endpoint: `${app.url}/revoke`,
      jwks_uri: `${app.url}/.well-known/jwks.json`,
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      code_challenge_methods_supported: ['S256'],
      client_id_metadata_document_supported: true,
      authorization_response_iss_parameter_supported: true,
    });
    expect(server.token_endpoint_auth_methods_supported).toContain('none');
    expect(server.scopes_supported).toContain('offline_access');
  });

  test('RFC 7591: a registration is answered without a secret', () => {
    expect(client).toMatchObject({ client_name: 'Judge', redirect_uris: [REDIRECT_URI], token_endpoint_auth_method: 'none' });
    expect(client['client_secret']).toBeUndefined();
  });
});

describe('the authorization response', () => {
  test('RFC9207-2, RFC9207-2.3: RFC 9207: names its issuer, in success and in refusal', async () => {
    const { url, state } = await authorize();
    expect(oauth.validateAuthResponse(server, client, url, state).get('iss')).toBe(app.url);
    const refused = await authorize({}, { action: 'deny' });
    expect(() => oauth.validateAuthResponse(server, client, refused.url, refused.state)).toThrow(oauth.AuthorizationResponseError);
    expect(refused.url.searchParams.get('error')).toBe('access_denied');
  });

  test('does not pass for one of another server', async () => {
    const { url, state } = await authorize();
    const other = { ...server, issuer: 'https://other.example.com' };
    expect(() => oauth.validateAuthResponse(other, client, url, state)).toThrow(/"iss"/);
  });
});

describe('the tokens', () => {
  test('RFC 9068: an access token is valid by our published keys, for this resource only', async () => {
    const { access_token: token, token_type: type, expires_in: seconds } = await tokens();
    expect(type).toBe('bearer');
    expect(seconds).toBe(3600);
    expect(await validate(token)).toMatchObject({
      iss: app.url,
      aud: resource.resource,
      client_id: client.client_id,
      scope: 'telnyx.read telnyx.write telnyx.send telnyx.purchase',
      sub: OWNER,
    });
    await expect(validate(token, 'https://other.example.com/mcp')).rejects.toThrow();
  });

  test('O5: a code works once, and only with its verifier', async () => {
    const { url, verifier, state } = await authorize();
    const parameters = oauth.validateAuthResponse(server, client, url, state);
    const refused = { name: 'ResponseBodyError', error: 'invalid_grant', status: 400 };
    await expect(redeem(parameters, oauth.generateRandomCodeVerifier())).rejects.toMatchObject(refused);
    const { access_token: token } = await redeem(parameters, verifier);
    await expect(redeem(parameters, verifier)).rejects.toMatchObject(refused);
    // The replay ended the grant, which no request had used before.
    expect((await legacy(app, 'tools/list', {}, { token })).status).toBe(401);
  });

  test('O6, AUTH-REFRESH-1: a refresh gives a new pair, whose access token is valid too', async () => {
    const first = await tokens();
    const second = await refresh(first.refresh_token ?? '');
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await validate(second.access_token)).toMatchObject({ sub: OWNER });
    expect((await legacy(app, 'tools/list', {}, { token: second.access_token })).status).toBe(200);
  });
});

describe('revocation (RFC 7009)', () => {
  test.each(['access_token', 'refresh_token'] as const)('T9, RFC7009-2: ends the grant by its %s', async (kind) => {
    const held = await tokens();
    await revoke(String(held[kind]));
    await expect(refresh(held.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant' });
    expect((await legacy(app, 'tools/list', {}, { token: held.access_token })).status).toBe(401);
  });

  test('says nothing of tokens that it does not know', async () => {
    await expect(revoke('no-such-token')).resolves.toBeUndefined();
  });
});
