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

/** An empty bucket. */
export const createBucket = (name: string, region: string, now: number): Bucket => ({
  name,
  region,
  createdAt: now,
  objects: new Map(),
  presigned: new Map(),
});
