import { TokenBucket } from 'limiter';
import { LRUCache } from 'lru-cache';

const REMEMBERED = 5_000;
/** An unused bucket is full again after this time. */
const REMEMBERED_MS = 2 * 60_000;

/**
 * @param key Who asks.
 * @returns `undefined`, or the seconds to wait if this is one request too many.
 */
export type RateLimit = (key: string) => number | undefined;

/**
 * A token bucket for each key, full at first, refilled evenly over a minute. It counts in this instance alone, and forgets the keys that
 * were unused for longest.
 */
export function createRateLimit({ perMinute }: { readonly perMinute: number }): RateLimit {
  let buckets: LRUCache<string, TokenBucket> | undefined;
  return (key) => {
    // Not before: the memory for all its keys is taken at once, and most routes of an instance are never asked.
    buckets ??= createBuckets(perMinute);
    const bucket = buckets.memo(key);
    if (bucket.tryRemoveTokens(1)) return undefined;
    return Math.max(1, Math.ceil(bucket.getWaitTime(1) / 1000));
  };
}

const createBuckets = (perMinute: number) =>
  new LRUCache<string, TokenBucket>({
    max: REMEMBERED,
    ttl: REMEMBERED_MS,
    updateAgeOnGet: true,
    memoMethod: () => {
      const bucket = new TokenBucket({ bucketSize: perMinute, tokensPerInterval: perMinute, interval: 'minute' });
      bucket.content = perMinute;
      return bucket;
    },
  });
