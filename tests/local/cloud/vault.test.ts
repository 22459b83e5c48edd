import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ManagedIdentityCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import { generateKeyPair, SignJWT } from 'jose';
import { signingKey } from '../../../infra/local/cloud/loopback/signing-key.ts';
import { createKeyVault } from '../../../infra/local/cloud/vault/server.ts';
import type { LoopbackServer } from '../../../infra/local/cloud/loopback/server.ts';
import { identity as identityWith, IDENTITY_CLIENT, IDENTITY_HEADER, identityToken, PRINCIPAL, TENANT } from './tenant.ts';

const VAULT = 'https://vault.azure.net';
const identity = identityWith();
let vault: LoopbackServer;
let url = '';
let identityUrl = '';

beforeAll(async () => {
  ({ url: identityUrl } = await identity.listen());
  process.env['IDENTITY_ENDPOINT'] = `${identityUrl}/msi/token`;
  process.env['IDENTITY_HEADER'] = IDENTITY_HEADER;
  const names = Array.from({ length: 30 }, (_, index) => `secret-${String(index).padStart(2, '0')}`);
  vault = createKeyVault({
    tenantId: TENANT,
    jwksUrl: `${identityUrl}/keys`,
    secrets: Object.fromEntries(names.map((name) => [name, `value of ${name}`])),
  });
  ({ url } = await vault.listen());
});
afterEach(() => control({}));
afterAll(() => Promise.all([vault.close(), identity.close()]));

/** The client as the app makes it for a vault on loopback. */
const client = () =>
  new SecretClient(url, new ManagedIdentityCredential({ clientId: IDENTITY_CLIENT }), {
    allowInsecureConnection: true,
    disableChallengeResourceVerification: true,
    retryOptions: { maxRetries: 0 },
  });
const control = (controls: unknown) => fetch(`${url}/_control`, { method: 'PUT', body: JSON.stringify(controls) });
const readsOf = async (name: string): Promise<number> => (await (await fetch(`${url}/_control`)).json()).reads[name] ?? 0;
const call = async (path: string, init: RequestInit = {}) =>
  fetch(`${url}${path}`, { ...init, headers: { Authorization: `Bearer ${await identityToken(identityUrl, VAULT)}` } });

describe('SecretClient', () => {
  test('answers the challenge and reads a secret', async () => {
    const secret = await client().getSecret('secret-07');
    expect(secret).toMatchObject({ name: 'secret-07', value: 'value of secret-07' });
    expect(secret.properties).toMatchObject({ enabled: true, recoveryLevel: 'Recoverable+Purgeable', vaultUrl: url });
    expect(secret.properties.createdOn).toBeInstanceOf(Date);
  });

  test('sets a new version and still reads the old one', async () => {
    const secrets = client();
    const first = await secrets.setSecret('rotated', 'one', { contentType: 'text/plain', tags: { purpose: 'test' } });
    const second = await secrets.setSecret('rotated', 'two');
    expect(second.properties.version).not.toBe(first.properties.version);
    expect(await secrets.getSecret('rotated')).toMatchObject({ value: 'two', properties: { version: second.properties.version } });
    expect(await secrets.getSecret('rotated', { version: first.properties.version ?? '' })).toMatchObject({
      value: 'one',
      properties: { contentType: 'text/plain', tags: { purpose: 'test' } },
    });
  });

  test('lists all secrets, page by page, without their values', async () => {
    const pages = [];
    for await (const page of client().listPropertiesOfSecrets().byPage({ maxPageSize: 20 })) pages.push(page);
    const names = pages.flat().map((properties) => properties.name);
    expect(pages.length).toBeGreaterThan(1);
    expect(names.filter((name) => name.startsWith('secret-'))).toHaveLength(30);
    expect(JSON.stringify(pages)).not.toContain('value of');
  });

  test('is told SecretNotFound of a secret or version that is not there', async () => {
    await expect(client().getSecret('absent')).rejects.toMatchObject({ statusCode: 404, code: 'SecretNotFound' });
    await expect(client().getSecret('secret-00', { version: 'absent' })).rejects.toMatchObject({ statusCode: 404, code: 'SecretNotFound' });
  });

  test('is refused a disabled secret', async () => {
    await client().setSecret('disabled', 'value', { enabled: false });
    await expect(client().getSecret('disabled')).rejects.toMatchObject({ statusCode: 403, code: 'Forbidden' });
  });
});

describe('the controls', () => {
  test('forbidden answers 403 for that secret only', async () => {
    await control({ forbidden: ['secret-01'] });
    await expect(client().getSecret('secret-01')).rejects.toMatchObject({ statusCode: 403, code: 'Forbidden' });
    await expect(client().setSecret('secret-01', 'x')).rejects.toMatchObject({ statusCode: 403 });
    await expect(client().getSecret('secret-02')).resolves.toBeDefined();
  });

  test('missing answers 404 for that secret only', async () => {
    await control({ missing: ['secret-01'] });
    await expect(client().getSecret('secret-01')).rejects.toMatchObject({ statusCode: 404, code: 'SecretNotFound' });
    await expect(client().getSecret('secret-02')).resolves.toBeDefined();
  });

  test('down answers 503 until it is turned back', async () => {
    await control({ down: true });
    await expect(client().getSecret('secret-01')).rejects.toMatchObject({ statusCode: 503 });
    await control({ down: false });
    await expect(client().getSecret('secret-01')).resolves.toBeDefined();
  });

  test('delay_ms holds the answer back', async () => {
    await control({ delay_ms: 60_000 });
    await expect(fetch(`${url}/secrets/secret-01?api-version=7.6`, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
    await control({ delay_ms: 1 });
    await expect(client().getSecret('secret-01')).resolves.toBeDefined();
  });

  test('count the reads of authorized callers', async () => {
    const before = await readsOf('secret-09');
    const secrets = client();
    await secrets.getSecret('secret-09');
    await secrets.getSecret('secret-09');
    await fetch(`${url}/secrets/secret-09?api-version=7.6`);
    expect((await readsOf('secret-09')) - before).toBe(2);
  });

  test('are shown, and go back to their defaults where they are left out', async () => {
    await control({ down: true, delay_ms: 1, forbidden: ['a'], missing: ['b'] });
    expect(await (await fetch(`${url}/_control`)).json()).toMatchObject({ down: true, delay_ms: 1, forbidden: ['a'], missing: ['b'] });
    expect(await (await control({})).json()).toMatchObject({ down: false, delay_ms: 0, forbidden: [], missing: [] });
  });

  test.each([[{ down: 'yes' }], [{ delay_ms: -1 }], [{ typo: true }], ['text']])('refuse %j', async (controls) => {
    const response = await control(controls);
    expect(response.status).toBe(400);
    expect((await response.json()).error.code).toBe('BadParameter');
  });

  test('know GET and PUT only', async () => {
    expect((await fetch(`${url}/_control`, { method: 'DELETE' })).status).toBe(405);
  });
});

describe('the token check', () => {
  const read = (authorization?: string) =>
    fetch(`${url}/secrets/secret-01?api-version=7.6`, authorization === undefined ? {} : { headers: { Authorization: authorization } });
  const claims = { aud: VAULT, oid: PRINCIPAL, exp: Math.floor(Date.now() / 1000) + 3_600 };
  const signed = async (changes: Record<string, unknown>) => {
    const { kid, privateKey } = await signingKey();
    return `Bearer ${await new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey)}`;
  };

  test('challenges a caller without a token, naming tenant and resource', async () => {
    const response = await read();
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe(
      `Bearer authorization="https://login.microsoftonline.com/${TENANT}", resource="https://vault.azure.net"`,
    );
    expect((await response.json()).error).toEqual({ code: 'Unauthorized', message: 'AKV10000: Request is missing a Bearer or PoP token.' });
  });

  test('lets a good token in', async () => {
    expect((await read(await signed({}))).status).toBe(200);
  });

  test.each([
    ['for another audience', { aud: 'https://storage.azure.com' }, 'AKV10022'],
    ['that has expired', { exp: 1 }, '[TokenExpired]'],
    ['without an expiry', { exp: undefined }, 'Error validating token.'],
    ['of nobody', { oid: undefined }, 'Error validating token.'],
  ])('refuses a token %s, and challenges again', async (_, changes, message) => {
    const response = await read(await signed(changes));
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('Bearer ');
    expect((await response.json()).error.message).toContain(message);
  });

  test('refuses a token signed by a stranger, and what is no token', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const { kid } = await signingKey();
    const forged = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
    for (const authorization of [`Bearer ${forged}`, 'Bearer x', 'Basic eDp5']) expect((await read(authorization)).status).toBe(401);
  });
});

describe('what is no operation on secrets', () => {
  test.each([
    ['/secrets/secret-01', {}, 400],
    ['/secrets/no_such_form?api-version=7.6', {}, 400],
    ['/secrets?api-version=7.6&maxresults=26', {}, 400],
    ['/secrets/new?api-version=7.6', { method: 'PUT', body: 'no json' }, 400],
    ['/secrets/new?api-version=7.6', { method: 'PUT', body: '{"value":1}' }, 400],
    ['/secrets/secret-01?api-version=7.6', { method: 'DELETE' }, 405],
    ['/secrets/secret-01/version?api-version=7.6', { method: 'PUT', body: '{}' }, 405],
    ['/secrets?api-version=7.6', { method: 'PUT', body: '{}' }, 405],
    ['/secrets/a/b/c?api-version=7.6', {}, 404],
    ['/keys/a?api-version=7.6', {}, 404],
  ])('%s %j answers %i', async (path, init, status) => {
    expect((await call(path, init)).status).toBe(status);
  });
});
