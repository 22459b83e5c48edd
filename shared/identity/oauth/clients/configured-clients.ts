import { ConfigError, type Settings } from '../../../platform/index.ts';
import type { Client } from './client.ts';
import { cleanName } from './client-metadata.ts';
import { isRedirectUri, OPERATOR_RULE, REDIRECT_URI_RULE } from './redirect-uri.ts';

/**
 * Checks the clients of the settings, so that a fault shows when the app starts and not with the first person who signs in.
 *
 * @throws ConfigError as {@link configuredClients} does
 */
export function checkClients({ oauthClients, publicBaseUrl }: Pick<Settings, 'oauthClients' | 'publicBaseUrl'>): void {
  configuredClients(oauthClients, publicBaseUrl);
}

/**
 * The clients of the settings, by id.
 *
 * @throws ConfigError for a redirect URI that no client may have, and for a duplicate id
 */
export function configuredClients(given: Settings['oauthClients'], origin: string): ReadonlyMap<string, Client> {
  const errors = given.flatMap(({ client_id: id, redirect_uris: uris }, index) => [
    ...(uris.every((uri) => isRedirectUri(uri, 'configuration', origin))
      ? []
      : [`OAUTH_CLIENTS: client ${index + 1} has a redirect URI that cannot be used. ${REDIRECT_URI_RULE} ${OPERATOR_RULE}`]),
    ...(given.findIndex((other) => other.client_id === id) === index ? [] : [`OAUTH_CLIENTS: client ${index + 1} has the id of another`]),
  ]);
  if (errors.length > 0) throw new ConfigError(errors);
  return new Map(
    given.map(({ client_id: id, client_name: name, redirect_uris: redirectUris }) => [
      id,
      { id, name: cleanName(name, id), redirectUris, source: 'configuration', host: undefined },
    ]),
  );
}
