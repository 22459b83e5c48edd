import type { Call } from './call.ts';

const LIST = 'GET /';
const LOCATION = 'GET /{bucket}?location';
const FACTS = 'HEAD /{bucket}/{key}';
const PRESIGNED = 'POST /storage/buckets/{bucketName}/{objectName}/presigned_url';

const of = (tool: string, calls: readonly Omit<Call, 'tool' | 's3'>[]): Call[] => calls.map((call) => ({ tool, s3: true, ...call }));

const bucket_name = 'docs.2026-01';
const key = 'faq/öffnung zeiten+1%2e/?#&.txt';

/** Two endpoints are asked for all buckets; a bucket's region is asked before the first request to it. */
export const STORAGE_CALLS: readonly Call[] = [
  ...of('list_buckets', [
    { what: 'least', args: {}, requests: [LIST, LIST, LOCATION] },
    { what: 'full', args: { bucket_name }, requests: [LOCATION] },
  ]),
  ...of('create_bucket', [
    { what: 'least', args: { bucket_name: 'abc' }, requests: ['PUT /{bucket}'] },
    { what: 'full', args: { bucket_name, region: 'eu-central-1' }, requests: ['PUT /{bucket}'] },
  ]),
  ...of('list_files', [
    { what: 'least', args: { bucket_name }, requests: [LOCATION, 'GET /{bucket}'] },
    {
      what: 'full',
      args: { bucket_name, prefix: 'faq/ü &=+', delimiter: '/', limit: 1000, cursor: 't:a+b/c==' },
      requests: [LOCATION, 'GET /{bucket}'],
    },
  ]),
  ...of('upload_file', [
    { what: 'least', args: { bucket_name, key: 'a', content: '' }, requests: [LOCATION, 'PUT /{bucket}/{key}'] },
    {
      what: 'full',
      args: { bucket_name, key, content_base64: 'AP8=', content_type: 'image/png; v=1', if_absent: true },
      requests: [LOCATION, FACTS, 'PUT /{bucket}/{key}'],
    },
    { what: 'presigned', args: { bucket_name, key, presigned: true, ttl_seconds: 604_800 }, requests: [LOCATION, PRESIGNED] },
  ]),
  ...of('download_file', [
    { what: 'least', args: { bucket_name, key: 'here' }, requests: [LOCATION, FACTS, 'GET /{bucket}/{key}'] },
    {
      what: 'full',
      args: { bucket_name, key: `here/${key}`, mode: 'text', max_bytes: 2 },
      requests: [LOCATION, FACTS, 'GET /{bucket}/{key}'],
    },
    { what: 'presigned', args: { bucket_name, key: `here/${key}`, mode: 'presigned_url' }, requests: [LOCATION, FACTS, PRESIGNED] },
  ]),
  ...of('delete_file', [
    { what: 'least', args: { bucket_name, key: 'a' }, requests: [LOCATION, 'DELETE /{bucket}/{key}'] },
    { what: 'odd', args: { bucket_name, key: '//a//b c/' }, requests: [LOCATION, 'DELETE /{bucket}/{key}'] },
  ]),
];
