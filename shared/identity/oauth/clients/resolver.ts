import type { Signer } from '../../tokens/index.ts';
import type { Settings } from '../../../platform/index.ts';
import { createBlockList } from './blocked.ts';
import { UnknownClientError, type ClientResolver } from './client.ts';
import { configuredClients } from './configured.ts';
import { createDocumentedClients } from './documented.ts';
import { createDocumentFetch } from './fetch-document.ts';
import type { ResolveHost } from './public-lookup.ts';
import { createRegisteredClients } from './registered.ts';

interface Parts {
  readonly settings: Pick<Settings, 'publicBaseUrl' | 'oauthClients' | 'blockedClients' | 'clientMetadataOverride'>;
  /** Of the purpose `client`. */
  readonly signer: Signer;
  readonly clock: () => number;
  /** In place of DNS. */
  readonly resolve?: ResolveHost;
}

/**
 * Who a client_id is: an https URL has a metadata document, a name stands in the settings, the rest we signed. Whom the operator blocked is
 * nobody, and no document of a blocked host is fetched.
 * @throws ConfigError
 */
export function createClientResolver({ settings, signer, clock, resolve }: Parts): ClientResolver {
  const { publicBaseUrl: origin } = settings;
  const blocked = createBlockList(settings.blockedClients);
  const configured = configuredClients(settings.oauthClients, origin);
  const registered = createRegisteredClients({ signer, origin, clock });
  const documented = createDocumentedClients({
    fetch: createDocumentFetch({ resolve, override: settings.clientMetadataOverride }),
    origin,
    clock,
  });
  const find: ClientResolver = async (clientId, mayFetch) => {
    if (clientId.startsWith('https://')) return await documented(clientId, mayFetch);
    return configured.get(clientId) ?? (await registered(clientId));
  };
  return async (clientId, mayFetch) => {
    if (blocked.hasId(clientId)) throw new UnknownClientError('blocked');
    const client = await find(clientId, mayFetch);
    if (client.redirectUris.some(blocked.hasHostOf)) throw new UnknownClientError('blocked');
    return client;
  };
}
