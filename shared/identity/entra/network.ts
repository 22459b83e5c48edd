import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { cappedFetch, withDeadline } from '../../platform/index.ts';

/** MSAL's way to Entra. In: milliseconds after which a request is given up, answer included; MSAL's own never is, and reads whatever comes. */
export function createNetwork(giveUpMs: number): INetworkModule {
  const ask = async <Body>(
    method: string,
    url: string,
    { headers, body }: NetworkRequestOptions,
    signal: AbortSignal,
  ): Promise<NetworkResponse<Body>> => {
    // Entra redirects none of these requests, and elsewhere the secret and the code must not go (RFC 9110 section 15.4.8 keeps the body).
    const init = { method, signal, redirect: 'error', ...(headers && { headers }), ...(body !== undefined && { body }) } as const;
    const response = await cappedFetch(url, init);
    // Whatever stands in such an answer says nothing of the person or the app.
    if (response.status === 429 || response.status >= 500) throw new Error(`HTTP ${response.status}`);
    return { status: response.status, headers: Object.fromEntries(response.headers), body: (await response.json()) as Body };
  };
  const inTime = <Answer>(work: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> =>
    withDeadline(giveUpMs, work, () => new Error('Entra did not answer in time.'));
  return {
    sendGetRequestAsync: <Body>(url: string, options: NetworkRequestOptions = {}) =>
      inTime((signal) => ask<Body>('GET', url, options, signal)),
    sendPostRequestAsync: <Body>(url: string, options: NetworkRequestOptions = {}) =>
      inTime((signal) => ask<Body>('POST', url, options, signal)),
  };
}
