import { describe, expect, test } from '@jest/globals';
import {
  isTrustedRedirect,
  UnknownClientError,
  type Client,
  type ClientErrorReason,
} from '../../../../../shared/identity/oauth/clients/index.ts';
import { createMetadataDocumentClients } from '../../../../../shared/identity/oauth/clients/metadata-document-client.ts';
import type { FetchedDocument } from '../../../../../shared/identity/oauth/clients/fetch-document.ts';

const id = 'https://client.example.com/oauth/client.json';
const claude = 'https://claude.ai/oauth/mcp-oauth-client-metadata';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Clients whose hosts all serve a document, unless a test changes `host`. */
function setUp() {
  const now = { ms: Date.parse('2026-11-01T00:00:00Z') };
  const host: {
    reason?: ClientErrorReason | undefined;
    maxAge?: number | undefined;
    text?: string | undefined;
    hold?: Promise<void> | undefined;
  } = {};
  const fetched: string[] = [];
  const fetch = async (url: URL): Promise<FetchedDocument> => {
    fetched.push(url.href);
    await host.hold;
    if (host.reason) throw new UnknownClientError(host.reason);
    const text = host.text ?? JSON.stringify({ client_id: url.href, redirect_uris: [`https://${url.hostname}/v${fetched.length}`] });
    return { text, maxAge: host.maxAge };
  };
  const resolve = createMetadataDocumentClients({ fetch, origin: 'https://app.example.com', clock: () => now.ms });
  const uris = async (client = id) => (await resolve(client)).redirectUris;
  return { now, host, fetched, resolve, uris };
}

describe('a client with a metadata document', () => {
  test.each([
    ['no limit', undefined, 5 * MINUTE],
    ['a shorter one', 10, 5 * MINUTE],
    ['one of an hour', 3600, 60 * MINUTE],
    ['a longer one', 31_536_000, DAY],
  ])('is fetched again after it expires: with %s', async (_what, maxAge, keptMs) => {
    const { now, host, fetched, uris } = setUp();
    host.maxAge = maxAge;
    await uris();
    now.ms += keptMs - 1;
    await expect(uris()).resolves.toEqual(['https://client.example.com/v1']);
    now.ms += 1;
    await expect(uris()).resolves.toEqual(['https://client.example.com/v2']);
    expect(fetched).toHaveLength(2);
  });

  test('is fetched once for concurrent requests', async () => {
    const { fetched, uris } = setUp();
    await Promise.all(Array.from({ length: 20 }, () => uris()));
    expect(fetched).toHaveLength(1);
  });

  test('O8: is not fetched again within a minute after a missing answer', async () => {
    const { now, host, fetched, uris } = setUp();
    host.reason = 'document_unreachable';
    await expect(uris()).rejects.toMatchObject({ reason: 'document_unreachable' });
    now.ms += MINUTE - 1;
    await expect(uris()).rejects.toMatchObject({ reason: 'document_unreachable' });
    expect(fetched).toHaveLength(1);
    host.reason = undefined;
    now.ms += 1;
    await expect(uris()).resolves.toHaveLength(1);
  });

  test.each(['document_failed', 'document_invalid'] as const)(
    'CIMD-6: an answer that is an error is not remembered: %s',
    async (reason) => {
      const { host, fetched, uris } = setUp();
      host.reason = reason;
      await expect(uris()).rejects.toMatchObject({ reason });
      host.reason = undefined;
      await expect(uris()).resolves.toEqual(['https://client.example.com/v2']);
      expect(fetched).toHaveLength(2);
    },
  );

  test('stays valid for 7 days while its host is unreachable, and is fetched once a minute', async () => {
    const { now, host, fetched, uris } = setUp();
    await uris();
    host.reason = 'document_unreachable';
    now.ms += 7 * DAY - MINUTE;
    await expect(uris()).resolves.toEqual(['https://client.example.com/v1']);
    await expect(uris()).resolves.toEqual(['https://client.example.com/v1']);
    expect(fetched).toHaveLength(2);
    now.ms += MINUTE;
    await expect(uris()).rejects.toMatchObject({ reason: 'document_unreachable' });
  });

  test('O8: stays valid while DNS leads elsewhere, because the last document came from its own host', async () => {
    const { now, host, uris } = setUp();
    await uris();
    host.reason = 'document_refused';
    now.ms += DAY;
    await expect(uris()).resolves.toEqual(['https://client.example.com/v1']);
  });

  test('O8: ends at once when its host withdraws or breaks the document', async () => {
    const { now, host, uris } = setUp();
    await uris();
    host.text = JSON.stringify({ client_id: 'https://evil.example.com/x', redirect_uris: ['https://evil.example.com/'] });
    now.ms += DAY;
    await expect(uris()).rejects.toMatchObject({ reason: 'document_invalid' });
    host.text = undefined;
    host.reason = 'document_unreachable';
    now.ms += MINUTE;
    await expect(uris()).rejects.toMatchObject({ reason: 'document_unreachable' });
  });

  test('O8: is not fetched if its URL is rejected', async () => {
    const { fetched, uris } = setUp();
    await expect(uris('https://127.0.0.1/x')).rejects.toMatchObject({ reason: 'document_refused' });
    await expect(uris('https://app.example.com/authorize')).rejects.toMatchObject({ reason: 'document_refused' });
    expect(fetched).toEqual([]);
  });

  test('O8: is not evicted from the cache by invented ids', async () => {
    const { host, fetched, uris } = setUp();
    await uris();
    host.reason = 'document_unreachable';
    for (let n = 0; n < 1200; n++) await uris(`${id}?${n}`).catch(() => undefined);
    const before = fetched.length;
    await expect(uris()).resolves.toEqual(['https://client.example.com/v1']);
    expect(fetched).toHaveLength(before);
  });

  test('O8: is not fetched while 64 other fetches run', async () => {
    const { host, fetched, uris } = setUp();
    let letGo: () => void = () => undefined;
    host.hold = new Promise((resolve) => (letGo = resolve));
    const slow = Array.from({ length: 64 }, (_, n) => uris(`https://client${n}.com/oauth/client.json`));
    await expect(uris()).rejects.toMatchObject({ reason: 'document_unreachable' });
    await expect(uris(claude)).resolves.toContain('https://claude.ai/api/mcp/auth_callback');
    letGo();
    await Promise.all(slow);
    expect(fetched).toHaveLength(64);
    await expect(uris()).resolves.toHaveLength(1);
  });

  test('O8: is not fetched while 8 others of its host run, so that a slow host does not block others below the same suffix', async () => {
    const { host, fetched, uris } = setUp();
    let letGo: () => void = () => undefined;
    host.hold = new Promise((resolve) => (letGo = resolve));
    const slow = Array.from({ length: 8 }, (_, n) => uris(`https://slow.github.io/${n}/client.json`));
    await expect(uris('https://slow.github.io/9/client.json')).rejects.toMatchObject({ reason: 'document_unreachable' });
    const others = ['https://fast.github.io/client.json', 'https://client.co.uk/client.json', id].map((other) => uris(other));
    letGo();
    await Promise.all([...slow, ...others]);
    expect(fetched).toHaveLength(11);
  });

  test('O8: is not fetched for a caller over its limit, while cached and built-in clients still work', async () => {
    const { fetched, resolve } = setUp();
    const never = () => false;
    await expect(resolve(id, never)).rejects.toMatchObject({ reason: 'document_unreachable' });
    await expect(resolve(claude, never)).resolves.toMatchObject({ name: 'Claude' });
    expect(fetched).toEqual([]);
    await resolve(id, () => true);
    await expect(resolve(id, never)).resolves.toMatchObject({ id });
    expect(fetched).toEqual([id]);
  });

  test('passes on errors that are not the client’s', async () => {
    const resolve = createMetadataDocumentClients({
      fetch: () => Promise.reject(new RangeError('x')),
      origin: 'https://app.example.com',
      clock: Date.now,
    });
    await expect(resolve(id)).rejects.toBeInstanceOf(RangeError);
  });
});

describe('built-in copies', () => {
  test.each([
    [claude, 'Claude', 'https://claude.ai/api/mcp/auth_callback'],
    [claude, 'Claude', 'https://claude.com/api/mcp/auth_callback'],
    ['https://claude.ai/oauth/claude-code-client-metadata', 'Claude Code', 'http://localhost/callback'],
    ['https://claude.ai/oauth/claude-code-client-metadata', 'Claude Code', 'http://127.0.0.1/callback'],
    ['https://chatgpt.com/oauth/client.json', 'ChatGPT', 'https://chatgpt.com/connector_platform_oauth_redirect'],
    ['https://chatgpt.com/oauth/FLLrQdlez6Uf/client.json', 'ChatGPT', 'https://chatgpt.com/connector/oauth/FLLrQdlez6Uf'],
    ['https://chatgpt.com/oauth/codex/client.json', 'Codex', 'http://localhost/callback'],
    ['https://vscode.dev/oauth/client-metadata.json', 'Visual Studio Code', 'http://127.0.0.1:33418/'],
    ['https://vscode.dev/oauth/client-metadata.json', 'Visual Studio Code', 'https://vscode.dev/redirect'],
  ])('serve if nothing was ever fetched: %s is %s at %s', async (client, name, uri) => {
    const { host, resolve } = setUp();
    host.reason = 'document_unreachable';
    const found = await resolve(client);
    expect(found).toMatchObject({ id: client, name, source: 'metadata_document', host: new URL(client).hostname });
    expect(found.redirectUris).toContain(uri);
  });

  test('give way to the host’s document, and to its last one', async () => {
    const { now, host, uris } = setUp();
    await expect(uris(claude)).resolves.toEqual(['https://claude.ai/v1']);
    host.reason = 'document_unreachable';
    now.ms += DAY;
    await expect(uris(claude)).resolves.toEqual(['https://claude.ai/v1']);
    now.ms += 7 * DAY;
    await expect(uris(claude)).resolves.toContain('https://claude.ai/api/mcp/auth_callback');
  });

  test('O8: are not used after the host withdraws its document', async () => {
    const { host, uris } = setUp();
    host.reason = 'document_invalid';
    await expect(uris(claude)).rejects.toMatchObject({ reason: 'document_invalid' });
  });

  test.each([
    'https://chatgpt.com/oauth/a/b/client.json',
    'https://chatgpt.com/oauth/a%2Fb/client.json',
    `https://chatgpt.com/oauth/${'a'.repeat(101)}/client.json`,
    'https://chatgpt.com/oauth/a/client.json?x=1',
    'https://chatgpt.com.evil.example.com/oauth/a/client.json',
    'https://evil.example.com/https://chatgpt.com/oauth/a/client.json',
    'https://claude.ai/oauth/mcp-oauth-client-metadata/',
  ])('O8: are for exact ids only: not %s', async (client) => {
    const { host, uris } = setUp();
    host.reason = 'document_unreachable';
    await expect(uris(client)).rejects.toMatchObject({ reason: 'document_unreachable' });
  });
});

describe('a redirect URI of a client', () => {
  const origin = 'https://app.example.com';
  const client = (source: Client['source'], at = id): Client => ({ id: at, name: 'x', redirectUris: [], source, host: undefined });

  test.each([
    ['of the operator’s client', client('configuration', 'cursor'), 'https://anywhere.example/callback', true],
    ['that we hold for a well-known client', client('metadata_document', claude), 'https://claude.ai/api/mcp/auth_callback', true],
    [
      'that we hold for a well-known client, on any port',
      client('metadata_document', 'https://claude.ai/oauth/claude-code-client-metadata'),
      'http://localhost:51234/callback',
      true,
    ],
    ['that only its document has', client('metadata_document', claude), 'https://claude.ai/elsewhere', false],
    ['of a client that only its document vouches for', client('metadata_document'), 'https://client.example.com/callback', false],
    ['of a registered client', client('registration', 'signed'), 'https://claude.ai/api/mcp/auth_callback', false],
    ['of a registered client with the id of another', client('registration', claude), 'https://claude.ai/api/mcp/auth_callback', false],
  ])('D31 D32: %s', (_what, given, uri, trusted) => {
    expect(isTrustedRedirect(given, uri, origin)).toBe(trusted);
  });
});
