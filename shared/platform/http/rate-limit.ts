import { TokenBucket } from 'limiter';
import { LRUCache } from 'lru-cache';

const REMEMBERED = 5_000;
/** A bucket that nobody used for so long is full again. */
const REMEMBERED_MS = 2 * 60_000;

/** In: who asks. Out: for one too many, after how many seconds it may come again; undefined for one that may go on. */
export type RateLimit = (key: string) => number | undefined;

/**
 * A token bucket for each key, full at first, refilled evenly over a minute. It holds in this instance alone and forgets the keys that were
 * quiet for longest.
 */
export function createRateLimit({ perMinute }: { readonly perMinute: number }): RateLimit {
  const buckets = new LRUCache<string, TokenBucket>({
    max: REMEMBERED,
    ttl: REMEMBERED_MS,
    updateAgeOnGet: true,
    memoMethod: () => {
      const bucket = new TokenBucket({ bucketSize: perMinute, tokensPerInterval: perMinute, interval: 'minute' });
      bucket.content = perMinute;
      return bucket;
    },
  });
  return (key) => {
    const bucket = buckets.memo(key);
    if (bucket.tryRemoveTokens(1)) return undefined;
    return Math.max(1, Math.ceil(bucket.getWaitTime(1) / 1000));
  };
}
