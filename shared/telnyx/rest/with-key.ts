import type { AxiosResponse } from 'axios';
import { UpstreamKeyError } from '../errors.ts';

/** Reads the API key. With `rejected`, it bypasses the cache because Telnyx rejected that key. */
export type ApiKey = (rejected?: string) => Promise<string>;

/**
 * Sends with the key, and once more with a fresh one if Telnyx rejects it.
 *
 * @throws {@link UpstreamKeyError}, and what `send` throws.
 */
export async function withKey<Body>(
  apiKey: ApiKey,
  send: (key: string) => Promise<AxiosResponse<Body> | UpstreamKeyError>,
): Promise<AxiosResponse<Body>> {
  const key = await apiKey();
  const response = await send(key);
  if (!(response instanceof UpstreamKeyError)) return response;
  const fresh = await apiKey(key);
  const again = fresh === key ? response : await send(fresh);
  if (again instanceof UpstreamKeyError) throw again;
  return again;
}
