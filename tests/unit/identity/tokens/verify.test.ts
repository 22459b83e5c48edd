import { StoreUnavailableError } from '../../../../shared/platform/index.ts';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT, importJWK, type JWTPayload } from 'jose';
import {
  AuthError,
  createSigningKeyring,
  createTokenVerifier,
  issueAccessToken,
  SCOPES,
  tokenNames,
  type GrantCheck,
  type SigningKeyring,
  type TokenVerifier,
} from '../../../../shared/identity/tokens/index.ts';
import { makeSecrets, makeSigningJwk } from '../../../support/keys.ts';

const names = tokenNames('https://app.example.com');
const person = { tenantId: 't', objectId: 'o', grantId: 'g', roles: ['Owner'] as const };
const content = { ...person, scopes: ['telnyx.read', 'telnyx.send'] as const, clientId: 'test-auth', ttlSeconds: 3600 };

/** Every grant is live. */
const standing: GrantCheck = () => Promise.resolve({ roles: ['Owner'], scopes: SCOPES });

let vault: Awaited<ReturnType<typeof makeSecrets>>;
let keyring: SigningKeyring;
let verify: TokenVerifier;
let token: string;
beforeAll(async () => {
  vault = await makeSecrets();
  keyring = createSigningKeyring(vault.secrets);
  verify = createTokenVerifier(names, keyring, standing);
  token = (await issueAccessToken(content, names, keyring)).token;
});

/** A token signed with our key, with changed claims or header members. */
async function forge(claims: JWTPayload, header: object = {}, jwk: object = vault.jwk): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const good = {
    iss: names.issuer,
    aud: names.audience,
    sub: 't.o',
    oid: 'o',
    tid: 't',
    client_id: 'c',
    jti: 'j',
    sid: 'g',
    iat: now,
    exp: now + 60,
  };
  return new SignJWT({ ...good, ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: vault.jwk.kid, ...header })
    .sign(await importJWK(jwk, 'ES256'));
}

async function failure(authorization: string | null): Promise<string> {
  const error = await verify(authorization).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AuthError);
  return (error as AuthError).reason;
}

describe('access tokens', () => {
  test('carry the RFC 9068 claims and come back as the principal', async () => {
    await expect(verify(`Bearer ${token}`)).resolves.toMatchObject({
      subject: 't.o',
      clientId: 'test-auth',
      grantId: 'g',
      roles: ['Owner'],
      scopes: ['telnyx.read', 'telnyx.send'],
    });
  });

  test.each([
    ['Bearer', (jwt: string) => `Bearer ${jwt}`],
    ['Bearer Bearer', (jwt: string) => `Bearer Bearer ${jwt}`],
    ['lower case', (jwt: string) => `bearer ${jwt}`],
    ['bare', (jwt: string) => jwt],
  ])('T2: are accepted %s', async (_form, value) => {
    await expect(verify(value(token))).resolves.toBeDefined();
  });

  test.each([
    [null, 'missing'],
    ['', 'missing'],
    ['Basic dXNlcjpwdw==', 'malformed'],
    ['Bearer not-a-jwt', 'malformed'],
    ['Bearer a.b.c d', 'malformed'],
    ['Bearer a.b.c', 'malformed'],
  ])('are rejected if the header is %s', async (header, reason) => {
    expect(await failure(header)).toBe(reason);
  });

  test('T7: are rejected for their length before anything is decoded', async () => {
    expect(await failure(`Bearer ${'a'.repeat(65_536)}.b.c`)).toBe('malformed');
  });

  test('T5: of another audience, issuer or type are rejected', async () => {
    for (const claims of [{ aud: 'https://other.example.com/mcp' }, { iss: 'https://other.example.com' }]) {
      expect(await failure(await forge(claims))).toBe('invalid');
    }
    expect(await failure(await forge({}, { typ: 'JWT' }))).toBe('invalid');
    await expect(verify(await forge({ aud: 'https://app.example.com/mcp' }))).resolves.toBeDefined();
  });

  test('T6: expired, or with a missing or invalid expiry, are rejected', async () => {
    const now = Math.floor(Date.now() / 1000);
    expect(await failure(await forge({ exp: now - 10 }))).toBe('expired');
    expect(await failure(await forge({ exp: undefined as unknown as number }))).toBe('invalid');
    expect(await failure(await forge({ exp: `${now + 60}` as unknown as number }))).toBe('invalid');
    await expect(verify(await forge({ exp: now - 2 }))).resolves.toBeDefined();
  });

  const now = () => Math.floor(Date.now() / 1000);
  const HOUR = 3_600;
  const WRONG_TIMES: readonly (readonly [string, () => Record<string, unknown>])[] = [
    ['no iat', () => ({ iat: undefined })],
    ['an iat that is a text', () => ({ iat: String(now()) })],
    ['an iat that is no whole number', () => ({ iat: now() - 0.5 })],
    ['an iat of zero', () => ({ iat: 0 })],
    ['an iat ten minutes from now', () => ({ iat: now() + 600, exp: now() + 1_200 })],
    ['an iat an hour from now', () => ({ iat: now() + HOUR, exp: now() + 2 * HOUR })],
    ['an iat beyond all numbers', () => ({ iat: 1e20, exp: 2e20 })],
    ['an iat in milliseconds', () => ({ iat: Date.now(), exp: Date.now() + 60_000 })],
    ['a life of ten seconds more than a week', () => ({ exp: now() + 168 * HOUR + 10 })],
    ['an exp in ten years', () => ({ exp: now() + 87_600 * HOUR })],
    ['an exp in milliseconds', () => ({ exp: Date.now() + 60_000 })],
    ['an exp that no integer holds', () => ({ exp: 1e20 })],
    ['the largest exp there is', () => ({ exp: 1e308 })],
    ['an exp that is no whole number', () => ({ exp: now() + 60.5 })],
    ['an nbf an hour from now', () => ({ nbf: now() + HOUR })],
    ['an nbf that is a text', () => ({ nbf: 'now' })],
  ];

  test.each(WRONG_TIMES)('D21: with %s are rejected', async (_what, claims) => {
    expect(await failure(await forge(claims() as JWTPayload))).toBe('invalid');
  });

  test('D21: of the longest lifetime we issue, and from a clock slightly ahead, are accepted', async () => {
    await expect(verify(await forge({ exp: now() + 168 * HOUR }))).resolves.toBeDefined();
    await expect(verify(await forge({ iat: now() + 3, nbf: now() + 3 }))).resolves.toBeDefined();
  });

  test('T5: without a grant, or with one that is not a string, are rejected', async () => {
    for (const sid of [undefined, null, 7, ['g']]) expect(await failure(await forge({ sid }))).toBe('invalid');
  });

  test('T9: of a revoked grant are rejected, with that reason', async () => {
    const asked: string[][] = [];
    const check = createTokenVerifier(names, keyring, (...grant) => {
      asked.push(grant);
      return Promise.reject(new AuthError('revoked'));
    });
    await expect(check(token)).rejects.toMatchObject({ reason: 'revoked' });
    expect(asked).toEqual([['t.o', 'g']]);
  });

  test('D24: may do no more than the current roles allow; a wider role adds nothing', async () => {
    const reader = createTokenVerifier(names, keyring, () => Promise.resolve({ roles: ['Reader'], scopes: ['telnyx.read'] }));
    expect(await reader(token)).toMatchObject({ roles: ['Reader'], scopes: ['telnyx.read'] });
    const nobody = createTokenVerifier(names, keyring, () => Promise.resolve({ roles: [], scopes: [] }));
    expect(await nobody(token)).toMatchObject({ scopes: [] });
    const owner = createTokenVerifier(names, keyring, () => Promise.resolve({ roles: ['Owner'], scopes: SCOPES }));
    expect((await owner(token)).scopes).toEqual(['telnyx.read', 'telnyx.send']);
  });

  test('T10: are not accepted while the state of their grant is unknown', async () => {
    const check = createTokenVerifier(names, keyring, () => Promise.reject(new StoreUnavailableError()));
    await expect(check(token)).rejects.toBeInstanceOf(StoreUnavailableError);
  });

  test('T5: a flood of unknown kids reads the vault once more, not once each', async () => {
    const flooded = await makeSecrets();
    const check = createTokenVerifier(names, createSigningKeyring(flooded.secrets), standing);
    for (let count = 0; count < 20; count++) {
      await expect(check(`Bearer ${await forge({}, { kid: `k${count}` })}`)).rejects.toBeInstanceOf(AuthError);
    }
    expect(flooded.reads).toEqual(['mcp-signing-keys', 'mcp-signing-keys']);
  });

  test('D28: are rejected once their key is removed from the vault, cached or not', async () => {
    const cut = await makeSecrets();
    const held = { value: cut.content['mcp-signing-keys'] };
    const ring = createSigningKeyring({ get: () => Promise.resolve(held.value), renew: () => Promise.resolve(held.value) });
    const check = createTokenVerifier(names, ring, standing);
    const { token: issued } = await issueAccessToken(content, names, ring);
    await expect(check(issued)).resolves.toBeDefined();
    const next = await makeSigningJwk();
    held.value = JSON.stringify({ active: next.kid, keys: [next] });
    await expect(check(issued)).rejects.toBeInstanceOf(AuthError);
  });

  test('T10: an unusable key set does not replace the last good one', async () => {
    const time = { now: 0 };
    const spoilt = await makeSecrets(() => time.now);
    const ring = createSigningKeyring(spoilt.secrets);
    const { token: issued } = await issueAccessToken(content, names, ring);
    spoilt.content['mcp-signing-keys'] = '{"active":"x","keys":[]}';
    time.now = 11 * 60_000;
    await expect(createTokenVerifier(names, ring, standing)(issued)).resolves.toBeDefined();
    expect(spoilt.unusable()).toEqual(['mcp-signing-keys']);
    const cold = createSigningKeyring({ get: () => Promise.resolve('{}'), renew: () => Promise.resolve('{}') });
    await expect(cold.current()).rejects.toMatchObject({ name: 'SecretUnavailableError' });
  });

  test('of a rotated key verify as soon as the vault holds it, and those of the old key stay valid', async () => {
    const next = await makeSigningJwk();
    const { d: _, ...published } = vault.jwk as { d?: string };
    vault.content['mcp-signing-keys'] = JSON.stringify({ active: next.kid, keys: [next, published] });
    const fresh = await forge({}, { kid: next.kid }, next);
    const rotated = createTokenVerifier(names, createSigningKeyring((await cloneVault()).secrets), standing);
    await expect(rotated(`Bearer ${fresh}`)).resolves.toBeDefined();
    await expect(rotated(`Bearer ${token}`)).resolves.toBeDefined();
  });

  async function cloneVault() {
    const { content } = vault;
    const clone = await makeSecrets();
    Object.assign(clone.content, content);
    return clone;
  }
});
