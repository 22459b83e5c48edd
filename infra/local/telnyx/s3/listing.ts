import { iso } from '../state/row.ts';
import type { Bucket, StoredObject } from './buckets.ts';
import { S3Error } from './errors.ts';
import { s3Document } from './xml.ts';

const MOST_KEYS = 1000;

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

function maxKeys(query: URLSearchParams): number {
  const text = query.get('max-keys') ?? String(MOST_KEYS);
  if (!/^\d{1,9}$/.test(text)) throw new S3Error('InvalidArgument', { ArgumentName: 'max-keys', ArgumentValue: text });
  return Math.min(Number(text), MOST_KEYS);
}

/** A key, or the group that it falls into: up to the first delimiter after the prefix. */
function entryOf(key: string, prefix: string, delimiter: string): string {
  const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return end < 0 ? key : key.slice(0, end + delimiter.length);
}

function afterToken(token: string): string {
  const after = Buffer.from(token, 'base64url').toString();
  if (after === '') throw new S3Error('InvalidArgument', { ArgumentName: 'continuation-token', ArgumentValue: token });
  return after;
}

const contents = ([Key, { bytes, etag, modifiedAt }]: readonly [string, StoredObject]) => ({
  Key,
  LastModified: iso(modifiedAt),
  ETag: `"${etag}"`,
  Size: bytes.length,
  StorageClass: 'STANDARD',
});

/** One page of a bucket, in the version that the query asks for (ListObjectsV2, else ListObjects), as XML. */
export function listObjects({ name, objects }: Bucket, query: URLSearchParams): string {
  const isV2 = query.get('list-type') === '2';
  const [prefix, delimiter, limit] = [query.get('prefix') ?? '', query.get('delimiter') ?? '', maxKeys(query)];
  const token = query.get('continuation-token');
  const after = isV2 ? (token === null ? (query.get('start-after') ?? '') : afterToken(token)) : (query.get('marker') ?? '');
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix));
  const entries = [...new Set(keys.map((key) => entryOf(key, prefix, delimiter)))]
    .sort(byBytes)
    .filter((entry) => byBytes(entry, after) > 0);
  const page = entries.slice(0, limit);
  const truncated = entries.length > page.length;
  const last = page.at(-1) ?? '';
  const isGroup = (entry: string) => delimiter !== '' && entry.indexOf(delimiter, prefix.length) >= 0;
  const version = isV2
    ? { KeyCount: page.length, ...(truncated && { NextContinuationToken: Buffer.from(last).toString('base64url') }) }
    : { Marker: after, ...(truncated && delimiter !== '' && { NextMarker: last }) };
  return s3Document('ListBucketResult', {
    Name: name,
    Prefix: prefix,
    ...(delimiter !== '' && { Delimiter: delimiter }),
    MaxKeys: limit,
    IsTruncated: truncated,
    ...version,
    Contents: page.flatMap((key) => {
      const object = isGroup(key) ? undefined : objects.get(key);
      return object ? [contents([key, object])] : [];
    }),
    CommonPrefixes: page.filter(isGroup).map((group) => ({ Prefix: group })),
  });
}
