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

/** The client's name, in quotation marks if only the client itself claims it. For a metadata document, the badge shows its host. */
export const quotedName = ({ source, name }: RequestingClient): Html =>
  source === 'registration' ? html`“<bdi>${name}</bdi>”` : html`<bdi>${name}</bdi>`;

const badge = ({ source, host }: RequestingClient): Html => {
  if (source === 'configuration') return html`<span class="badge">Known to the operator</span>`;
  if (source === 'metadata_document' && host !== undefined) return html`<span class="badge">${host}</span>`;
  return html`<span class="badge unsure">Not verified</span>`;
};

const ONLY_IF = 'Continue only if you started this a moment ago.';

/** What we know about the client, and what only the person can know: whether they started this. */
export function cautionNote({ source, host }: RequestingClient, redirectUri: string): Html {
  if (source === 'registration') return html`<p class="note unsure">Not verified: anyone can use this name. ${ONLY_IF}</p>`;
  // A local port or a private scheme does not identify the program behind it (RFC 8252 section 8.6).
  if (redirectTarget(redirectUri).kind !== 'site')
    return html`<p class="note unsure">We cannot check programs on your computer. ${ONLY_IF}</p>`;
  // Even with a well-known client, a link from an attacker leads to the attacker's session there.
  if (host === undefined) return html`<p class="note">The operator of this server added this client. ${ONLY_IF}</p>`;
  return html`<p class="note">Verified: it belongs to <strong>${host}</strong>. ${ONLY_IF}</p>`;
}

/** Rows of a definition list: the client, and the full redirect URI. */
export const clientRows = (client: RequestingClient, redirectUri: string): Html =>
  html`<dt>Client</dt>
    <dd class="who"><bdi>${client.name}</bdi>${badge(client)}</dd>
    <dt>Returns to</dt>
    <dd>${describeTarget(redirectUri)}</dd>`;

function describeTarget(redirectUri: string): Html {
  const target = redirectTarget(redirectUri);
  switch (target.kind) {
    case 'site':
      return wholeUri(redirectUri);
    case 'app':
      return html`the app that opens <code>${target.scheme}</code> links: ${wholeUri(redirectUri)}`;
    case 'this_computer':
      return html`a program on this computer: ${wholeUri(redirectUri)}`;
  }
}

/** The whole URI; the part that decides where it leads is bold: the host, or the scheme of an app. */
function wholeUri(uri: string): Html {
  const scheme = uri.slice(0, uri.indexOf(':') + 1);
  const slashes = startOf(/^\/*/, uri.slice(scheme.length));
  const host = startOf(/^[^/?]*/, uri.slice(scheme.length + slashes.length));
  const rest = uri.slice(scheme.length + slashes.length + host.length);
  return redirectTarget(uri).kind === 'app'
    ? html`<code><strong>${scheme}</strong>${slashes}${host}${rest}</code>`
    : html`<code>${scheme}${slashes}<strong>${host}</strong>${rest}</code>`;
}

const startOf = (pattern: RegExp, text: string): string => pattern.exec(text)?.[0] ?? '';

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
