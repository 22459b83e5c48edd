import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ManagedIdentityCredential } from '@azure/identity';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { CLIENT, identity as identityWith, IDENTITY_CLIENT, IDENTITY_HEADER, ISSUER, PRINCIPAL, TENANT } from './tenant.ts';

const VAULT = 'https://vault.azure.net';
const identity = identityWith();
let url = '';

beforeAll(async () => {
  ({ url } = await identity.listen());
  process.env['IDENTITY_ENDPOINT'] = `${url}/msi/token`;
  process.env['IDENTITY_HEADER'] = IDENTITY_HEADER;
});
afterAll(() => identity.close());

const ask = (query: Record<string, string>, header: string | undefined = IDENTITY_HEADER) =>
  fetch(`${url}/msi/token?${new URLSearchParams(query).toString()}`, { headers: { 'X-IDENTITY-HEADER': header } });
const good = { 'api-version': '2019-08-01', resource: VAULT, client_id: IDENTITY_CLIENT };

describe('the managed identity endpoint', () => {
  test("gives ManagedIdentityCredential a token that jose verifies with the endpoint's keys", async () => {
    const before = Date.now();
    const token = await new ManagedIdentityCredential({ clientId: IDENTITY_CLIENT }).getToken(`${VAULT}/.default`);
    const keys = createRemoteJWKSet(new URL(`${url}/keys`));
    const { payload } = await jwtVerify(token.token, keys, { audience: VAULT, issuer: `https://sts.windows.net/${TENANT}/` });
    expect(payload).toMatchObject({ oid: PRINCIPAL, sub: PRINCIPAL, tid: TENANT, appid: IDENTITY_CLIENT, ver: '1.0' });
    expect(token.expiresOnTimestamp).toBeGreaterThan(before);
  });

  test('refuses ManagedIdentityCredential another client id', async () => {
    const credential = new ManagedIdentityCredential({ clientId: CLIENT });
    await expect(credential.getToken(`${VAULT}/.default`)).rejects.toThrow();
  });

  test('gives the token exchange a v2.0 token', async () => {
    const { access_token: token } = await (await ask({ ...good, resource: 'api://AzureADTokenExchange' })).json();
    const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(`${url}/keys`)), { audience: 'api://AzureADTokenExchange' });
    expect(payload).toMatchObject({ iss: ISSUER, azp: IDENTITY_CLIENT, ver: '2.0' });
  });

  test('answers in the shape of App Service, with or without the client id', async () => {
    const { client_id: _, ...withoutClientId } = good;
    for (const query of [good, withoutClientId]) {
      expect(await (await ask(query)).json()).toEqual({
        access_token: expect.any(String),
        expires_on: expect.stringMatching(/^\d{10}$/),
        resource: VAULT,
        token_type: 'Bearer',
        client_id: IDENTITY_CLIENT,
      });
    }
  });

  test.each([
    ['a wrong header', good, 'wrong', 401, 'X-IDENTITY-HEADER'],
    ['no header', good, '', 401, 'X-IDENTITY-HEADER'],
    ['an unknown client id', { ...good, client_id: CLIENT }, IDENTITY_HEADER, 400, 'No User Assigned or Delegated Managed Identity found'],
    ['another api-version', { ...good, 'api-version': '2017-09-01' }, IDENTITY_HEADER, 400, 'api-version'],
    ['no resource', { ...good, resource: '' }, IDENTITY_HEADER, 400, 'resource'],
  ])('refuses %s', async (_, query, header, statusCode, message) => {
    const response = await ask(query, header);
    expect(response.status).toBe(statusCode);
    expect(await response.json()).toEqual({ statusCode, message: expect.stringContaining(message), correlationId: expect.any(String) });
  });

  test('knows no other path or method', async () => {
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}/msi/token`, { method: 'POST' })).status).toBe(405);
  });
});
