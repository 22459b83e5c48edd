import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRemoteJWKSet, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { signingKey } from '../../../infra/local/cloud/loopback/signing-key.ts';
import {
  CLIENT,
  entraWith,
  identity as identityWith,
  identityToken,
  ISSUER,
  PRINCIPAL,
  redeem,
  signIn,
  TENANT,
  tokensOf,
  tokenUrl,
} from './tenant.ts';

const EXCHANGE = 'api://AzureADTokenExchange';
const identity = identityWith();
let clock = Date.now();
let entra = entraWith();
let url = '';
let identityUrl = '';

beforeAll(async () => {
  ({ url: identityUrl } = await identity.listen());
  const federatedCredential = { jwksUrl: `${identityUrl}/keys`, subject: PRINCIPAL };
  entra = entraWith({ federatedCredential, now: () => clock });
  ({ url } = await entra.listen());
});
afterAll(() => Promise.all([entra.close(), identity.close()]));

const freshCode = async () => (await signIn(url)).searchParams.get('code') ?? '';
const withAssertion = (assertion: string) => ({
  client_secret: undefined,
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: assertion,
});

async function expectRefusal(response: Response, status: number, error: string, code: number) {
  const body = await response.json();
  expect(response.status).toBe(status);
  expect(body).toMatchObject({ error, error_codes: [code] });
  expect(body.error_description).toMatch(
    new RegExp(`^AADSTS${code}: .+ Trace ID: ${body.trace_id} Correlation ID: ${body.correlation_id} Timestamp: ${body.timestamp}$`),
  );
  expect(body.timestamp).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/);
}

describe('metadata and keys', () => {
  test("name the real issuer and the stand-in's own endpoints", async () => {
    const metadata = await (await fetch(`${url}/${TENANT}/v2.0/.well-known/openid-configuration`)).json();
    expect(metadata).toMatchObject({
      issuer: ISSUER,
      authorization_endpoint: `${url}/${TENANT}/oauth2/v2.0/authorize`,
      token_endpoint: tokenUrl(url),
      jwks_uri: `${url}/${TENANT}/discovery/v2.0/keys`,
    });
  });

  test('publish the public half of an RSA key only', async () => {
    const { keys } = await (await fetch(`${url}/${TENANT}/discovery/v2.0/keys`)).json();
    expect(keys).toHaveLength(1);
    expect(Object.keys(keys[0]).sort()).toEqual(['e', 'kid', 'kty', 'n', 'use']);
  });

  test.each(['v2.0/.well-known/openid-configuration', 'discovery/v2.0/keys'])('of an unknown tenant are AADSTS90002: %s', async (path) => {
    await expectRefusal(await fetch(`${url}/${CLIENT}/${path}`), 400, 'invalid_request', 90002);
  });
});

describe('a redeemed code', () => {
  test('gives an id_token that jose verifies, with the claims of Entra', async () => {
    const keys = createRemoteJWKSet(new URL(`${url}/${TENANT}/discovery/v2.0/keys`));
    const answer = await tokensOf(url, { user: 'operator' });
    const { payload, protectedHeader } = await jwtVerify(answer.id_token, keys, {
      issuer: ISSUER,
      audience: CLIENT,
      algorithms: ['RS256'],
    });
    expect(protectedHeader).toMatchObject({ alg: 'RS256', typ: 'JWT' });
    expect(payload).toMatchObject({
      oid: 'a0000000-0000-4000-8000-000000000002',
      tid: TENANT,
      nonce: 'the-nonce',
      name: 'Local Operator',
      preferred_username: 'operator@example.com',
      roles: ['Operator'],
      ver: '2.0',
    });
    expect(Object.keys(payload)).toEqual(expect.arrayContaining(['sub', 'iat', 'nbf', 'exp']));
    expect(payload.sub).not.toBe(payload['oid']);
    expect(answer).toMatchObject({ token_type: 'Bearer', scope: 'openid profile', expires_in: 3600 });
    expect(answer.access_token.split('.')).toHaveLength(3);
  });

  test.each([
    ['reader', ['Reader']],
    ['owner', ['Owner']],
    ['manager', ['Manager']],
    ['nobody', undefined],
  ])('of %s bears the roles %j', async (user, roles) => {
    const { id_token: idToken } = await tokensOf(url, { user });
    expect(JSON.parse(Buffer.from(idToken.split('.')[1], 'base64url').toString()).roles).toEqual(roles);
  });

  test('gives client_info where it is asked for', async () => {
    const answer = await (await redeem(url, await freshCode(), { client_info: '1' })).json();
    expect(JSON.parse(Buffer.from(answer.client_info, 'base64url').toString())).toEqual({
      uid: 'a0000000-0000-4000-8000-000000000003',
      utid: TENANT,
    });
  });

  test('without a nonce in the request has none in the token', async () => {
    const { id_token: idToken } = await tokensOf(url, { nonce: undefined });
    expect(JSON.parse(Buffer.from(idToken.split('.')[1], 'base64url').toString())).not.toHaveProperty('nonce');
  });
});

describe('a code is refused', () => {
  test('the second time', async () => {
    const code = await freshCode();
    expect((await redeem(url, code)).status).toBe(200);
    await expectRefusal(await redeem(url, code), 400, 'invalid_grant', 54005);
  });

  test('to all but one of several clients at once', async () => {
    const code = await freshCode();
    const answers = await Promise.all(Array.from({ length: 8 }, () => redeem(url, code)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 400, 400, 400, 400, 400, 400, 400]);
  });

  test('after ten minutes', async () => {
    const code = await freshCode();
    clock += 10 * 60 * 1000 + 1;
    await expectRefusal(await redeem(url, code), 400, 'invalid_grant', 70008);
  });

  test.each([
    ['with another verifier', { code_verifier: 'x'.repeat(43) }, 400, 'invalid_grant', 501481],
    ['with another redirect URI', { redirect_uri: 'http://localhost:7072/auth/callback' }, 401, 'invalid_client', 500112],
    ['that was never given', { code: 'unknown' }, 400, 'invalid_grant', 9002313],
    ['with a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
    ['without a credential', { client_secret: undefined }, 401, 'invalid_client', 7000218],
    ['of another client', { client_id: TENANT }, 400, 'unauthorized_client', 700016],
    ['without a verifier', { code_verifier: undefined }, 400, 'invalid_request', 900144],
    ['without a grant type', { grant_type: undefined }, 400, 'invalid_request', 900144],
    ['for another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
  ])('%s, and is still good afterwards', async (_, changes, status, error, aadsts) => {
    const code = await freshCode();
    await expectRefusal(await redeem(url, code, changes), status, error, aadsts);
    expect((await redeem(url, code)).status).toBe(200);
  });

  test('in another tenant', async () => {
    const response = await fetch(tokenUrl(url).replace(TENANT, CLIENT), { method: 'POST', body: new URLSearchParams() });
    await expectRefusal(response, 400, 'invalid_request', 90002);
  });

  test("with the caller's own correlation id", async () => {
    const response = await redeem(url, 'unknown', {}, { 'client-request-id': CLIENT });
    expect((await response.json()).correlation_id).toBe(CLIENT);
  });
});

describe('a client assertion', () => {
  test('of the managed identity takes the place of a secret', async () => {
    const assertion = await identityToken(identityUrl, EXCHANGE);
    expect((await redeem(url, await freshCode(), withAssertion(assertion))).status).toBe(200);
  });

  const claims = { iss: ISSUER, aud: EXCHANGE, sub: PRINCIPAL, exp: Math.floor(Date.now() / 1000) + 3_600 };
  const refused = async (assertion: string, code: number) =>
    expectRefusal(await redeem(url, await freshCode(), withAssertion(assertion)), 401, 'invalid_client', code);

  test('signed with another key is AADSTS700027', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const { keys } = await (await fetch(`${identityUrl}/keys`)).json();
    await refused(await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: keys[0].kid }).sign(privateKey), 700027);
    await refused(await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'unknown' }).sign(privateKey), 700027);
  });

  const wrongClaims: [string, Record<string, unknown>, number][] = [
    ['issuer', { iss: 'https://issuer.example.com' }, 700211],
    ['audience', { aud: 'https://vault.azure.net' }, 700212],
    ['subject', { sub: CLIENT }, 700213],
    ['time', { exp: 1 }, 700024],
    ['form, without an expiry', { exp: undefined }, 700024],
  ];
  test.each(wrongClaims)('of the right key with another %s is refused', async (_, changes, code) => {
    const { kid, privateKey } = await signingKey();
    await refused(await new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey), code);
  });

  test('made for Key Vault is refused: its issuer is another', async () => {
    await refused(await identityToken(identityUrl, 'https://vault.azure.net'), 700211);
  });

  test('that is no JWT is AADSTS50027', async () => {
    await refused('no.jwt', 50027);
  });

  test('of another type is no credential', async () => {
    const form = { ...withAssertion(await identityToken(identityUrl, EXCHANGE)), client_assertion_type: 'urn:example' };
    await expectRefusal(await redeem(url, await freshCode(), form), 401, 'invalid_client', 7000218);
  });

  test('is refused where no identity is trusted', async () => {
    const bare = entraWith();
    const { url: bareUrl } = await bare.listen();
    try {
      const response = await redeem(bareUrl, 'any', withAssertion(await identityToken(identityUrl, EXCHANGE)));
      await expectRefusal(response, 401, 'invalid_client', 700027);
    } finally {
      await bare.close();
    }
  });
});

describe('paths and methods', () => {
  test('unknown ones are 404 and 405', async () => {
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}/${TENANT}/oauth2/v2.0/devicecode`)).status).toBe(404);
    const wrongMethod = await fetch(tokenUrl(url));
    expect(wrongMethod.status).toBe(405);
    expect(wrongMethod.headers.get('allow')).toBe('POST');
  });

  test('a body beyond 64 KiB is 413', async () => {
    const response = await fetch(tokenUrl(url), { method: 'POST', body: new URLSearchParams({ code: 'x'.repeat(70_000) }) });
    expect(response.status).toBe(413);
  });
});
