import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import { CLIENT, entraWith, ISSUER, redeem, signIn, TENANT, tokensOf } from './tenant.ts';

const entra = entraWith();
let url = '';
let keys: JWTVerifyGetKey;

beforeAll(async () => {
  ({ url } = await entra.listen());
  keys = createRemoteJWKSet(new URL(`${url}/${TENANT}/discovery/v2.0/keys`));
});
afterAll(() => entra.close());

/** The check that an application must make of every id_token. */
const verify = (idToken: string) =>
  jwtVerify(idToken, keys, { issuer: ISSUER, audience: CLIENT, algorithms: ['RS256'], requiredClaims: ['exp', 'oid', 'tid', 'nonce'] });

const codeOf = async (control: string) => (await signIn(url, { control })).searchParams.get('code') ?? '';

describe('controls of the id_token', () => {
  test('none leaves it good', async () => {
    await expect(verify((await tokensOf(url)).id_token)).resolves.toBeDefined();
    await expect(verify((await tokensOf(url, { control: '' })).id_token)).resolves.toBeDefined();
  });

  test.each([
    ['bad_signature', 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
    ['unknown_kid', 'ERR_JWKS_NO_MATCHING_KEY'],
    ['alg_none', 'ERR_JOSE_ALG_NOT_ALLOWED'],
    ['wrong_issuer', 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['wrong_audience', 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['missing_oid', 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['expired', 'ERR_JWT_EXPIRED'],
  ])('%s makes jose refuse it with %s', async (control, code) => {
    await expect(verify((await tokensOf(url, { control })).id_token)).rejects.toMatchObject({ code });
  });

  test.each([
    ['wrong_nonce', 'nonce', 'the-nonce'],
    ['wrong_tenant', 'tid', TENANT],
    ['wrong_issuer', 'iss', ISSUER],
    ['wrong_audience', 'aud', CLIENT],
  ])('%s changes the claim %s and leaves the signature good', async (control, claim, right) => {
    const { id_token: idToken } = await tokensOf(url, { control });
    const { payload } = await jwtVerify(idToken, keys);
    expect(payload[claim]).not.toBe(right);
    expect(payload[claim]).toBeTruthy();
  });

  test('touch no other login', async () => {
    const [spoiled, good] = await Promise.all([tokensOf(url, { control: 'wrong_tenant' }), tokensOf(url)]);
    expect(decodeJwt(spoiled.id_token)['tid']).not.toBe(TENANT);
    expect(decodeJwt(good.id_token)['tid']).toBe(TENANT);
  });
});

describe('controls of the redirect', () => {
  test.each([
    ['denied', 'access_denied', 'AADSTS65004: '],
    ['server_error', 'server_error', 'AADSTS50000: '],
  ])('%s gives the error instead of a code', async (control, error, description) => {
    const { searchParams } = await signIn(url, { control });
    expect(searchParams.get('error')).toBe(error);
    expect(searchParams.get('error_description')).toContain(description);
    expect(searchParams.get('state')).toBe('the-state');
    expect(searchParams.has('code')).toBe(false);
  });

  test('wrong_state gives a code with another state', async () => {
    const { searchParams } = await signIn(url, { control: 'wrong_state' });
    expect(searchParams.get('state')).not.toBe('the-state');
    expect(searchParams.has('code')).toBe(true);
  });

  test('no_code gives the state alone', async () => {
    expect([...(await signIn(url, { control: 'no_code' })).searchParams.keys()]).toEqual(['state']);
  });
});

describe('controls of the token endpoint', () => {
  test('token_error answers 400 AADSTS70008', async () => {
    const response = await redeem(url, await codeOf('token_error'));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_grant', error_codes: [70008] });
  });

  test('token_500 answers 500 and no JSON', async () => {
    const response = await redeem(url, await codeOf('token_500'));
    expect(response.status).toBe(500);
    expect(response.headers.get('content-type')).toBe('text/html');
  });

  test('token_slow answers in the end', async () => {
    const slow = entraWith({ slowMs: 1 });
    const { url: slowUrl } = await slow.listen();
    try {
      await expect(verify((await tokensOf(slowUrl, { control: 'token_slow' })).id_token)).resolves.toBeDefined();
    } finally {
      await slow.close();
    }
  });

  test('token_slow ends when the stand-in is closed', async () => {
    const slow = entraWith();
    const { url: slowUrl } = await slow.listen();
    const code = (await signIn(slowUrl, { control: 'token_slow' })).searchParams.get('code') ?? '';
    const pending = expect(redeem(slowUrl, code)).rejects.toThrow();
    await slow.close();
    await pending;
  });
});
