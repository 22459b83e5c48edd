import type { ConfidentialClientApplication } from '@azure/msal-node';
import type { Settings } from '../settings/index.ts';
import type { Authority } from './authority.ts';
import { createNetwork } from './network.ts';

/** How long a request of a login may take, in milliseconds. */
export const PROVIDER_TIMEOUT_MS = 15_000;

/** Audience of the token that stands in for a client secret (Entra workload identity federation). */
const FEDERATION_SCOPE = 'api://AzureADTokenExchange/.default';

/**
 * Makes MSAL's client for one login: a shared one would cache every account it has seen.
 * The app proves itself by its managed identity, or by a secret where one is set for local use.
 */
export function createMsal(settings: Settings, authority: Authority): () => Promise<ConfidentialClientApplication> {
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
        networkClient: createNetwork(PROVIDER_TIMEOUT_MS),
        loggerOptions: { loggerCallback: () => undefined, piiLoggingEnabled: false, logLevel: LogLevel.Error },
      },
    });
  };
}

async function managedIdentityAssertion(clientId: string | undefined): Promise<string> {
  const { ManagedIdentityCredential } = await import('@azure/identity');
  const credential = new ManagedIdentityCredential(clientId === undefined ? {} : { clientId });
  return (await credential.getToken(FEDERATION_SCOPE)).token;
}
