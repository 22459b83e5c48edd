import type { ConfidentialClientApplication, INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { z } from 'zod';
import { cappedFetch, type Settings, withDeadline } from '../../platform/index.ts';

const MICROSOFT = 'https://login.microsoftonline.com';

/** Audience of the assertion that replaces a client secret (Entra workload identity federation). */
const FEDERATION_SCOPE = 'api://AzureADTokenExchange/.default';

/** In characters; Entra's are much shorter. */
const LONGEST_REFRESH_TOKEN = 16_384;

const TokenCache = z.object({
  RefreshToken: z.record(z.string(), z.object({ secret: z.string().min(1).max(LONGEST_REFRESH_TOKEN) })).default({}),
});

/** Where Entra's endpoints are for one tenant. */
export interface Authority {
  /** For MSAL: always the tenant's real authority. */
  readonly url: string;
  /** `iss` of the tenant's id_tokens (v2.0). */
  readonly issuer: string;
  readonly keysUrl: string;
  /** Endpoints for MSAL if they are not Microsoft's: those of a local stand-in, as JSON. */
  readonly metadata: string | undefined;
}

export function authorityOf({ tenantId, authorityOverride }: Settings['entra']): Authority {
  const base = `${authorityOverride ?? MICROSOFT}/${tenantId}`;
  const issuer = `${MICROSOFT}/${tenantId}/v2.0`;
  const keysUrl = `${base}/discovery/v2.0/keys`;
  const metadata = {
    issuer,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: keysUrl,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
  };
  return {
    url: `${MICROSOFT}/${tenantId}`,
    issuer,
    keysUrl,
    metadata: authorityOverride === undefined ? undefined : JSON.stringify(metadata),
  };
}

/**
 * Makes an MSAL client for one login or one refresh: a shared client would cache every account it has seen. The app authenticates with its
 * managed identity, or with a client secret if one is set for local use.
 *
 * @param timeoutMs deadline of each request, in milliseconds
 */
export function createMsal(settings: Settings, authority: Authority, timeoutMs: number): () => Promise<ConfidentialClientApplication> {
  const { clientId, clientSecret } = settings.entra;
  return async () => {
    const { ConfidentialClientApplication: Client, LogLevel } = await import('@azure/msal-node');
    return new Client({
      auth: {
        clientId,
        authority: authority.url,
        ...(authority.metadata === undefined ? {} : { authorityMetadata: authority.metadata }),
        ...(clientSecret === undefined ? { clientAssertion: () => managedIdentityAssertion(settings.identityClientId) } : { clientSecret }),
      },
      system: {
        networkClient: createNetwork(timeoutMs),
        loggerOptions: { loggerCallback: () => undefined, piiLoggingEnabled: false, logLevel: LogLevel.Error },
      },
    });
  };
}

/**
 * MSAL does not return refresh tokens, so this reads it from the client's cache, which holds one account.
 *
 * @returns undefined if Entra issued none
 */
export function refreshTokenIn(client: ConfidentialClientApplication): string | undefined {
  const { data } = TokenCache.safeParse(JSON.parse(client.getTokenCache().serialize()));
  return Object.values(data?.RefreshToken ?? {})[0]?.secret;
}

async function managedIdentityAssertion(clientId: string | undefined): Promise<string> {
  const { ManagedIdentityCredential } = await import('@azure/identity');
  const credential = new ManagedIdentityCredential(clientId === undefined ? {} : { clientId });
  return (await credential.getToken(FEDERATION_SCOPE)).token;
}

/**
 * MSAL's HTTP module. MSAL's own has no deadline and reads responses of any size.
 *
 * @param timeoutMs deadline of a request with its response, in milliseconds
 */
export function createNetwork(timeoutMs: number): INetworkModule {
  const send = async <Body>(
    method: string,
    url: string,
    { headers, body }: NetworkRequestOptions,
    signal: AbortSignal,
  ): Promise<NetworkResponse<Body>> => {
    // Entra redirects none of these requests. Following one would send secret and code elsewhere (RFC 9110 section 15.4.8 keeps the body).
    const init = { method, signal, redirect: 'error', ...(headers && { headers }), ...(body !== undefined && { body }) } as const;
    const response = await cappedFetch(url, init);
    // Such a response is never about the person or the app.
    if (response.status === 429 || response.status >= 500) throw new Error(`HTTP ${response.status}`);
    return { status: response.status, headers: Object.fromEntries(response.headers), body: (await response.json()) as Body };
  };
  const inTime = <Answer>(work: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> =>
    withDeadline(timeoutMs, work, () => new Error('Entra did not answer in time.'));
  return {
    sendGetRequestAsync: <Body>(url: string, options: NetworkRequestOptions = {}) =>
      inTime((signal) => send<Body>('GET', url, options, signal)),
    sendPostRequestAsync: <Body>(url: string, options: NetworkRequestOptions = {}) =>
      inTime((signal) => send<Body>('POST', url, options, signal)),
  };
}
