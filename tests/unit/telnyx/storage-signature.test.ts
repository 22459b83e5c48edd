import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { StorageClient } from '../../../shared/telnyx/index.ts';
import { KEY } from '../../app/contract/support/run-tool.ts';
import type { Seen } from '../../app/contract/support/telnyx-edge.ts';
import { body, byRequest, listing, located, askStorage } from './ask-storage.ts';

const sha256 = (data: string) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();
const encoded = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The signature as the receiver works it out (AWS, "Create a signed request", steps 1 to 4), from what came over the wire. */
function signatureOf({ method, url, headers }: Seen, names: readonly string[], scope: string): string {
  const [path = '', search = ''] = url.split('?');
  const canonicalPath = path
    .split('/')
    .map((segment) => encoded(decodeURIComponent(segment)))
    .join('/');
  const canonicalQuery = [...new URLSearchParams(search)]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');
  const canonicalHeaders = names.map((name) => `${name}:${String(headers[name])}\n`).join('');
  const request = [method, canonicalPath, canonicalQuery, canonicalHeaders, names.join(';'), headers['x-amz-content-sha256']].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(request)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${KEY}`);
  return hmac(key, text).toString('hex');
}

const anything = byRequest({});
const KEYS = ["faq/öffnung zeiten+1%2e/?#&'()*!.txt", '//a//b c/', 'a=b;c:d@e,f$g'];

describe('AWS Signature Version 4', () => {
  test.each<[string, (storage: StorageClient) => Promise<unknown>]>([
    ['a read of a region', (storage) => storage.locate('docs')],
    ...KEYS.map((key): [string, (storage: StorageClient) => Promise<unknown>] => [
      `a read of ${key}`,
      (storage) => storage.get('docs', key, 5),
    ]),
    ['a write', (storage) => storage.put('docs', 'a b', Buffer.from('Hi ☕'), 'text/plain')],
    ['a list', (storage) => storage.listFiles('docs', { prefix: 'ü &=+*', delimiter: '/', limit: 5, cursor: 't:a+b/c==' })],
    ['a new bucket', (storage) => storage.createBucket('docs', 'eu-central-1')],
  ])('is right for %s', async (_what, work) => {
    const { seen } = await askStorage((one, response) => {
      if (one.url.endsWith('?location=')) located('us-west-1')(one, response);
      else if (one.method === 'GET' && one.url.includes('list-type')) listing('')(one, response);
      else body('')(one, response);
    }, work);
    for (const one of seen) {
      const [, key, scope = '', names = '', signature] =
        /^AWS4-HMAC-SHA256 Credential=(\S+?)\/(\S+), SignedHeaders=(\S+), Signature=(\S+)$/.exec(one.headers.authorization ?? '') ?? [];
      expect(key).toBe(KEY);
      expect(scope).toMatch(/^\d{8}\/[a-z0-9-]+\/s3\/aws4_request$/);
      expect(names.split(';')).toEqual(expect.arrayContaining(['host', 'x-amz-content-sha256', 'x-amz-date']));
      expect(one.headers['x-amz-content-sha256']).toBe(sha256(one.body));
      expect(signature).toBe(signatureOf(one, names.split(';'), scope));
    }
    expect(seen.length).toBeGreaterThan(0);
  });

  test('goes with a write of bytes as they are', async () => {
    const { seen } = await askStorage(
      byRequest({ 'GET us-central-1 /docs?location=': [located('us-east-1')], 'PUT us-east-1 /docs/a': [body('', 200, { etag: '"1"' })] }),
      (storage) => storage.put('docs', 'a', Buffer.from('Hi'), 'image/png'),
    );
    expect(seen[1]).toMatchObject({ body: 'Hi', headers: { 'content-type': 'image/png', 'content-length': '2' } });
  });

  test.each(['..', 'a/../b', './a', 'a/.', '', 'a\u0000b', '\ud800'])('U1: nothing goes out for the key %j', async (key) => {
    for (const work of ['head', 'get', 'delete'] as const) {
      const { error, seen } = await askStorage(anything, (storage) => storage[work]('docs', key) as Promise<unknown>);
      expect(error).toMatchObject({ name: 'PathSegmentError' });
      expect(seen).toEqual([]);
    }
  });

  test.each(['..', 'a/b', 'Docs', 'a..b', 'ab', '-ab', 'a?b=c'])('U1: nothing goes out for the bucket %j', async (bucket) => {
    const { error, seen } = await askStorage(anything, (storage) => storage.locate(bucket));
    expect(error).toMatchObject({ name: 'PathSegmentError' });
    expect(seen).toEqual([]);
  });
});
