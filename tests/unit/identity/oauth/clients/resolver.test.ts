import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { describe, expect, test } from '@jest/globals';
import { clientHash, createSigner } from '../../../../../shared/identity/tokens/index.ts';
import { createClientResolver, UnknownClientError } from '../../../../../shared/identity/oauth/clients/index.ts';
import { cacheSecrets, SecretUnavailableError } from '../../../../../shared/platform/secrets/index.ts';
import { ConfigError } from '../../../../../shared/platform/settings/index.ts';
import { makeSecrets } from '../../../../support/keys.ts';
import { startMetadataHost } from '../../../../support/metadata-host.ts';

const publicBaseUrl = 'https://app.example.com';
const cursor = { client_id: 'cursor', client_name: 'Cursor', redirect_uris: ['cursor://anysphere.cursor-mcp/oauth/callback'] };
const facts = { name: 'A client', redirectUris: ['https://client.example.com/callback'], issuedAt: Date.UTC(2026, 10, 1) / 1000 };
const DAY = 86_400_000;

async function setUp(clientMetadataOverride?: string, blockedClients: readonly string[] = []) {
  const { secrets } = await makeSecrets();
  const signer = createSigner(secrets, 'client', publicBaseUrl);
  const settings = { publicBaseUrl, oauthClients: [cursor], blockedClients, clientMetadataOverride };
  const now = { ms: facts.issuedAt * 1000 };
  const asked: string[] = [];
  const resolveHost = (host: string) => {
    asked.push(host);
    return Promise.resolve(['10.0.0.1']);
  };
  const resolve = createClientResolver({ settings, signer, clock: () => now.ms, resolve: resolveHost });
  return { secrets, signer, resolve, now, asked };
}

describe('a client_id', () => {
  test('of the operator’s settings is found', async () => {
    const { resolve } = await setUp();
    await expect(resolve('cursor')).resolves.toEqual({
      id: 'cursor',
      name: 'Cursor',
      redirectUris: cursor.redirect_uris,
      source: 'configuration',
      host: undefined,
    });
  });

  test('that we signed holds the registration', async () => {
    const { signer, resolve } = await setUp();
    const id = await signer.sign(facts);
    await expect(resolve(id)).resolves.toEqual({
      id,
      name: 'A client',
      redirectUris: facts.redirectUris,
      source: 'registration',
      host: undefined,
    });
  });

  test('O1: that is forged, changed, too long, of another purpose, origin or vault is unknown', async () => {
    const { secrets, signer, resolve } = await setUp();
    const id = await signer.sign(facts);
    const [head = '', , signature = ''] = id.split('.');
    const changed = Buffer.from(
      JSON.stringify({ facts: { ...facts, redirectUris: ['https://evil.example/'] }, aud: `${publicBaseUrl}#client` }),
    );
    const strangers = [
      '',
      'unknown',
      'toString',
      '__proto__',
      'CURSOR',
      'http://client.example.com/client.json',
      'HTTPS://client.example.com/client.json',
      `${id}x`,
      `${head}.${changed.toString('base64url')}.${signature}`,
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${changed.toString('base64url')}.`,
      await createSigner(secrets, 'refresh-token', publicBaseUrl).sign(facts),
      await createSigner(secrets, 'client', 'https://other.example.com').sign(facts),
      await createSigner((await makeSecrets()).secrets, 'client', publicBaseUrl).sign(facts),
      await signer.sign({ ...facts, name: 'x'.repeat(2000) }),
      await signer.sign({ other: 1 }),
    ];
    for (const stranger of strangers) await expect(resolve(stranger)).rejects.toMatchObject({ reason: 'unknown' });
  });

  test('O1: with redirect URIs that are no longer allowed loses them', async () => {
    const { signer, resolve } = await setUp();
    const mixed = await signer.sign({ ...facts, redirectUris: ['myapp://callback/x', 'http://localhost/callback'] });
    await expect(resolve(mixed)).resolves.toMatchObject({ redirectUris: ['http://localhost/callback'] });
    const none = await signer.sign({ ...facts, redirectUris: ['javascript:alert(1)'] });
    await expect(resolve(none)).rejects.toMatchObject({ reason: 'unknown' });
  });

  test('T10: cannot be checked while the key is unavailable, and none is accepted', async () => {
    const { signer } = await setUp();
    const id = await signer.sign(facts);
    const down = createSigner(
      cacheSecrets(() => Promise.reject(new Error('down'))),
      'client',
      publicBaseUrl,
    );
    const settings = { publicBaseUrl, oauthClients: [], blockedClients: [], clientMetadataOverride: undefined };
    const resolve = createClientResolver({ settings, signer: down, clock: Date.now });
    await expect(resolve(id)).rejects.toBeInstanceOf(SecretUnavailableError);
  });

  test('O8: that is a URL leads to its document, unless its host is private', async () => {
    const id = 'https://client.example.com/oauth/client.json';
    const { resolve: outside } = await setUp();
    await expect(outside(id)).rejects.toMatchObject({ reason: 'document_refused' });

    const host = await startMetadataHost(['client.example.com']);
    const trusted = getCACertificates('default');
    setDefaultCACertificates([...trusted, host.ca]);
    try {
      host.publish(id, { client_name: 'Published', redirect_uris: ['https://client.example.com/callback'] });
      const { resolve } = await setUp(host.url);
      await expect(resolve(id)).resolves.toMatchObject({ id, name: 'Published', host: 'client.example.com' });
    } finally {
      setDefaultCACertificates(trusted);
      await host.stop();
    }
  });

  test('has a hash of 43 characters', () => {
    expect(clientHash('cursor')).toMatch(/^[\w-]{43}$/);
    expect(clientHash('cursor')).not.toBe(clientHash('cursor '));
  });
});

describe('D35: a registration', () => {
  test('ends a year after it was made', async () => {
    const { signer, resolve, now } = await setUp();
    const id = await signer.sign(facts);
    now.ms += 365 * DAY - 1;
    await expect(resolve(id)).resolves.toMatchObject({ id });
    now.ms += 1;
    await expect(resolve(id)).rejects.toMatchObject({ reason: 'unknown' });
    const anew = await signer.sign({ ...facts, issuedAt: now.ms / 1000 });
    await expect(resolve(anew)).resolves.toMatchObject({ id: anew });
  });

  test('expires; a configured client does not', async () => {
    const { resolve, now } = await setUp();
    now.ms += 3650 * DAY;
    await expect(resolve('cursor')).resolves.toMatchObject({ id: 'cursor' });
  });
});

describe('D34: a client that the operator blocked is unknown', () => {
  const outcomeOf = async (blocked: readonly string[], id: string | typeof facts) => {
    const { signer, resolve, asked } = await setUp(undefined, blocked);
    const clientId = typeof id === 'string' ? id : await signer.sign(id);
    const failure = await resolve(clientId).then(
      () => 'known',
      (error: unknown) => (error instanceof UnknownClientError ? error.reason : error),
    );
    return { failure, asked };
  };
  const document = 'https://client.evil.example.com/oauth/client.json';

  test.each<[string, readonly string[], string | typeof facts]>([
    ['by id', ['cursor'], 'cursor'],
    ['by the hash of its id', [clientHash('cursor')], 'cursor'],
    ['by the URL of its document', ['x', document], document],
    ['by the host of its document', ['client.evil.example.com'], document],
    ['by a domain above that', ['evil.example.com'], document],
    ['in any case of letters', ['EVIL.example.com'], document],
    ['with a dot before or after it', ['.evil.example.com'], document],
    ['with a dot before or after it', ['evil.example.com.'], document],
    ['by the host of a redirect URI', ['client.example.com'], facts],
    ['by the host of one of several', ['bad.example'], { ...facts, redirectUris: [...facts.redirectUris, 'https://a.bad.example./'] }],
    ['by the host of a private scheme', ['anysphere.cursor-mcp'], 'cursor'],
    ['by a name of this machine', ['localhost'], { ...facts, redirectUris: ['http://localhost/callback'] }],
  ])('%s', async (_what, blocked, id) => {
    expect(await outcomeOf(blocked, id)).toEqual({ failure: 'blocked', asked: [] });
  });

  test('by the hash of a registration, as in the log', async () => {
    const { secrets, signer } = await setUp();
    const id = await signer.sign(facts);
    const settings = { publicBaseUrl, oauthClients: [], blockedClients: [clientHash(id)], clientMetadataOverride: undefined };
    const resolve = createClientResolver({ settings, signer: createSigner(secrets, 'client', publicBaseUrl), clock: Date.now });
    await expect(resolve(id)).rejects.toMatchObject({ reason: 'blocked' });
  });

  test.each<[string, readonly string[], string | typeof facts, string]>([
    ['another id', ['curso', 'cursor2', 'Cursor'], 'cursor', 'known'],
    ['a host that only ends alike', ['example.co', 'ample.com', 'lient.example.com'], facts, 'known'],
    ['a host below', ['deep.client.example.com'], facts, 'known'],
    ['the host of another document', ['example.org'], document, 'document_refused'],
  ])('and %s blocks no one else', async (_what, blocked, id, failure) => {
    expect((await outcomeOf(blocked, id)).failure).toBe(failure);
  });

  test('also by a redirect host that only its document names', async () => {
    const id = 'https://client.example.com/oauth/client.json';
    const host = await startMetadataHost(['client.example.com']);
    const trusted = getCACertificates('default');
    setDefaultCACertificates([...trusted, host.ca]);
    try {
      host.publish(id, { client_name: 'Published', redirect_uris: ['https://elsewhere.example.org/callback'] });
      const { resolve } = await setUp(host.url, ['example.org']);
      await expect(resolve(id)).rejects.toMatchObject({ reason: 'blocked' });
    } finally {
      setDefaultCACertificates(trusted);
      await host.stop();
    }
  });
});

describe('configured clients', () => {
  const compose = async (oauthClients: (typeof cursor)[]) => {
    const { secrets } = await makeSecrets();
    const settings = { publicBaseUrl, oauthClients, blockedClients: [], clientMetadataOverride: undefined };
    return createClientResolver({ settings, signer: createSigner(secrets, 'client', publicBaseUrl), clock: Date.now });
  };

  test('with an unusable redirect URI or a duplicate id keep the app from starting', async () => {
    const wrong = { ...cursor, redirect_uris: ['https://client.example.com/callback', 'http://client.example.com/secret'] };
    await expect(compose([wrong])).rejects.toThrow(ConfigError);
    await expect(compose([wrong])).rejects.toThrow(/OAUTH_CLIENTS: client 1 has a redirect URI/);
    await expect(compose([wrong])).rejects.not.toThrow(/secret/);
    await expect(compose([cursor, cursor])).rejects.toThrow(/OAUTH_CLIENTS: client 2 has the id of another/);
  });

  test('D36: cannot lead back to our own origin, and may have a private scheme', async () => {
    const own = { ...cursor, redirect_uris: [`${publicBaseUrl}/auth/callback`] };
    await expect(compose([own])).rejects.toThrow(/OAUTH_CLIENTS: client 1 has a redirect URI/);
    const resolve = await compose([{ ...cursor, redirect_uris: ['com.example.app:/callback'] }]);
    await expect(resolve('cursor')).resolves.toMatchObject({ redirectUris: ['com.example.app:/callback'] });
    await expect(compose([{ ...cursor, redirect_uris: ['javascript:/alert(1)'] }])).rejects.toThrow(ConfigError);
  });
});
