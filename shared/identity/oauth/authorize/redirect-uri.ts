import { isLoopback } from '../../../platform/index.ts';
import { matchRedirectUri, type Client } from '../clients/index.ts';

/**
 * Where the answer to a request goes; undefined where it may go nowhere. The URI may be missing only where there is no choice: one URI, and
 * none with a port of the moment (RFC 6749 section 3.1.2.3).
 * @param asked The redirect_uri as it came.
 * @param origin The app's own.
 */
export function redirectUriOf(client: Client, asked: string | null, origin: string): string | undefined {
  const [first, ...others] = client.redirectUris;
  const onlyOne = others.length === 0 && first !== undefined && !isLoopback(first) ? first : undefined;
  const uri = asked ?? onlyOne;
  return uri === undefined ? undefined : matchRedirectUri(client, uri, origin);
}

/** Where a redirect URI leads, for a person. */
export type Whereabouts =
  | { readonly kind: 'site'; readonly host: string }
  | { readonly kind: 'this_computer'; readonly host: string }
  | { readonly kind: 'app'; readonly scheme: string };

/** In: a redirect URI. Out: what to call its target; hosts in ASCII (punycode), so that no letter passes for another. */
export function whereabouts(uri: string): Whereabouts {
  const { protocol, host } = new URL(uri);
  if (protocol !== 'https:' && protocol !== 'http:') return { kind: 'app', scheme: protocol };
  return isLoopback(uri) ? { kind: 'this_computer', host } : { kind: 'site', host };
}
