import { html, type Html } from '../../../platform/index.ts';
import type { Asker } from './asker.ts';
import { whereabouts } from './redirect-uri.ts';

/** The name of who asks. Only the operator's word vouches for a name; a host vouches for itself, which the badge shows. */
export const quotedName = ({ source, name }: Asker): Html =>
  source === 'registration' ? html`“<bdi>${name}</bdi>”` : html`<bdi>${name}</bdi>`;

const badge = ({ source, host }: Asker): Html => {
  if (source === 'configuration') return html`<span class="badge">Known to the operator</span>`;
  if (source === 'metadata_document' && host !== undefined) return html`<span class="badge">${host}</span>`;
  return html`<span class="badge unsure">Not verified</span>`;
};

const ONLY_IF = 'Only go on if you just started this yourself.';

/** What is known of the client, and what the person alone can know: whether it was they who began this. */
export function caution({ source, host }: Asker, redirectUri: string): Html {
  if (source === 'registration')
    return html`<p class="note unsure">The name is not verified: anyone can call themselves so. ${ONLY_IF}</p>`;
  // A local port or a scheme proves nothing of the program behind it (RFC 8252 section 8.6).
  if (whereabouts(redirectUri).kind !== 'site')
    return html`<p class="note unsure">Any program on this computer can call itself so. ${ONLY_IF}</p>`;
  // A link of somebody else leads to their session at the client, however well the client is known.
  if (host === undefined) return html`<p class="note">The operator of this server added this client. ${ONLY_IF}</p>`;
  return html`<p class="note">The name is its own choice; that it belongs to <strong>${host}</strong> was checked. ${ONLY_IF}</p>`;
}

/** Rows of a list of facts: who asks, and the whole address that the browser is sent to. */
export const facts = (asker: Asker, redirectUri: string): Html =>
  html`<dt>Who asks</dt>
    <dd class="who"><bdi>${asker.name}</bdi>${badge(asker)}</dd>
    <dt>Sends you back to</dt>
    <dd>${targetOf(redirectUri)}</dd>`;

function targetOf(redirectUri: string): Html {
  const target = whereabouts(redirectUri);
  switch (target.kind) {
    case 'site':
      return wholeUri(redirectUri);
    case 'app':
      return html`the app that opens <code>${target.scheme}</code> links: ${wholeUri(redirectUri)}`;
    case 'this_computer':
      return html`a program on this computer: ${wholeUri(redirectUri)}`;
  }
}

/** Every character, with that in bold which decides where it leads: the host, or the scheme of an app. */
function wholeUri(uri: string): Html {
  const scheme = uri.slice(0, uri.indexOf(':') + 1);
  const slashes = startOf(/^\/*/, uri.slice(scheme.length));
  const host = startOf(/^[^/?]*/, uri.slice(scheme.length + slashes.length));
  const rest = uri.slice(scheme.length + slashes.length + host.length);
  return whereabouts(uri).kind === 'app'
    ? html`<code><strong>${scheme}</strong>${slashes}${host}${rest}</code>`
    : html`<code>${scheme}${slashes}<strong>${host}</strong>${rest}</code>`;
}

const startOf = (pattern: RegExp, text: string): string => pattern.exec(text)?.[0] ?? '';
