import type { AxiosResponse } from 'axios';
import { UpstreamKeyError } from '../errors.ts';

/** The API key; with `rejected` it is read anew, past any cache, because Telnyx refused that one. */
export type ApiKey = (rejected?: string) => Promise<string>;

/** Sends with the key, and once more with a fresh one where Telnyx refuses it. Errors: {@link UpstreamKeyError}, whatever `send` throws. */
export async function withKey<Body>(
  apiKey: ApiKey,
  send: (key: string) => Promise<AxiosResponse<Body> | 'key_refused'>,
): Promise<AxiosResponse<Body>> {
  const key = await apiKey();
  const response = await send(key);
  if (response !== 'key_refused') return response;
  const fresh = await apiKey(key);
  const again = fresh === key ? response : await send(fresh);
  if (again === 'key_refused') throw new UpstreamKeyError();
  return again;
}
