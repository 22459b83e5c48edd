import type { AxiosResponse } from 'axios';
import { concurrently } from '../../platform/index.ts';
import { UpstreamClientError, UpstreamUnavailableError } from '../errors.ts';
import { loadHttp, type ApiKey, type Http, type TelnyxCall, PathSegmentError } from '../rest/index.ts';
import { cursorQuery, readBuckets, readLocation, readPage, withoutQuotes, type BucketEntry, type FilePage } from './answers.ts';
import { HOME_REGIONS, createKnownRegions, inItsRegion, saysElsewhere, STORAGE_REGIONS, type KnownRegions } from './regions.ts';
import { createSender, type SendS3 } from './send.ts';

export interface FileFacts {
  /** Bytes; undefined if the answer does not say. */
  readonly size: number | undefined;
  readonly content_type: string | undefined;
  readonly etag: string | undefined;
}

/** Telnyx Cloud Storage (S3 API, path style) for one tool call. Methods throw the `Upstream…` errors, and PathSegmentError for invalid names. */
export interface StorageClient {
  /** The current region of a bucket. */
  locate(bucket: string): Promise<string>;
  /** The region of a bucket, from the cache if it is there. */
  regionOf(bucket: string): Promise<string>;
  /** All buckets with their regions. `unheard` names the endpoints that did not answer; `unreadable` counts buckets that could not be read. */
  listBuckets(): Promise<{ buckets: (BucketEntry & { region: string | undefined })[]; unheard: string[]; unreadable: number }>;
  /** `created` is false if the account has this bucket already; `region` is where it is then. */
  createBucket(bucket: string, region: string): Promise<{ created: boolean; region: string }>;
  listFiles(bucket: string, page: ListPage): Promise<FilePage>;
  /** Undefined if the bucket has no such file. */
  head(bucket: string, key: string): Promise<FileFacts | undefined>;
  /** `first`: at most this many bytes, from the start. */
  get(bucket: string, key: string, first?: number): Promise<Buffer>;
  put(bucket: string, key: string, bytes: Buffer, contentType: string): Promise<{ region: string; etag: string | undefined }>;
  /** A missing file counts as deleted. */
  delete(bucket: string, key: string): Promise<void>;
}

export interface ListPage {
  readonly prefix: string | undefined;
  readonly delimiter: string | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
}

interface StorageOptions {
  /** URL of the endpoints, with `{region}` for the region. */
  readonly urlTemplate: string;
  readonly apiKey: ApiKey;
}

/** @returns A function that makes the client of one tool call. All clients share the regions they found. */
export function createStorage({ urlTemplate, apiKey }: StorageOptions): (call: TelnyxCall) => StorageClient {
  let loaded: Promise<Http> | undefined;
  const http = () => (loaded ??= loadHttp());
  const known = createKnownRegions();
  return (call) => storageClient(createSender({ urlTemplate, apiKey, http }, call), known);
}

/** Region lookups at the same time. */
const LOOKUPS = 8;

function storageClient(send: SendS3, known: KnownRegions): StorageClient {
  const locate = async (bucket: string) => {
    const ask = (region: string) => send({ method: 'GET', region, path: objectPath(bucket), query: { location: '' } });
    const [first, second] = HOME_REGIONS;
    const answer = await ask(first).catch(unless('NoSuchBucket'));
    const region = parsed(answer instanceof Error ? await ask(second) : answer, readLocation) ?? (await regionThatHas(bucket));
    known.set(bucket, region);
    return region;
  };
  /** The region whose endpoint knows the bucket, where its location names none. */
  const regionThatHas = async (bucket: string) => {
    const path = objectPath(bucket);
    const answers = await Promise.allSettled(STORAGE_REGIONS.map((region) => send({ method: 'HEAD', region, path })));
    const region = STORAGE_REGIONS.find((_region, index) => answers[index]?.status === 'fulfilled');
    if (region !== undefined) return region;
    const errors = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as Error] : []));
    throw errors.find((error) => !isElsewhere(error)) ?? new UpstreamUnavailableError('unreadable', 'unknown', 'GET');
  };
  const regionOf = async (bucket: string) => known.get(bucket) ?? locate(bucket);
  const inRegion = <Answer>(bucket: string, ask: (region: string) => Promise<Answer>) => inItsRegion(known, locate, bucket, ask);

  return {
    locate,
    regionOf,
    listBuckets: async () => {
      const ask = async (region: string) => parsed(await send({ method: 'GET', region, path: '/' }), readBuckets);
      const answers = await Promise.allSettled(HOME_REGIONS.map(ask));
      const heard = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
      const [error] = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as Error] : []));
      if (error && heard.length === 0) throw error;
      const byName = new Map(heard.flatMap((list) => list.buckets).map((bucket) => [bucket.name, bucket]));
      const buckets = await concurrently([...byName.values()], LOOKUPS, async (bucket) => ({
        ...bucket,
        // A bucket that is just being deleted must not hide the others.
        region: await regionOf(bucket.name).catch(unless(undefined)).then(textOnly),
      }));
      // Both endpoints list the same buckets.
      const unreadable = Math.max(...heard.map((list) => list.unreadable));
      return { buckets, unreadable, unheard: HOME_REGIONS.filter((_region, index) => answers[index]?.status === 'rejected') };
    },
    createBucket: async (bucket, region) => {
      // Not every endpoint refuses to create a bucket that is there: some answer 200 to its owner.
      const already = await locate(bucket).catch(unless(undefined));
      if (typeof already === 'string') return { created: false, region: already };
      const made = await send({ method: 'PUT', region, path: objectPath(bucket), body: Buffer.alloc(0) }).catch(
        unless('BucketAlreadyOwnedByYou'),
      );
      if (made instanceof Error) return { created: false, region: await locate(bucket) };
      known.set(bucket, region);
      return { created: true, region };
    },
    listFiles: (bucket, { prefix, delimiter, limit, cursor }) =>
      inRegion(bucket, async (region) => {
        const query = { ...cursorQuery(cursor), prefix, delimiter, 'max-keys': String(limit) };
        return parsed(await send({ method: 'GET', region, path: objectPath(bucket), query }), readPage);
      }),
    head: async (bucket, key) => {
      const path = objectPath(bucket, key);
      const ask = (region: string) => send({ method: 'HEAD', region, path }).catch(unless(undefined, 404));
      const remembered = known.get(bucket);
      const answer = await inRegion(bucket, ask);
      if (!(answer instanceof Error)) return facts(answer);
      // A 404 to HEAD does not say what is missing. If the region came from the cache, the bucket may have moved.
      const region = remembered === undefined ? undefined : await locate(bucket).catch(unless('NoSuchBucket'));
      if (typeof region !== 'string' || region === remembered) return undefined;
      const again = await ask(region);
      return again instanceof Error ? undefined : facts(again);
    },
    get: async (bucket, key, first) => {
      const path = objectPath(bucket, key);
      const headers = first === undefined ? {} : { range: `bytes=0-${first - 1}` };
      const { data } = await inRegion(bucket, (region) => send({ method: 'GET', region, path, headers }));
      return data.subarray(0, first);
    },
    put: async (bucket, key, body, contentType) => {
      const path = objectPath(bucket, key);
      const headers = { 'content-type': contentType };
      return inRegion(bucket, async (region) => {
        const answer = await send({ method: 'PUT', region, path, headers, body });
        return { region, etag: withoutQuotes(header(answer, 'etag')) };
      });
    },
    delete: async (bucket, key) => {
      const path = objectPath(bucket, key);
      await inRegion(bucket, (region) => send({ method: 'DELETE', region, path }).catch(unless('NoSuchKey')));
    },
  };
}

/** For `catch`: returns a rejection with this status and code (any code by default) as a value, and throws everything else. */
const unless = (code: string | undefined, status?: number) => (error: unknown) => {
  const expected =
    error instanceof UpstreamClientError &&
    (status === undefined || error.status === status) &&
    (code === undefined || error.problems.some((problem) => problem.code === code));
  if (!expected) throw error;
  return error;
};

const isElsewhere = (error: unknown) => saysElsewhere(error) || (error instanceof UpstreamClientError && error.status === 404);

const textOnly = (value: string | Error) => (typeof value === 'string' ? value : undefined);

function parsed<Answer>({ data, status }: AxiosResponse<Buffer>, read: (xml: string) => Answer): Answer {
  try {
    return read(data.toString());
  } catch {
    throw new UpstreamUnavailableError('unreadable', 'unknown', 'GET', status);
  }
}

function header({ headers }: AxiosResponse, name: string): string | undefined {
  const value: unknown = headers[name];
  return typeof value === 'string' ? value : undefined;
}

function facts(answer: AxiosResponse): FileFacts {
  const length = header(answer, 'content-length');
  return {
    size: length === undefined ? undefined : Number(length),
    content_type: header(answer, 'content-type'),
    etag: withoutQuotes(header(answer, 'etag')),
  };
}

/** Letters, digits, dots and hyphens (S3, bucket naming rules). */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

// eslint-disable-next-line no-control-regex -- this is what it rejects
const CONTROL = /[\u0000-\u001f\u007f]/;

/**
 * @returns The path of a bucket, or of an object in it: each segment encoded, slashes kept.
 * @throws {@link PathSegmentError}
 */
function objectPath(bucket: string, key?: string): string {
  if (!BUCKET.test(bucket) || bucket.includes('..')) throw new PathSegmentError('This is no name of a bucket.');
  return key === undefined ? `/${bucket}` : `/${bucket}/${encodedKey(key)}`;
}

function encodedKey(key: string): string {
  const segments = key.split('/');
  // URL parsers resolve dot segments, which would lead to another object or bucket.
  if (segments.some((segment) => segment === '.' || segment === '..')) {
    throw new PathSegmentError('A key must not have "." or ".." between its slashes.');
  }
  if (key === '' || CONTROL.test(key) || !key.isWellFormed()) {
    throw new PathSegmentError('A key must not be empty, nor hold control characters.');
  }
  return segments.map(encodeURIComponent).join('/');
}
