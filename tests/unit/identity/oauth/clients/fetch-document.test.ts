import { setGlobalProxyFromEnv } from 'node:http';
import { gzipSync } from 'node:zlib';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDocumentFetch } from '../../../../../shared/identity/oauth/clients/fetch-document.ts';
import { startMetadataHost, startSilentHost, type MetadataHost, type Misbehaviour } from '../../../../support/metadata-host.ts';
import { until } from '../../../../support/until.ts';

const id = 'https://client.example.com/oauth/client.json';
const document = { redirect_uris: ['https://client.example.com/callback'] };
const trusted = getCACertificates('default');
let host: MetadataHost;

beforeAll(async () => {
  host = await startMetadataHost(['client.example.com', 'other.example.com']);
  setDefaultCACertificates([...trusted, host.ca]);
});
afterAll(async () => {
  setDefaultCACertificates(trusted);
  await host.stop();
});

const fetchFrom = (url: string, override = host.url, limitMs = 5000) => createDocumentFetch({ override, limitMs })(new URL(url));

const failing = async (how: Misbehaviour, limitMs?: number) => {
  host.publish(id, document, how);
  return await fetchFrom(id, host.url, limitMs).then(
    () => 'fetched',
    (error: unknown) => (error as { reason?: string }).reason,
  );
};

describe('a metadata document', () => {
  test('is fetched from its own host by name, without cookies, compression or a kept connection', async () => {
    host.publish(`${id}?version=2`, document);
    const { text, maxAge } = await fetchFrom(`${id}?version=2`);
    expect(JSON.parse(text)).toMatchObject(document);
    expect(maxAge).toBeUndefined();
    const seen = host.requests.at(-1);
    expect(seen).toMatchObject({ url: `${id}?version=2`, servername: 'client.example.com' });
    expect(seen?.headers).toMatchObject({ accept: 'application/json', 'accept-encoding': 'identity', connection: 'close' });
    expect(seen?.headers['cookie']).toBeUndefined();
  });

  test.each([
    ['public, max-age=3600', 3600],
    ['max-age="60"', 60],
    ['s-maxage=9, max-age=120', 120],
    ['no-store, max-age=3600', undefined],
    ['no-cache, max-age=3600', undefined],
    ['s-maxage=3600', undefined],
    ['max-age=-1', undefined],
  ])('with Cache-Control: %s is valid for %p seconds', async (control, seconds) => {
    host.publish(id, document, { headers: { 'cache-control': control } });
    await expect(fetchFrom(id)).resolves.toMatchObject({ maxAge: seconds });
  });

  test('may be of any JSON type', async () => {
    host.publish(id, document, { headers: { 'content-type': 'application/cimd+json; charset=utf-8' } });
    await expect(fetchFrom(id)).resolves.toHaveProperty('text');
  });

  test('O8, CIMD-5: is not fetched through a redirect', async () => {
    host.publish('https://other.example.com/target.json', document);
    for (const status of [301, 302, 303, 307, 308]) {
      const headers = { location: 'https://other.example.com/target.json' };
      await expect(failing({ status, headers })).resolves.toBe('document_failed');
    }
    expect(host.requests.some(({ url }) => url.includes('target'))).toBe(false);
  });

  test.each([201, 204, 206, 400, 401, 403, 429, 500, 503])('O8, CIMD-9: does not come with status %i', async (status) => {
    await expect(failing({ status })).resolves.toBe('document_failed');
  });

  test.each([404, 410])('O8: is withdrawn by its host with status %i', async (status) => {
    await expect(failing({ status })).resolves.toBe('document_invalid');
  });

  test.each(['text/html', 'text/plain', 'application/javascript', 'application/jsonp', '', 'text/html; application/json'])(
    'O8: is refused as %p',
    async (type) => {
      await expect(failing({ headers: { 'content-type': type } })).resolves.toBe('document_invalid');
    },
  );

  test('O8: is rejected if it is compressed', async () => {
    const body = gzipSync(JSON.stringify({ client_id: id, ...document }));
    await expect(failing({ body, headers: { 'content-encoding': 'gzip' } })).resolves.toBe('document_invalid');
  });

  test('O8: is accepted up to 5 KiB; a longer one is rejected by its Content-Length or its body, and not read to the end', async () => {
    const head = JSON.stringify({ client_id: id, ...document });
    host.publish(id, document, { body: head.padEnd(5120), headers: { 'content-length': '5120' } });
    await expect(fetchFrom(id)).resolves.toHaveProperty('text.length', 5120);
    await expect(failing({ body: head.padEnd(5121), headers: { 'content-length': '5121' } })).resolves.toBe('document_invalid');
    await expect(failing({ body: head.padEnd(5121) })).resolves.toBe('document_invalid');
    await expect(failing({ endless: true })).resolves.toBe('document_invalid');
  });

  test('O8: that comes byte by byte, or never, is given up at the deadline', async () => {
    await expect(failing({ dripMs: 20 }, 300)).resolves.toBe('document_unreachable');
    await expect(failing({ silent: true }, 300)).resolves.toBe('document_unreachable');
  });

  test('O8: whose host never finishes the TLS handshake is given up', async () => {
    const silent = await startSilentHost();
    await expect(fetchFrom(id, silent.url, 300)).rejects.toMatchObject({ reason: 'document_unreachable' });
    // The server may take the connection only after its client has given up.
    await until(() => silent.connections() > 0);
    expect(silent.connections()).toBe(1);
    await silent.stop();
  });

  test('O8: whose name server never answers is given up', async () => {
    const fetch = createDocumentFetch({ resolve: () => new Promise(() => undefined), limitMs: 300 });
    await expect(fetch(new URL(id))).rejects.toMatchObject({ reason: 'document_unreachable' });
  });

  test('O8: that is cut off is rejected', async () => {
    await expect(failing({ cutOff: true })).resolves.toBe('document_unreachable');
    await expect(failing({ cutOff: true, headers: { 'content-length': '4000' } })).resolves.toBe('document_unreachable');
  });

  test('O8: is not accepted from a host whose certificate is for another name', async () => {
    await expect(fetchFrom('https://stranger.example.com/oauth/client.json')).rejects.toMatchObject({ reason: 'document_unreachable' });
    expect(host.requests.some(({ url }) => url.includes('stranger'))).toBe(false);
  });

  test('O8: is not accepted from a host with an untrusted certificate, even if the environment allows it', async () => {
    setDefaultCACertificates(trusted);
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      await expect(failing({})).resolves.toBe('document_unreachable');
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
      setDefaultCACertificates([...trusted, host.ca]);
    }
  });

  test.each([
    ['a private address', ['10.0.0.4']],
    ['this machine', ['127.0.0.1']],
    ['this machine in version 6', ['::1']],
    ['this machine, mapped', ['::ffff:127.0.0.1']],
    ['the metadata service of the cloud', ['169.254.169.254']],
    ['the platform address of Azure', ['168.63.129.16']],
    ['a private address behind a public one (rebinding)', ['93.184.215.14', '127.0.0.1']],
    ['a public address behind a private one', ['10.0.0.4', '2606:2800:21f:cb07::1']],
    ['no address', []],
    ['nonsense', ['localhost']],
  ])('O8, CIMD-8: is rejected if DNS leads to %s', async (_what, addresses) => {
    const fetch = createDocumentFetch({ resolve: () => Promise.resolve(addresses) });
    await expect(fetch(new URL(id))).rejects.toMatchObject({ code: 'unknown_client', reason: 'document_refused' });
  });

  test('O8: is fetched from the checked address, resolved once for each fetch', async () => {
    let calls = 0;
    const answers = [['127.0.0.1'], ['93.184.215.14']];
    const fetch = createDocumentFetch({ resolve: () => Promise.resolve(answers[calls++] ?? []) });
    await expect(fetch(new URL(id))).rejects.toMatchObject({ reason: 'document_refused' });
    expect(calls).toBe(1);
  });

  test('O8: is fetched without the proxy of the environment, which would resolve the name again', async () => {
    const restore = setGlobalProxyFromEnv({ https_proxy: 'http://127.0.0.1:1', no_proxy: '' });
    try {
      host.publish(id, document);
      await expect(fetchFrom(id)).resolves.toHaveProperty('text');
    } finally {
      restore();
    }
  });

  test('is unreachable if the host does not exist', async () => {
    const fetch = createDocumentFetch({ resolve: () => Promise.reject(new Error('ENOTFOUND')) });
    await expect(fetch(new URL(id))).rejects.toMatchObject({ reason: 'document_unreachable' });
  });
});
