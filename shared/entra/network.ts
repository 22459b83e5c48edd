import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { cappedFetch } from '../http/index.ts';

/** MSAL's way to Entra. In: milliseconds after which a request is given up, answer included; MSAL's own never is, and reads whatever comes. */
export function createNetwork(giveUpMs: number): INetworkModule {
  const ask = async <Body>(method: string, url: string, { headers, body }: NetworkRequestOptions = {}): Promise<NetworkResponse<Body>> => {
    const signal = AbortSignal.timeout(giveUpMs);
    const response = await cappedFetch(url, { method, signal, ...(headers && { headers }), ...(body !== undefined && { body }) });
    return { status: response.status, headers: Object.fromEntries(response.headers), body: (await response.json()) as Body };
  };
  return {
    sendGetRequestAsync: (url, options) => ask('GET', url, options),
    sendPostRequestAsync: (url, options) => ask('POST', url, options),
  };
}
