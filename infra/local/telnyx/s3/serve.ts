import { randomUUID } from 'node:crypto';
import type { Reply } from '../operation.ts';
import type { RawRequest } from '../simulator.ts';
import type { Account } from '../state/account.ts';
import type { Bucket } from './buckets.ts';
import { bucketLocation, listBuckets, makeBucket, STORAGE_REGIONS, xmlReply } from './buckets.ts';
import { S3Error } from './errors.ts';
import { listObjects } from './listing.ts';
import { answerObject } from './objects.ts';
import { readTarget, type S3Target } from './request.ts';
import { errorDocument } from './xml.ts';

/** What an S3 request is answered from. */
export interface S3World {
  /** Whose key the request carries; "stranger" for an unknown key, undefined without one. */
  readonly caller: Account | 'stranger' | undefined;
  readonly accounts: Iterable<Account>;
  readonly now: number;
}

/** Name of the parameter that lets in without a key (Telnyx, "Presigned URLs"). */
export const PRESIGNED_TOKEN = 'X-AMZ-Security-Token';

/**
 * One request to the S3 side of Telnyx's storage.
 *
 * @throws {@link S3Error}
 */
export function serveS3(request: RawRequest, { caller, accounts, now }: S3World): Reply {
  const target = readTarget(request.url);
  const { region, bucket: name, key, query } = target;
  if (!STORAGE_REGIONS.some((known) => known === region)) throw new S3Error('InvalidURI');
  const owner = [...accounts].find(({ buckets }) => buckets.has(name));
  const bucket = owner?.buckets.get(name);
  if (caller === undefined && bucket && mayEnter(bucket, target, now))
    return answerObject({ bucket: at(bucket, region), key, request, now });
  const account = authenticated(caller);
  if (name === '') return listBuckets(account);
  const { method } = request;
  if (method === 'PUT' && key === '') return makeBucket({ account, owner, name, region, configuration: request.body.toString(), now });
  if (!bucket) throw new S3Error('NoSuchBucket', { BucketName: name });
  if (owner !== account) throw new S3Error('AccessDenied');
  if (key === '' && method === 'GET' && query.has('location')) return bucketLocation(bucket);
  const here = at(bucket, region);
  if (key !== '') return answerObject({ bucket: here, key, request, now });
  if (method !== 'GET') throw new S3Error('MethodNotAllowed');
  return xmlReply(listObjects(here, query));
}

function authenticated(caller: S3World['caller']): Account {
  if (caller === undefined) throw new S3Error('AccessDenied');
  if (caller === 'stranger') throw new S3Error('InvalidAccessKeyId');
  return caller;
}

function at(bucket: Bucket, region: string): Bucket {
  if (bucket.region !== region)
    throw new S3Error('PermanentRedirect', { Endpoint: `${bucket.region}.telnyxcloudstorage.com`, Bucket: bucket.name });
  return bucket;
}

function mayEnter({ presigned }: Bucket, { key, query }: S3Target, now: number): boolean {
  const grant = presigned.get(query.get(PRESIGNED_TOKEN) ?? '');
  return grant !== undefined && grant.key === key && now < grant.expiresAt;
}

/** An error as S3 sends it. */
export const s3ErrorReply = ({ status, code, message, details }: S3Error): Reply => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: errorDocument({ Code: code, Message: message, ...details, RequestId: randomUUID() }),
});
