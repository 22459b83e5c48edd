import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { brand, FAVICON } from './brand.ts';
import { initials } from './initials.ts';
import { LIVE_SCRIPT } from './live-script.ts';
import { SCRIPT } from './script.ts';
import { accountOf, siteTitle, type Site } from './site.ts';
import { STYLE } from './style.ts';

/** Escaped HTML, made by the `html` template tag. */
export type Html = ReturnType<typeof html>;

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Only our own style and script, by their hashes; nothing from elsewhere; no framing. No `form-action`: browsers also apply it to the
 * redirect after a form, and signing in redirects to Microsoft.
 */
const policyWith = (live: boolean) =>
  [
    "default-src 'none'",
    `style-src ${hashOf(STYLE)}`,
    `script-src ${hashOf(SCRIPT)}${live ? ` ${hashOf(LIVE_SCRIPT)}` : ''}`,
    ...(live ? ["connect-src 'self'"] : []),
    'img-src data:',
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const POLICY = policyWith(false);
const LIVE_POLICY = policyWith(true);
const ICON = `data:image/svg+xml,${encodeURIComponent(FAVICON)}`;

// The policy has the hashes of these texts: not a character may come between the tags and the text.
const STYLE_ELEMENT = raw(`<style>${STYLE}</style>`);
const SCRIPT_ELEMENT = raw(`<script>${SCRIPT}</script>`);
const LIVE_ELEMENT = raw(`<script>${LIVE_SCRIPT}</script>`);

/** The pages of the navigation. */
const PLACES = { Connect: '/', Access: '/tokens', Activity: '/audit', Conversations: '/conversations' } as const;

export type Place = keyof typeof PLACES;

/** Pages to browse: with the navigation, and who is signed in. */
export interface Browse {
  /** Undefined for a page that the navigation does not name. */
  readonly current: Place | undefined;
  /** Which of the places this person may see. */
  readonly places: readonly Place[];
  readonly person?: { readonly name: string } | undefined;
  /** The page renews itself, see {@link LIVE_SCRIPT}. */
  readonly live?: boolean;
  /** Reading width, for pages with one column. */
  readonly narrow?: boolean;
}

interface Page {
  readonly title: string;
  readonly content: Html;
  readonly status?: number;
  readonly cookies?: readonly string[];
  /** Default `solo`: asks or tells one thing, in a card, without navigation. */
  readonly layout?: 'solo' | Browse;
}

/** A whole page: strict CSP, no framing, not for search engines. A 503 says when to try again. */
export async function page(site: Site, { title, content, status = 200, cookies = [], layout = 'solo' }: Page): Promise<Response> {
  const name = `${title} · ${siteTitle(site)}`;
  const about = `Numbers, texts and calls of ${accountOf(site)}, from your AI client.`;
  const document = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${name}</title>
        <meta name="description" content="${about}" />
        <meta property="og:title" content="${name}" />
        <meta property="og:description" content="${about}" />
        <link rel="icon" href="${ICON}" />
        ${STYLE_ELEMENT}
      </head>
      ${layout === 'solo' ? soloBody(site, content) : browseBody(site, content, layout)}
    </html>`;
  const response = new Response(String(document), {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': layout !== 'solo' && layout.live ? LIVE_POLICY : POLICY,
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'x-robots-tag': 'noindex, nofollow',
    },
  });
  if (status === 503) response.headers.set('retry-after', '10');
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
}

const STATUS = html`<p class="sr" role="status"></p>`;

const soloBody = (site: Site, content: Html): Html =>
  html`<body class="solo">
    <main>
      <header>${brand(site)}</header>
      ${content} ${STATUS}
    </main>
    ${SCRIPT_ELEMENT}
  </body>`;

const browseBody = (site: Site, content: Html, layout: Browse): Html =>
  html`<body>
    ${topBar(site, layout)}
    <main class="${layout.narrow ? 'mid' : ''}">${content} ${STATUS}</main>
    ${layout.live && LIVE_ELEMENT} ${SCRIPT_ELEMENT}
  </body>`;

const topBar = (site: Site, { current, places, person }: Browse): Html =>
  html`<header class="top">
    <div class="wrap">
      ${brand(site)}
      <nav aria-label="Main">
        ${places.map((name) => html`<a href="${PLACES[name]}" ${name === current ? raw('aria-current="page"') : ''}>${name}</a>`)}
      </nav>
      ${
        person &&
        html`<a class="ava ok" href="/tokens" title="${person.name}"
          ><span aria-hidden="true">${initials(person.name)}</span><span class="sr">${person.name}, signed in</span></a
        >`
      }
    </div>
  </header>`;
