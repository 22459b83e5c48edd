import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ManagedIdentityCredential } from '@azure/identity';
import { ConfidentialClientApplication, CryptoProvider } from '@azure/msal-node';
import {
  authorizeUrl,
  CLIENT,
  entraWith,
  identity as identityWith,
  IDENTITY_CLIENT,
  IDENTITY_HEADER,
  ISSUER,
  PRINCIPAL,
} from './tenant.ts';
import { REDIRECT_URI, TENANT, tokenUrl } from './tenant.ts';

const identity = identityWith();
let entra = entraWith();
let url = '';

beforeAll(async () => {
  const { url: identityUrl } = await identity.listen();
  process.env['IDENTITY_ENDPOINT'] = `${identityUrl}/msi/token`;
  process.env['IDENTITY_HEADER'] = IDENTITY_HEADER;
  entra = entraWith({ federatedCredential: { jwksUrl: `${identityUrl}/keys`, subject: PRINCIPAL } });
  ({ url } = await entra.listen());
});
afterAll(() => Promise.all([entra.close(), identity.close()]));

/** The application as it is registered in production: no secret, the managed identity speaks for it. */
function application(clientAssertion?: () => Promise<string>): ConfidentialClientApplication {
  const credential = new ManagedIdentityCredential({ clientId: IDENTITY_CLIENT });
  return new ConfidentialClientApplication({
    auth: {
      clientId: CLIENT,
      authority: `https://login.microsoftonline.com/${TENANT}`,
      authorityMetadata: JSON.stringify({
        issuer: ISSUER,
        authorization_endpoint: authorizeUrl(url),
        token_endpoint: tokenUrl(url),
        jwks_uri: `${url}/${TENANT}/discovery/v2.0/keys`,
        end_session_endpoint: `${url}/${TENANT}/oauth2/v2.0/logout`,
      }),
      clientAssertion: clientAssertion ?? (async () => (await credential.getToken('api://AzureADTokenExchange/.default')).token),
    },
  });
}

/** Opens the authorization URL that MSAL makes, posts the form that the page holds, and redeems the code with MSAL. */
async function login(fields: Record<string, string>, app = application()) {
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
  const nonce = 'a-nonce';
  const address = await app.getAuthCodeUrl({
    scopes: [],
    redirectUri: REDIRECT_URI,
    state: 'a-state',
    nonce,
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
    responseMode: 'query',
    prompt: 'select_account',
  });
  const page = await (await fetch(address)).text();
  const unescape = (text: string) =>
    text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>');
  const hidden = [...page.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  const carried = hidden.map(([, name = '', value = '']): [string, string] => [name, unescape(value).replaceAll('&amp;', '&')]);
  const action = /action="([^"]*)"/.exec(page)?.[1] ?? '';
  const answer = await fetch(new URL(action, url), {
    method: 'POST',
    body: new URLSearchParams([...carried, ...Object.entries(fields)]),
    redirect: 'manual',
  });
  const target = new URL(answer.headers.get('location') ?? '');
  expect(target.searchParams.get('state')).toBe('a-state');
  const code = target.searchParams.get('code') ?? '';
  const redemption = { code, scopes: [], redirectUri: REDIRECT_URI, codeVerifier: verifier, nonce };
  return { result: await app.acquireTokenByCode(redemption), again: () => app.acquireTokenByCode(redemption) };
}

describe('MSAL', () => {
  test('logs a person in with authorization code, PKCE and the assertion of the managed identity', async () => {
    const { result } = await login({ user: 'operator' });
    expect(result.idTokenClaims).toMatchObject({
      iss: ISSUER,
      aud: CLIENT,
      tid: TENANT,
      roles: ['Operator'],
      preferred_username: 'operator@example.com',
    });
    expect(result.account?.homeAccountId).toBe(`a0000000-0000-4000-8000-000000000002.${TENANT}`);
    expect(result.account?.name).toBe('Local Operator');
  });

  test('learns from the error body why a code is refused', async () => {
    const { again } = await login({ user: 'reader' });
    await expect(again()).rejects.toMatchObject({ errorCode: 'invalid_grant', errorNo: 54005 });
    await expect(login({ user: 'reader', control: 'token_error' })).rejects.toMatchObject({ errorCode: 'invalid_grant', errorNo: 70008 });
  });

  test('is refused with a bad assertion', async () => {
    await expect(
      login(
        { user: 'reader' },
        application(() => Promise.resolve('no.jwt.')),
      ),
    ).rejects.toMatchObject({ errorCode: 'invalid_client' });
  });

  test('fails on a token endpoint that answers 500 without JSON', async () => {
    await expect(login({ user: 'reader', control: 'token_500' })).rejects.toBeInstanceOf(Error);
  });

  test('notices another nonce itself, and no other error in the id_token', async () => {
    await expect(login({ user: 'reader', control: 'wrong_nonce' })).rejects.toMatchObject({ errorCode: 'nonce_mismatch' });
    for (const control of ['bad_signature', 'unknown_kid', 'alg_none', 'wrong_issuer', 'wrong_audience', 'expired']) {
      await expect(login({ user: 'reader', control })).resolves.toHaveProperty('result.idToken');
    }
  });
});
