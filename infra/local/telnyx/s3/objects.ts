import { createHash } from 'node:crypto';
import type { Reply } from '../operation.ts';
import type { RawRequest } from '../simulator.ts';
import type { Bucket, StoredObject } from './buckets.ts';
import { S3Error } from './errors.ts';

const USUAL_TYPE = 'binary/octet-stream';
const RANGE = /^bytes=(\d+)-(\d*)$/;

/** What one operation on an object needs. */
export interface ObjectCall {
  readonly bucket: Bucket;
  readonly key: string;
  readonly request: RawRequest;
  readonly now: number;
}

const facts = ({ etag, contentType, modifiedAt }: StoredObject) => ({
  etag: `"${etag}"`,
  'content-type': contentType,
  'last-modified': new Date(modifiedAt).toUTCString(),
  'accept-ranges': 'bytes',
});

function stored({ bucket, key }: ObjectCall): StoredObject {
  const object = bucket.objects.get(key);
  if (!object) throw new S3Error('NoSuchKey', { Key: key });
  return object;
}

function getObject(call: ObjectCall): Reply {
  const object = stored(call);
  const { bytes } = object;
  const [, from, to] = RANGE.exec(call.request.headers.range ?? '') ?? [];
  if (from === undefined || call.request.method === 'HEAD') return { status: 200, headers: facts(object), body: bytes };
  const [start, end] = [Number(from), Math.min(to ? Number(to) : Infinity, bytes.length - 1)];
  if (start > end) throw new S3Error('InvalidRange');
  const range = { 'content-range': `bytes ${start}-${end}/${bytes.length}` };
  return { status: 206, headers: { ...facts(object), ...range }, body: bytes.subarray(start, end + 1) };
}

function putObject({ bucket, key, request, now }: ObjectCall): Reply {
  const etag = createHash('md5').update(request.body).digest('hex');
  const contentType = request.headers['content-type'] ?? USUAL_TYPE;
  bucket.objects.set(key, { bytes: Buffer.from(request.body), contentType, etag, modifiedAt: now });
  return { status: 200, headers: { etag: `"${etag}"` } };
}

function deleteObject({ bucket, key }: ObjectCall): Reply {
  bucket.objects.delete(key);
  return { status: 204 };
}

const BY_METHOD: Readonly<Record<string, (call: ObjectCall) => Reply>> = {
  GET: getObject,
  HEAD: getObject,
  PUT: putObject,
  DELETE: deleteObject,
};

/** GetObject, HeadObject, PutObject or DeleteObject. Throws {@link S3Error}. */
export function answerObject(call: ObjectCall): Reply {
  const operation = Object.hasOwn(BY_METHOD, call.request.method) ? BY_METHOD[call.request.method] : undefined;
  if (!operation) throw new S3Error('MethodNotAllowed');
  return operation(call);
}
