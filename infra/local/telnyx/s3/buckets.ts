import type { Reply } from '../operation.ts';
import type { Account } from '../state/account.ts';
import { iso } from '../state/row.ts';
import { S3Error } from './errors.ts';
import { s3Document } from './xml.ts';

/** One object of a bucket, as it was put. */
export interface StoredObject {
  readonly bytes: Buffer;
  readonly contentType: string;
  /** Hex MD5 of the bytes, without quotes. */
  readonly etag: string;
  readonly modifiedAt: number;
}

/** A bucket of one account. Its objects are served by its own region's endpoint alone. */
export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
  readonly objects: Map<string, StoredObject>;
  /** Token of a presigned URL → what it opens, and until when. */
  readonly presigned: Map<string, { readonly key: string; readonly expiresAt: number }>;
}

/** Where buckets can be (Telnyx Cloud Storage, "Regions"). */
export const STORAGE_REGIONS = ['us-central-1', 'us-east-1', 'us-west-1', 'eu-central-1', 'ap-southeast-1', 'ca-central-1'] as const;

const MOST_BUCKETS = 100;
const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const CONSTRAINT = /<LocationConstraint[^>]*>([^<]*)<\/LocationConstraint>/;

export const xmlReply = (document: string): Reply => ({ status: 200, headers: { 'content-type': 'application/xml' }, body: document });

/** ListBuckets: the same at every endpoint. */
export function listBuckets({ organizationId, buckets }: Account): Reply {
  const Bucket = [...buckets.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, createdAt }) => ({ Name: name, CreationDate: iso(createdAt) }));
  return xmlReply(s3Document('ListAllMyBucketsResult', { Owner: { ID: organizationId }, Buckets: { Bucket } }));
}

/** GetBucketLocation: answered by every endpoint; empty for us-east-1. */
export const bucketLocation = ({ region }: Bucket): Reply =>
  xmlReply(s3Document('LocationConstraint', region === 'us-east-1' ? '' : region));

export interface NewBucket {
  readonly account: Account;
  /** Who has a bucket of this name already. */
  readonly owner: Account | undefined;
  readonly name: string;
  readonly region: string;
  /** The body: "", or a CreateBucketConfiguration whose LocationConstraint must be the endpoint's region. */
  readonly configuration: string;
  readonly now: number;
}

/** CreateBucket. Throws {@link S3Error}. */
export function makeBucket({ account, owner, name, region, configuration, now }: NewBucket): Reply {
  if (!NAME.test(name) || name.includes('..')) throw new S3Error('InvalidBucketName', { BucketName: name });
  if (owner) throw new S3Error(owner === account ? 'BucketAlreadyOwnedByYou' : 'BucketAlreadyExists', { BucketName: name });
  if ((CONSTRAINT.exec(configuration)?.[1] ?? region) !== region) throw new S3Error('InvalidLocationConstraint');
  if (account.buckets.size >= MOST_BUCKETS) throw new S3Error('TooManyBuckets');
  account.buckets.set(name, { name, region, createdAt: now, objects: new Map(), presigned: new Map() });
  return { status: 200, headers: { location: `/${name}` } };
}
