import { html, icon, type End, type Html, type Icon, type Tone } from '../../../platform/index.ts';
import { isVerified, redirectTarget, type RequestingClient } from './requesting-client.ts';

/** Clients whose own picture people know. */
const PICTURES: Readonly<Record<string, End>> = { 'claude.ai': 'spark' };

/** The picture of a client: a program on this computer, a known product, or any other. */
export function pictureOf(client: RequestingClient, redirectUri: string): End {
  if (!isVerified(client)) return 'question';
  if (isLocal(redirectUri)) return 'laptop';
  return PICTURES[client.host ?? ''] ?? 'globe';
}

/** A local port or a private scheme does not identify the program behind it (RFC 8252 section 8.6). */
const isLocal = (redirectUri: string): boolean => redirectTarget(redirectUri).kind !== 'site';

interface Standing {
  readonly tone: Tone;
  /** Between the client and this server. */
  readonly node: Icon;
  readonly sign: Icon;
  readonly words: string;
}

/** What we know about who the client is. */
export function standingOf(client: RequestingClient, redirectUri: string): Standing {
  if (!isVerified(client)) return { tone: 'care', node: 'alert', sign: 'alert', words: 'Not verified' };
  if (isLocal(redirectUri)) return { tone: 'care', node: 'laptop', sign: 'laptop', words: 'A program on this computer' };
  const words = client.host === undefined ? 'Added by the operator' : `Verified: ${client.host}`;
  return { tone: 'ok', node: 'check', sign: 'shield', words };
}

export const standingLine = ({ tone, sign, words }: Standing): Html => html`<p class="hint ${tone}">${icon(sign)}${words}</p>`;

/** What only the person can know: whether they started this. */
export const ONLY_IF = 'Continue only if you started this a moment ago';

/** A warning about a client that we cannot be sure of. */
export function warningOf(client: RequestingClient, redirectUri: string): Html | undefined {
  if (!isVerified(client)) {
    return note('alert', html`<b>Anyone can use this name.</b> ${ONLY_IF} and know the address below.`);
  }
  if (!isLocal(redirectUri)) return undefined;
  return note(
    'info',
    html`We cannot check programs on your computer. ${ONLY_IF} in <b><bdi>${client.name}</bdi></b
      >.`,
  );
}

const note = (sign: Icon, words: Html): Html =>
  html`<section>
    <p class="note care">${icon(sign)}<span>${words}</span></p>
  </section>`;

/** The full redirect URI, and what is behind it. */
export const returnsTo = (redirectUri: string): Html => html`<p><small>${behind(redirectUri)}</small>${wholeUri(redirectUri)}</p>`;

function behind(redirectUri: string): string {
  const target = redirectTarget(redirectUri);
  switch (target.kind) {
    case 'site':
      return 'Returns to';
    case 'app':
      return `Returns to the app that opens ${target.scheme} links`;
    case 'this_computer':
      return 'Returns to a program on this computer';
  }
}

/** The part that decides where it leads is bold: the host, or the scheme of an app. */
function wholeUri(uri: string): Html {
  const scheme = uri.slice(0, uri.indexOf(':') + 1);
  const slashes = startOf(/^\/*/, uri.slice(scheme.length));
  const host = startOf(/^[^/?]*/, uri.slice(scheme.length + slashes.length));
  const rest = uri.slice(scheme.length + slashes.length + host.length);
  return redirectTarget(uri).kind === 'app'
    ? html`<code><b>${scheme}</b>${slashes}${host}${rest}</code>`
    : html`<code>${scheme}${slashes}<b>${host}</b>${rest}</code>`;
}

const startOf = (pattern: RegExp, text: string): string => pattern.exec(text)?.[0] ?? '';

/** The end of the name of a button that leads to the client. */
export function destinationOf(redirectUri: string): string {
  const target = redirectTarget(redirectUri);
  switch (target.kind) {
    case 'site':
      return target.host;
    case 'app':
      return 'the app';
    case 'this_computer':
      return 'the program';
  }
}

/** Clients open these pages in a popup and wait for it: `same-origin` would cut the popup off, which looks closed to them. */
export function forPopup(response: Response): Response {
  response.headers.set('cross-origin-opener-policy', 'unsafe-none');
  return response;
}
