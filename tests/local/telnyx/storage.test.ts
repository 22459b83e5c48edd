import { beforeEach, describe, expect, test } from '@jest/globals';
import { LOCAL_API_KEY } from '../../../infra/local/telnyx/server.ts';
import { signed, useSimulator } from './harness.ts';

const sim = useSimulator();

interface Asked {
  body?: string;
  key?: string;
  headers?: Record<string, string>;
}

/** An S3 request; `place` is `region/bucket/key?query`. */
const s3 = (method: string, place: string, { body, key = LOCAL_API_KEY, headers = {} }: Asked = {}) =>
  sim.send(method, `/_s3/${place}`, undefined, {
    key: null,
    headers: { ...(key !== '' && { authorization: signed(key) }), ...headers },
    ...(body !== undefined && { raw: body }),
  });

const codeOf = ({ text }: { text: string }) => /<Code>(\w+)<\/Code>/.exec(text)?.[1];
const all = (text: string, name: string) => [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, value]) => value);

describe('buckets', () => {
  test('are made in the region that is asked, and listed by every endpoint', async () => {
    expect((await s3('PUT', 'eu-central-1/euro')).status).toBe(200);
    expect((await s3('PUT', 'us-east-1/east')).status).toBe(200);
    for (const region of ['us-central-1', 'eu-central-1']) {
      const { status, headers, text } = await s3('GET', `${region}/`);
      expect([status, headers['content-type'], all(text, 'Name')]).toEqual([200, 'application/xml', ['east', 'euro']]);
    }
    expect((await s3('GET', 'us-west-1/euro?location')).text).toContain('>eu-central-1</LocationConstraint>');
    expect((await s3('GET', 'us-west-1/east?location')).text).toMatch(/<LocationConstraint [^>]*\/>$/);
  });

  test('have names that nobody else has', async () => {
    await sim.control('POST', '/keys', { add: 'KEYother' });
    await s3('PUT', 'us-east-1/docs');
    expect([409, 'BucketAlreadyOwnedByYou']).toEqual(at(await s3('PUT', 'us-east-1/docs')));
    expect([409, 'BucketAlreadyExists']).toEqual(at(await s3('PUT', 'us-east-1/docs', { key: 'KEYother' })));
    expect([403, 'AccessDenied']).toEqual(at(await s3('GET', 'us-east-1/docs?list-type=2', { key: 'KEYother' })));
    expect(all((await s3('GET', 'us-east-1/', { key: 'KEYother' })).text, 'Name')).toEqual([]);
  });

  test.each([
    ['a bad name', 'us-east-1/Docs', '', 400, 'InvalidBucketName'],
    [
      'another region in its body',
      'us-east-1/docs',
      '<CreateBucketConfiguration><LocationConstraint>us-west-1</LocationConstraint></CreateBucketConfiguration>',
      400,
      'InvalidLocationConstraint',
    ],
    ['an unknown region', 'mars-1/docs', '', 400, 'InvalidURI'],
  ])('are refused with %s', async (_what, place, body, status, code) => {
    expect(at(await s3('PUT', place, { body }))).toEqual([status, code]);
  });

  test('end at a hundred', async () => {
    for (let index = 0; index < 100; index++) expect((await s3('PUT', `us-east-1/bucket-${index}`)).status).toBe(200);
    expect(at(await s3('PUT', 'us-east-1/bucket-100'))).toEqual([400, 'TooManyBuckets']);
  });
});

const at = (answer: { status: number; text: string }) => [answer.status, codeOf(answer)];

describe('a request', () => {
  test.each([
    ['without a key', '', 403, 'AccessDenied'],
    ['with an unknown key', 'KEYwrong', 403, 'InvalidAccessKeyId'],
  ])('%s is refused', async (_what, key, status, code) => {
    expect(at(await s3('GET', 'us-east-1/', { key }))).toEqual([status, code]);
  });

  test.each([`Bearer ${LOCAL_API_KEY}`, `AWS ${LOCAL_API_KEY}:x`, `AWS4-HMAC-SHA256 Credential=${LOCAL_API_KEY}`])(
    'signed as %s is refused',
    async (authorization) => {
      expect(at(await s3('GET', 'us-east-1/', { key: '', headers: { authorization } }))).toEqual([400, 'AuthorizationHeaderMalformed']);
    },
  );

  test('shows in the log without its key', async () => {
    await s3('PUT', 'us-east-1/docs');
    const { text } = await sim.control('GET', '/requests');
    expect(text).toContain('/_s3/us-east-1/docs');
    expect(text).not.toContain(LOCAL_API_KEY);
  });
});

describe('objects', () => {
  beforeEach(async () => {
    await s3('PUT', 'us-east-1/docs');
  });
  const put = (key: string, body = 'Hi', headers: Record<string, string> = {}) => s3('PUT', `us-east-1/docs/${key}`, { body, headers });

  test('are kept as they came, under their decoded key', async () => {
    const stored = await put('faq/a%20b%2Bc', 'Grüße', { 'content-type': 'text/markdown' });
    expect([stored.status, stored.headers.etag]).toEqual([200, expect.stringMatching(/^"[0-9a-f]{32}"$/)]);
    const got = await s3('GET', 'us-east-1/docs/faq/a%20b%2Bc');
    expect([got.status, got.text, got.headers['content-type'], got.headers.etag]).toEqual([
      200,
      'Grüße',
      'text/markdown',
      stored.headers.etag,
    ]);
    const head = await s3('HEAD', 'us-east-1/docs/faq/a%20b%2Bc');
    expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', '7']);
    expect(all((await s3('GET', 'us-east-1/docs?list-type=2')).text, 'Key')).toEqual(['faq/a b+c']);
  });

  test('give a range', async () => {
    await put('a', 'abcdef');
    const got = await s3('GET', 'us-east-1/docs/a', { headers: { range: 'bytes=1-2' } });
    expect([got.status, got.text, got.headers['content-range']]).toEqual([206, 'bc', 'bytes 1-2/6']);
    expect((await s3('GET', 'us-east-1/docs/a', { headers: { range: 'bytes=0-99' } })).text).toBe('abcdef');
    expect(at(await s3('GET', 'us-east-1/docs/a', { headers: { range: 'bytes=6-7' } }))).toEqual([416, 'InvalidRange']);
  });

  test('are deleted, and deleted again', async () => {
    await put('a');
    for (const _ of [1, 2]) expect((await s3('DELETE', 'us-east-1/docs/a')).status).toBe(204);
    expect(at(await s3('GET', 'us-east-1/docs/a'))).toEqual([404, 'NoSuchKey']);
    expect((await s3('HEAD', 'us-east-1/docs/a')).status).toBe(404);
  });

  test('are in their own region only', async () => {
    await put('a');
    for (const [method, place] of [
      ['GET', 'docs?list-type=2'],
      ['GET', 'docs/a'],
      ['PUT', 'docs/a'],
      ['DELETE', 'docs/a'],
    ] as const) {
      expect(at(await s3(method, `us-west-1/${place}`))).toEqual([301, 'PermanentRedirect']);
    }
    expect(at(await s3('GET', 'us-east-1/nowhere/a'))).toEqual([404, 'NoSuchBucket']);
  });

  test('are listed page by page, grouped, in the order of their bytes', async () => {
    for (const key of ['b', 'a/2', 'a/1', 'c/x/y', '%C3%BC', '%26%3C']) await put(key);
    const first = (await s3('GET', 'us-east-1/docs?list-type=2&delimiter=/&max-keys=3')).text;
    expect([all(first, 'Key'), all(first, 'Prefix').filter(Boolean), all(first, 'IsTruncated')]).toEqual([
      ['&amp;&lt;', 'b'],
      ['a/'],
      ['true'],
    ]);
    const [token = ''] = all(first, 'NextContinuationToken');
    const second = (await s3('GET', `us-east-1/docs?list-type=2&delimiter=/&continuation-token=${token}`)).text;
    expect([all(second, 'Key'), all(second, 'Prefix').filter(Boolean), all(second, 'IsTruncated')]).toEqual([['ü'], ['c/'], ['false']]);
    expect(all((await s3('GET', 'us-east-1/docs?list-type=2&prefix=a/')).text, 'Key')).toEqual(['a/1', 'a/2']);
  });

  test('are listed in version 1, with a next marker for groups only', async () => {
    for (const key of ['a/1', 'b', 'c']) await put(key);
    const plain = (await s3('GET', 'us-east-1/docs?max-keys=1')).text;
    expect([all(plain, 'Key'), all(plain, 'NextMarker'), all(plain, 'IsTruncated')]).toEqual([['a/1'], [], ['true']]);
    expect(all((await s3('GET', 'us-east-1/docs?marker=a/1')).text, 'Key')).toEqual(['b', 'c']);
    expect(all((await s3('GET', 'us-east-1/docs?max-keys=1&delimiter=/')).text, 'NextMarker')).toEqual(['a/']);
  });

  test('may go wrong like everything else', async () => {
    await sim.control('POST', '/faults', { method: 'GET', path: '/_s3/us-east-1/docs/a', status: 503 });
    await put('a');
    expect((await s3('GET', 'us-east-1/docs/a')).status).toBe(503);
    expect((await s3('GET', 'us-east-1/docs/a')).text).toBe('Hi');
  });
});

describe('presigned URLs', () => {
  const presign = (bucket: string, body: object = { ttl: 60 }) =>
    sim.api('POST', `/storage/buckets/${bucket}/faq%2Fa%20b/presigned_url`, body);

  test('write and read one object without a key, until they end', async () => {
    await s3('PUT', 'us-west-1/docs');
    const { content } = (await presign('docs')).json;
    expect(content).toMatchObject({ expires_at: '2026-07-15T12:01:00.000Z', token: expect.any(String) });
    expect(content.presigned_url).toContain(`${sim.url}/_s3/us-west-1/docs/faq/a%20b?X-AMZ-Security-Token=${content.token}`);
    expect((await fetch(content.presigned_url, { method: 'PUT', body: 'Hi' })).status).toBe(200);
    expect(await (await fetch(content.presigned_url)).text()).toBe('Hi');
    const other = content.presigned_url.replace('faq/a%20b', 'faq/other');
    expect((await fetch(other)).status).toBe(403);
    await sim.advance(60_000);
    expect((await fetch(content.presigned_url)).status).toBe(403);
  });

  test('are there for buckets of the account, in the USA', async () => {
    await s3('PUT', 'eu-central-1/euro');
    expect((await presign('euro')).status).toBe(422);
    expect((await presign('nowhere')).status).toBe(404);
    await s3('PUT', 'us-west-1/docs');
    expect((await presign('docs', { ttl: 604_801 })).json.errors).toMatchObject([{ source: { pointer: '/ttl' } }]);
  });
});
