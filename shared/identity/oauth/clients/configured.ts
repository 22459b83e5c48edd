import { ConfigError, type Settings } from '../../../platform/index.ts';
import type { Client } from './client.ts';
import { cleanName } from './client-name.ts';
import { isRedirectUri, OPERATOR_RULE, REDIRECT_URI_RULE } from './redirect-uri.ts';

/**
 * The clients of the settings, by id.
 * @param origin The app's own: no redirect URI may lead back to it.
 * @throws {@link ConfigError} for a redirect URI that no client may have, and for an id that is there twice.
 */
export function configuredClients(given: Settings['oauthClients'], origin: string): ReadonlyMap<string, Client> {
  const faults = given.flatMap(({ client_id: id, redirect_uris: uris }, index) => [
    ...(uris.every((uri) => isRedirectUri(uri, 'configuration', origin))
      ? []
      : [`OAUTH_CLIENTS: client ${index + 1} has a redirect URI that cannot be used. ${REDIRECT_URI_RULE} ${OPERATOR_RULE}`]),
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
