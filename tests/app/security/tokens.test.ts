import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { exportJWK, exportSPKI, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { createForge, exchange, expectChallenge, legacy, ORIGIN, startListener, use, useApp, vaultControls } from '../../support/index.ts';
import { createTokenVerifier, tokenNames } from '../../../shared/identity/tokens/index.ts';

const app = useApp();
const forge = use(() => createForge(app));
const listener = use(startListener);

/** Sends tools/list with this Authorization header, from a known origin. */
const withAuthorization = (authorization: string, path = '/mcp/stream') =>
  legacy(app, 'tools/list', {}, { path, headers: { authorization, origin: ORIGIN } });

async function expectRefused(token: string) {
  const challenge = await expectChallenge(app, await withAuthorization(`Bearer ${token}`), { token });
  expect(challenge['error']).toBe('invalid_token');
  return challenge;
}

const b64 = (value: object | string) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

test('T4, RFC9068-2.1: refuses alg none, with and without a signature part', async () => {
  const unsecured = new UnsecuredJWT(forge.claims()).encode();
  const good = await forge.sign();
  const [, payload = '', signature = ''] = good.split('.');
  for (const alg of ['none', 'None', 'NONE']) {
    const header = b64({ alg, typ: 'at+jwt', kid: forge.kid });
    await expectChallenge(app, await withAuthorization(`Bearer ${header}.${payload}.`));
    await expectRefused(`${header}.${payload}.${signature}`);
    await expectRefused(`${header}.${payload}.AA`);
  }
  await expectChallenge(app, await withAuthorization(`Bearer ${unsecured}`));
});

test('T4: refuses HS256 signed with our own public key, in every form of it', async () => {
  const key = await importJWK({ ...forge.publicJwk, alg: 'ES256' }, 'ES256', { extractable: true });
  if (key instanceof Uint8Array) throw new Error('not a key');
  const pem = await exportSPKI(key);
  const forms = [pem, pem.trim(), JSON.stringify(forge.publicJwk), forge.publicJwk.x];
  const signed = `${b64({ alg: 'HS256', typ: 'at+jwt', kid: forge.kid })}.${b64(forge.claims())}`;
  for (const secret of forms) await expectRefused(`${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`);
});

test('T4, RFC9068-4: refuses a wrong or missing typ', async () => {
  for (const typ of ['JWT', 'jwt', 'at+jwt+x', 'dpop+jwt', '', undefined]) await expectRefused(await forge.sign({}, { typ }));
});

test('T4: never asks a URL and takes no key that the header carries', async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk = await exportJWK(publicKey);
  const own = await forge.sign({}, { jku: `${listener.url}/keys`, x5u: `${listener.url}/chain` });
  expect((await withAuthorization(`Bearer ${own}`)).status).toBe(200);
  for (const kid of [forge.kid, 'theirs', `${listener.url}/kid`, '../../keys', '']) {
    for (const header of [{ jku: `${listener.url}/keys` }, { x5u: `${listener.url}/chain` }, { jwk }, { x5c: ['AAAA'] }]) {
      await expectRefused(await forge.sign({}, { ...header, kid }, privateKey));
    }
  }
  await expectRefused(await forge.sign({}, { kid: undefined }, privateKey));
  expect(listener.hits).toEqual([]);
});

test('T4: refuses a critical header parameter that nobody here knows', async () => {
  const [, payload = '', signature = ''] = (await forge.sign()).split('.');
  await expectRefused(`${b64({ alg: 'ES256', typ: 'at+jwt', kid: forge.kid, crit: ['x'], x: 1 })}.${payload}.${signature}`);
});

test('T5, AUTH-TOKEN-1, RFC9068-4: refuses a right signature with a wrong audience or issuer', async () => {
  const wrong = [
    { aud: 'https://api.example.com' },
    { aud: app.url },
    { aud: `${app.url}/mcp/stream/` },
    { aud: `${app.url}/` },
    { aud: [] },
    { aud: undefined },
    { iss: 'https://login.microsoftonline.com/b0000000-0000-4000-8000-000000000001/v2.0' },
    { iss: `${app.url}/` },
    { iss: app.url.replace('localhost', '127.0.0.1') },
    { iss: undefined },
  ];
  for (const changes of wrong) await expectRefused(await forge.sign(changes));
});

test('T5: refuses an id_token, and a token that only the login may use', async () => {
  const { privateKey } = await generateKeyPair('RS256');
  const idToken = await new SignJWT({ ...forge.claims(), nonce: 'n', aud: app.env['ENTRA_CLIENT_ID'] ?? '' })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: forge.kid })
    .sign(privateKey);
  await expectRefused(idToken);
  for (const name of ['sub', 'jti', 'sid', 'client_id', 'oid', 'tid']) await expectRefused(await forge.sign({ [name]: undefined }));
  await expectRefused(await forge.sign({ scope: ['telnyx.read'] }));
});

test('T5: a flood of unknown kids does not reach the vault', async () => {
  const { privateKey } = await generateKeyPair('ES256');
  const before = (await vaultControls(app).reads())['mcp-signing-keys'] ?? 0;
  for (let round = 0; round < 10; round++) {
    const flood = Array.from({ length: 30 }, async (_, index) => {
      const token = await forge.sign({}, { kid: `unknown-${round}-${index}` }, privateKey);
      expect((await withAuthorization(`Bearer ${token}`)).status).toBe(401);
    });
    await Promise.all(flood);
  }
  const after = (await vaultControls(app).reads())['mcp-signing-keys'] ?? 0;
  expect(after - before).toBeLessThanOrEqual(1);
});

test('T6, AUTH-TOKEN-2, RFC6750-3.1, RFC9068-4: says "expired" of a token past its time, and "invalid" of one without a usable exp', async () => {
  const now = Math.floor(Date.now() / 1000);
  const expired = await expectRefused(await forge.sign({ iat: now - 3600, exp: now - 30 }));
  expect(expired['error_description']).toMatch(/expired/);
  const unusable: Record<string, unknown>[] = [{ exp: undefined }, { exp: String(now + 600) }, { exp: null }, { exp: true }];
  for (const changes of unusable) {
    const challenge = await expectRefused(await forge.sign(changes));
    expect(challenge['error_description']).toMatch(/not valid/);
  }
  expect((await expectRefused(await forge.sign({ nbf: now + 600 })))['error_description']).toMatch(/not valid/);
});

test('T6: allows the clock skew of a few seconds and no more, also when the token was used before', async () => {
  const now = Math.floor(Date.now() / 1000);
  const token = await forge.sign({ exp: now + 1 });
  expect((await withAuthorization(`Bearer ${token}`)).status).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 7_500));
  expect((await expectRefused(token))['error_description']).toMatch(/expired/);
});

test('D21: a token without iat, from the future, or of a longer life than we issue is answered with 401', async () => {
  const now = Math.floor(Date.now() / 1000);
  const wrong: Record<string, unknown>[] = [
    { iat: undefined },
    { iat: now + 600, exp: now + 1_200 },
    { iat: 1e20 },
    { exp: now + 8 * 86_400 },
    { exp: now + 3_650 * 86_400 },
    { exp: 9e15 },
    { exp: 1e308 },
    { exp: Date.now() + 600_000 },
  ];
  for (const changes of wrong) {
    expect((await expectRefused(await forge.sign(changes)))['error_description']).toMatch(/not valid/);
  }
  expect((await withAuthorization(`Bearer ${await forge.sign({ exp: now + 168 * 3_600 })}`)).status).toBe(200);
});

test('T7: refuses a token of 64 KB, at the host, and one of 20 KB in the app', async () => {
  const head = 'POST /mcp/stream HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n';
  const long = await exchange(app.url, `${head}Authorization: Bearer a.${'b'.repeat(65_536)}.c\r\n\r\n{}`).catch(() => ({ status: 431 }));
  expect([401, 431]).toContain(long.status);
  await expectChallenge(app, await withAuthorization(`Bearer ${await forge.sign({ padding: 'x'.repeat(15_000) })}`));
  expect((await fetch(`${app.url}/health/live`)).status).toBe(200);
});

test('T7: asks for no key and decodes nothing when the token is too long', async () => {
  const untouched = () => {
    throw new Error('keys or tables were asked');
  };
  const verify = createTokenVerifier(tokenNames(app.url), { current: untouched, afterRotation: untouched }, untouched);
  const claims = b64({ padding: 'x'.repeat(49_000) });
  await expect(verify(`Bearer ${b64({ alg: 'ES256', kid: forge.kid })}.${claims}.c2ln`)).rejects.toMatchObject({ name: 'AuthError' });
});
