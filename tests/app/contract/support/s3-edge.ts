import type { ServerResponse } from 'node:http';
import { type Answer, json, type Seen } from './telnyx-edge.ts';

/** The region of every bucket here. */
export const REGION = 'us-west-1';
const LAST_MODIFIED = '2026-01-05T10:00:00.000Z';

const xml = (root: string, inside: string) =>
  `<?xml version="1.0"?>\n<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inside}</${root}>`;

/** @returns the operation of a request below `/_s3/{region}` or to the API, as records name it */
export function operationOf({ method, url }: Pick<Seen, 'method' | 'url'>): string {
  const s3 = /^\/_s3\/[a-z0-9-]+\/([^/?]*)(\/[^?]*)?(\?.*)?$/.exec(url);
  if (!s3) return `${method} /storage/buckets/{bucketName}/{objectName}/presigned_url`;
  const [, bucket = '', key, query = ''] = s3;
  const place = bucket === '' ? '/' : key === undefined ? '/{bucket}' : '/{bucket}/{key}';
  return `${method} ${place}${query.startsWith('?location') ? '?location' : ''}`;
}

type Sent = [status: number, headers: Readonly<Record<string, string>>, body: string];

const FILE: Readonly<Record<string, string>> = { 'content-type': 'text/plain', etag: '"2da8bc8e"' };

const ANSWERS: Readonly<Record<string, (seen: Seen) => Sent>> = {
  'GET /': () => [
    200,
    {},
    xml('ListAllMyBucketsResult', `<Buckets><Bucket><Name>docs</Name><CreationDate>${LAST_MODIFIED}</CreationDate></Bucket></Buckets>`),
  ],
  'GET /{bucket}?location': ({ url }) =>
    url.includes('/new') ? [404, {}, xml('Error', '<Code>NoSuchBucket</Code>')] : [200, {}, xml('LocationConstraint', REGION)],
  'PUT /{bucket}': () => [200, {}, ''],
  'GET /{bucket}': () => [
    200,
    {},
    xml(
      'ListBucketResult',
      '<IsTruncated>true</IsTruncated><NextContinuationToken>n+1</NextContinuationToken>' +
        `<Contents><Key>faq/a&amp;b.txt</Key><LastModified>${LAST_MODIFIED}</LastModified><ETag>"2da8bc8e"</ETag><Size>17</Size></Contents>` +
        '<CommonPrefixes><Prefix>faq/old/</Prefix></CommonPrefixes>',
    ),
  ],
  'HEAD /{bucket}/{key}': ({ url }) => (url.includes('/here') ? [200, { ...FILE, 'content-length': '3' }, ''] : [404, {}, '']),
  'GET /{bucket}/{key}': () => [206, FILE, 'Hi!'],
  'PUT /{bucket}/{key}': () => [200, { etag: '"2da8bc8e"' }, ''],
  'DELETE /{bucket}/{key}': () => [204, {}, ''],
};

/** Answers like a storage with all buckets but those called `new…`, with files below `here`, and like the API of presigned URLs. */
export const s3Answer: Answer = (seen: Seen, response: ServerResponse) => {
  const answer = ANSWERS[operationOf(seen)];
  const content = { presigned_url: 'https://us-west-1.telnyxcloudstorage.com/docs/a?t=1', token: 'hush', expires_at: LAST_MODIFIED };
  if (!answer) {
    json({ content })(seen, response);
    return;
  }
  const [status, headers, body] = answer(seen);
  response.writeHead(status, headers).end(body);
};
