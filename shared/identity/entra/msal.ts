import type { ConfidentialClientApplication } from '@azure/msal-node';
import { z } from 'zod';
import type { Settings } from '../../platform/index.ts';
import type { Authority } from './authority.ts';
import { createNetwork } from './network.ts';

/** Audience of the token that stands in for a client secret (Entra workload identity federation). */
const FEDERATION_SCOPE = 'api://AzureADTokenExchange/.default';

/** Longer than Entra's are by far. */
const LONGEST_REFRESH_TOKEN = 16_384;

const TokenCache = z.object({
  RefreshToken: z.record(z.string(), z.object({ secret: z.string().min(1).max(LONGEST_REFRESH_TOKEN) })).default({}),
});

/**
 * Makes MSAL's client for one login or one refresh: a shared one would cache every account it has seen.
 * The app proves itself by its managed identity, or by a secret where one is set for local use.
 *
 * @param timeoutMs - milliseconds after which a request is given up
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
 * MSAL hands out no refresh token: it has to be read from the cache of the client, which has seen one account.
 *
 * @returns undefined where Entra gave none
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
