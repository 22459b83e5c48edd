import { z } from 'zod';
import { html, isLoopback, type Html } from '../../../platform/index.ts';
import { cleanName, isTrustedRedirect, type Client } from '../clients/index.ts';

/** The client of an authorization request, as pages show it. */
export const RequestingClient = z.object({
  /** As it calls itself. */
  name: z.string(),
  source: z.enum(['metadata_document', 'registration', 'configuration']),
  /** The host of its metadata document. */
  host: z.string().optional(),
  /** Whether an error may go to its redirect URI at once. Otherwise a person presses a button first (RFC 9700 section 4.11.2). */
  trusted: z.boolean(),
});

export type RequestingClient = z.output<typeof RequestingClient>;

/**
 * @param redirectUri of this request
 * @param origin the app's own
 */
export const requestingClient = (client: Client, redirectUri: string, origin: string): RequestingClient => ({
  name: shownName(client.name),
  source: client.source,
  host: client.host,
  trusted: isTrustedRedirect(client, redirectUri, origin),
});

const QUOTATION_MARKS = /["“”„‟«»‹›″‶ʺ＂❝❞〝〞〟「」『』]/gu;
/** More than two marks on one letter: piled up, they cover the text around it. */
const PILED_MARKS = /(\p{M}{2})\p{M}+/gu;

/** A client's name as pages show it, often in quotation marks: it contains none itself and stays on its line. */
export function shownName(name: string): string {
  return cleanName(name.replace(QUOTATION_MARKS, '').replace(PILED_MARKS, '$1'), 'An unnamed client');
}

/** The client's name, in quotation marks if only the client itself claims it. For a metadata document, the line below shows its host. */
export const quotedName = ({ source, name }: RequestingClient): Html =>
  source === 'registration' ? html`“<bdi>${name}</bdi>”` : html`<bdi>${name}</bdi>`;

/** Whether somebody else vouches for the client: the host of its document, or the operator. */
export const isVerified = ({ source }: RequestingClient): boolean => source !== 'registration';

type RedirectTarget =
  | { readonly kind: 'site'; readonly host: string }
  | { readonly kind: 'this_computer'; readonly host: string }
  | { readonly kind: 'app'; readonly scheme: string };

/** Where a redirect URI leads, for people. Hosts are in ASCII (punycode), so that no letter passes for another. */
export function redirectTarget(uri: string): RedirectTarget {
  const { protocol, host } = new URL(uri);
  if (protocol !== 'https:' && protocol !== 'http:') return { kind: 'app', scheme: protocol };
  return isLoopback(uri) ? { kind: 'this_computer', host } : { kind: 'site', host };
}
