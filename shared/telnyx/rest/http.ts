import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { isAxiosError, type AxiosInstance } from 'axios';
import axiosRetry from 'axios-retry';

export interface Http {
  readonly client: AxiosInstance;
  readonly isAxiosError: typeof isAxiosError;
}

const LARGEST_ANSWER_BYTES = 5 * 1024 * 1024;
const KEEP_ALIVE = {
  keepAlive: true,
  maxSockets: 128,
  scheduling: 'lifo',
} as const;

/**
 * axios as we use it: keep-alive, a size limit, answers as text, no redirects and no proxy (either would carry the key elsewhere).
 *
 * @param baseUrl For paths below it; without it, URLs are absolute.
 */
export function createHttp(baseUrl?: string): Http {
  const client = axios.create({
    ...(baseUrl !== undefined && { baseURL: baseUrl }),
    adapter: 'http',
    httpAgent: new HttpAgent(KEEP_ALIVE),
    httpsAgent: new HttpsAgent(KEEP_ALIVE),
    maxRedirects: 0,
    proxy: false,
    maxContentLength: LARGEST_ANSWER_BYTES,
    responseType: 'text',
    transformResponse: (body: unknown) => body,
    headers: { Accept: 'application/json' },
  });
  axiosRetry(client, { retries: 0 });
  return { client, isAxiosError };
}
