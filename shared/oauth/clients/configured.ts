import { ConfigError, type Settings } from '../../settings/index.ts';
import type { Client } from './client.ts';
import { cleanName } from './client-name.ts';
import { isRedirectUri, REDIRECT_URI_RULE } from './redirect-uri.ts';

/** In: the clients of the settings. Out: them by id. Throws {@link ConfigError}: for a redirect URI that no client may have, an id that is there twice. */
export function configuredClients(given: Settings['oauthClients']): ReadonlyMap<string, Client> {
  const faults = given.flatMap(({ client_id: id, redirect_uris: uris }, index) => [
    ...(uris.every(isRedirectUri)
      ? []
      : [`OAUTH_CLIENTS: client ${index + 1} has a redirect URI that cannot be used. ${REDIRECT_URI_RULE}`]),
    ...(given.findIndex((other) => other.client_id === id) === index ? [] : [`OAUTH_CLIENTS: client ${index + 1} has the id of another`]),
  ]);
  if (faults.length > 0) throw new ConfigError(faults);
  return new Map(
    given.map(({ client_id: id, client_name: name, redirect_uris: redirectUris }) => [
      id,
      { id, name: cleanName(name, id), redirectUris, source: 'configuration', host: undefined },
    ]),
  );
}
