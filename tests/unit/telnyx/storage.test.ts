import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { KEY } from '../../app/contract/support/run-tool.ts';
import type { StorageClient } from '../../../shared/telnyx/index.ts';
import { body, byRequest, listing, located, refused, askStorage } from './ask-storage.ts';
import { shown } from './ask-telnyx.ts';

const US = 'GET us-central-1 /docs?location=';
const AT = { [US]: [located('us-east-1')] };
const LIST = 'GET us-east-1 /docs?list-type=2&max-keys=2';
const page = { prefix: undefined, delimiter: undefined, limit: 2, cursor: undefined };
const list = (storage: StorageClient) => storage.listFiles('docs', page);

test('a query with half a character is an error of the arguments, and nothing is sent', async () => {
  const { error, asked } = await askStorage(byRequest({ [US]: [located('us-west-1')] }), (storage) =>
    storage.listFiles('docs', { prefix: 'a\udfff', delimiter: undefined, limit: 5, cursor: undefined }),
  );
  expect(error).toMatchObject({ code: 'invalid_path_segment' });
  expect(asked.filter((each) => each !== US)).toEqual([]);
});

describe('a list of files', () => {
  const entry =
    '<Contents><Key>a&amp;&#60;b/ü</Key><Size>17</Size><ETag>&quot;2da8&quot;</ETag><LastModified>2026</LastModified></Contents>';

  test('is read with its entities, sizes as numbers and tags without quotes', async () => {
    const answer = listing(`<IsTruncated>false</IsTruncated>${entry}<CommonPrefixes><Prefix>x/</Prefix></CommonPrefixes>`);
    const { result } = await askStorage(byRequest({ ...AT, [LIST]: [answer] }), list);
    expect(result).toEqual({
      files: [{ key: 'a&<b/ü', size: 17, last_modified: '2026', etag: '2da8' }],
      prefixes: ['x/'],
      truncated: false,
      next_cursor: undefined,
      unreadable: 0,
    });
  });

  test('is read without what has no name, which is counted', async () => {
    const answer = listing(`<Contents><Size>1</Size></Contents>${entry}<CommonPrefixes/><Contents>text</Contents>`);
    const { result } = await askStorage(byRequest({ ...AT, [LIST]: [answer] }), list);
    expect(result).toMatchObject({ files: [{ key: 'a&<b/ü' }], prefixes: [], unreadable: 3 });
  });

  test('is decoded where it says that it is encoded', async () => {
    const names = ['a%20b%2Bc/%C3%BC+d', '100%'].map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
    const rest = '<CommonPrefixes><Prefix>x%2Fy/</Prefix></CommonPrefixes><IsTruncated>true</IsTruncated><NextMarker>m%201</NextMarker>';
    const read = async (encoding: string) =>
      (await askStorage(byRequest({ ...AT, [LIST]: [listing(`${encoding}${names}${rest}`)] }), list)).result;
    expect(await read('<EncodingType>url</EncodingType>')).toMatchObject({
      files: [{ key: 'a b+c/ü d' }, { key: '100%' }],
      prefixes: ['x/y/'],
      next_cursor: 'm:m 1',
    });
    expect(await read('')).toMatchObject({ files: [{ key: 'a%20b%2Bc/%C3%BC+d' }, { key: '100%' }], next_cursor: 'm:m%201' });
  });

  test('goes on with the token of version 2', async () => {
    const more = listing(`<IsTruncated>true</IsTruncated><NextContinuationToken>n+1/=</NextContinuationToken>${entry}`);
    const next = LIST.replace('&', '&continuation-token=n%2B1%2F%3D&');
    const { result } = await askStorage(byRequest({ ...AT, [LIST]: [more], [next]: [listing('')] }), async (storage) => {
      const { next_cursor } = await list(storage);
      return [next_cursor, await storage.listFiles('docs', { ...page, cursor: next_cursor })];
    });
    expect(result).toMatchObject(['t:n+1/=', { files: [], truncated: false }]);
  });

  test.each([
    ['the marker that is given', '<NextMarker>m/1</NextMarker>', 'm%2F1'],
    ['the last name of the page', '<CommonPrefixes><Prefix>z/</Prefix></CommonPrefixes>', 'z%2F'],
  ])('goes on with %s where there is no token', async (_what, inside, marker) => {
    const more = listing(`<IsTruncated>true</IsTruncated>${inside}${entry}`);
    const next = `GET us-east-1 /docs?marker=${marker}&max-keys=2`;
    const { error, asked } = await askStorage(byRequest({ ...AT, [LIST]: [more], [next]: [listing('')] }), async (storage) =>
      storage.listFiles('docs', { ...page, cursor: (await list(storage)).next_cursor }),
    );
    expect(error).toBeUndefined();
    expect(asked.at(-1)).toBe(next);
  });

  test.each([
    ['no XML', 'Service ready'],
    ['HTML', '<!doctype html><html><body>Gateway</body>'],
    ['another document', '<LocationConstraint/>'],
    ['cut off', '<ListBucketResult><Contents><Key>a</Key>'],
    ['an unknown entity', '<!DOCTYPE x [<!ENTITY a "b">]><ListBucketResult><Contents><Key>&a;</Key></Contents></ListBucketResult>'],
    ['nested without end', `<ListBucketResult>${'<a>'.repeat(200_000)}`],
    ['empty', ''],
  ])('U9: that is %s is said to be unreadable', async (_what, text) => {
    const { error } = await askStorage(byRequest({ ...AT, [LIST]: [body(text)] }), list);
    expect(error).toMatchObject({ code: 'upstream_unavailable', reason: 'unreadable', method: 'GET' });
  });

  test('U9: of 6 MiB is refused', async () => {
    const { error } = await askStorage(byRequest({ ...AT, [LIST]: [body('<'.repeat(6 * 1024 * 1024))] }), list);
    expect(error).toMatchObject({ reason: 'too_large' });
  });
});

describe('a file', () => {
  const GET = 'GET us-east-1 /docs/a';
  const HEAD = 'HEAD us-east-1 /docs/a';

  test('tells its size, type and tag', async () => {
    const headers = { 'content-length': '17', 'content-type': 'text/plain', etag: '"2da8"' };
    const { result } = await askStorage(byRequest({ ...AT, [HEAD]: [body('', 200, headers)] }), (storage) => storage.head('docs', 'a'));
    expect(result).toEqual({ size: 17, content_type: 'text/plain', etag: '2da8' });
  });

  test('that is not there is undefined; a bucket that is not there is an error', async () => {
    const head = (storage: StorageClient) => storage.head('docs', 'a');
    expect(await askStorage(byRequest({ ...AT, [HEAD]: [body('', 404)] }), head)).not.toHaveProperty('error');
    const nowhere = { [US]: [refused('NoSuchBucket', 404)], 'GET eu-central-1 /docs?location=': [refused('NoSuchBucket', 404)] };
    expect(await askStorage(byRequest(nowhere), head)).toMatchObject({ error: { problems: [{ code: 'NoSuchBucket' }] } });
  });

  test('comes as the bytes that are stored, compressed ones too', async () => {
    const stored = gzipSync('Hi');
    const answers = {
      ...AT,
      [GET]: [
        (_seen: unknown, response: { end: (bytes: Buffer) => void; setHeader: (n: string, v: string) => void }) => {
          response.setHeader('content-encoding', 'gzip');
          response.end(stored);
        },
      ],
    };
    const { result, seen } = await askStorage(byRequest(answers), (storage) => storage.get('docs', 'a'));
    expect(result).toEqual(stored);
    expect(seen[1]?.headers['accept-encoding']).toBe('identity');
  });

  test('is asked for its first bytes, and cut to them where a server sends more', async () => {
    const { result, seen } = await askStorage(byRequest({ ...AT, [GET]: [body('abcdef')] }), (storage) => storage.get('docs', 'a', 3));
    expect(result?.toString()).toBe('abc');
    expect(seen[1]?.headers.range).toBe('bytes=0-2');
  });

  test('that is deleted twice stays deleted', async () => {
    const answers = { ...AT, 'DELETE us-east-1 /docs/a': [refused('NoSuchKey', 404)] };
    expect(await askStorage(byRequest(answers), (storage) => storage.delete('docs', 'a'))).not.toHaveProperty('error');
  });
});

describe('storage', () => {
  const PUT = 'PUT us-east-1 /docs/a';
  const put = (storage: StorageClient) => storage.put('docs', 'a', Buffer.from('Hi'), 'text/plain');

  test('U6: repeats a write after a failure that may have been executed: it changes nothing more', async () => {
    const { result, seen } = await askStorage(byRequest({ ...AT, [PUT]: [body('', 503), body('', 200, { etag: '"1"' })] }), put);
    expect(result).toEqual({ region: 'us-east-1', etag: '1' });
    expect(seen.map((one) => one.body)).toEqual(['', 'Hi', 'Hi']);
  });

  test('U7: reads the key anew, once, where it is refused', async () => {
    const refusals = { ...AT, [PUT]: [refused('InvalidAccessKeyId', 403), body('')] };
    const keys = (rejected?: string) => Promise.resolve(rejected === undefined ? KEY : 'KEYfresh');
    const { error, seen } = await askStorage(byRequest(refusals), put, { apiKey: keys });
    expect(error).toBeUndefined();
    expect(seen.at(-1)?.headers.authorization).toContain('Credential=KEYfresh/');
  });

  test('U7: says that the key is refused where there is no other', async () => {
    for (const refusal of [refused('InvalidAccessKeyId', 403), body('', 401)]) {
      const { error } = await askStorage(byRequest({ ...AT, [PUT]: [refusal] }), put);
      expect(error).toMatchObject({ code: 'upstream_key_refused' });
    }
  });

  test('U7: a signature that is not accepted may have another reason than the key', async () => {
    const refusals = { ...AT, [PUT]: [refused('SignatureDoesNotMatch', 403), body('')] };
    const keys = (rejected?: string) => Promise.resolve(rejected === undefined ? KEY : 'KEYfresh');
    expect(await askStorage(byRequest(refusals), put, { apiKey: keys })).not.toHaveProperty('error');
    const { error } = await askStorage(byRequest({ ...AT, [PUT]: [refused('SignatureDoesNotMatch', 403)] }), put);
    expect(error).toMatchObject({ code: 'upstream_key_refused', status: 403, aboutOurKey: false });
  });

  test('U12: no error holds the key, whatever an answer or an error repeats', async () => {
    const echo = refused('SignatureDoesNotMatch', 403, `Credential=${KEY}/20260105`);
    const faults = [echo, body(KEY, 500), body(KEY, 302, { location: `https://evil.example/?${KEY}` }), () => undefined];
    for (const fault of faults) {
      const { error } = await askStorage(byRequest({ ...AT, [PUT]: [fault] }), put, { call: { timeoutMs: 3_000 } });
      expect(error).toBeInstanceOf(Error);
      expect(shown(error)).not.toContain(KEY);
    }
  });

  test('ends with its deadline, all steps together', async () => {
    const { error } = await askStorage(byRequest({ ...AT, [PUT]: [() => undefined] }), put, { call: { timeoutMs: 3_000 } });
    expect(error).toMatchObject({ reason: 'timeout', method: 'PUT' });
  });
});
