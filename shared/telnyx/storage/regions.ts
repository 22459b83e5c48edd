import { LRUCache } from 'lru-cache';
import { UpstreamClientError, UpstreamUnavailableError } from '../errors.ts';

/** Regions by bucket name. */
export type KnownRegions = LRUCache<string, string>;

const MOST_BUCKETS = 1_000;
const KNOWN_FOR_MS = 60 * 60_000;

export const createKnownRegions = (): KnownRegions => new LRUCache({ max: MOST_BUCKETS, ttl: KNOWN_FOR_MS });

/** The error codes of an endpoint for a bucket in another region (S3 API, error responses). */
const ELSEWHERE = new Set([
  'PermanentRedirect',
  'TemporaryRedirect',
  'AuthorizationHeaderMalformed',
  'IllegalLocationConstraintException',
  'NoSuchBucket',
]);

/** Whether the bucket may be in another region than the cache says. */
export function saysElsewhere(error: unknown): boolean {
  if (error instanceof UpstreamUnavailableError) return error.reason === 'redirect';
  if (!(error instanceof UpstreamClientError)) return false;
  // The answer to HEAD has no body that could say why.
  return (
    error.problems.some(({ code = '' }) => ELSEWHERE.has(code)) ||
    (error.status === 400 && error.problems.length === 0 && error.foreign === undefined)
  );
}

/**
 * Sends a request to a bucket's region. If the region came from the cache and the answer says that the bucket is elsewhere, it looks the region
 * up again, once.
 */
export async function inItsRegion<Answer>(
  known: KnownRegions,
  locate: (bucket: string) => Promise<string>,
  bucket: string,
  ask: (region: string) => Promise<Answer>,
): Promise<Answer> {
  const remembered = known.get(bucket);
  if (remembered === undefined) return ask(await locate(bucket));
  try {
    return await ask(remembered);
  } catch (error) {
    if (!saysElsewhere(error)) throw error;
    known.delete(bucket);
    const region = await locate(bucket);
    if (region === remembered) throw error;
    return ask(region);
  }
}

/** Where Telnyx keeps buckets (Cloud Storage documentation, "API endpoints"). */
export const STORAGE_REGIONS = ['us-central-1', 'us-east-1', 'us-west-1', 'eu-central-1', 'ap-southeast-1', 'ca-central-1'] as const;

/** Where to list all buckets. Telnyx says that any endpoint will do; an older page says that the EU endpoint knows only its own. */
export const HOME_REGIONS = ['us-central-1', 'eu-central-1'] as const;

/** The meaning of an empty LocationConstraint (S3 API, GetBucketLocation). */
const UNNAMED_REGION = 'us-east-1';

const REGION = /^[a-z]{2}-[a-z]{2,20}-\d$/;

/** @returns The region of a LocationConstraint; undefined for a text that must not become part of a host name. */
export function regionOf(constraint: string): string | undefined {
  if (constraint === '') return UNNAMED_REGION;
  return REGION.test(constraint) ? constraint : undefined;
}
