import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { CARD_STYLE } from './card-style.ts';
import { initials } from './initials.ts';
import { LIVE_SCRIPT } from './live-script.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

/** Escaped HTML, made by the `html` template tag. */
export type Html = ReturnType<typeof html>;

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Only our own style and script, by their hashes; nothing from elsewhere; no framing. No `form-action`: browsers also apply it to the
 * redirect after a form, and signing in redirects to Microsoft.
 */
const policyWith = (style: string, live: boolean) =>
  [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(SCRIPT)}${live ? ` ${hashOf(LIVE_SCRIPT)}` : ''}`,
    ...(live ? ["connect-src 'self'"] : []),
    'img-src data:',
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const MARK = html`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
  <path d="M4 5h16v11H9l-5 4z" stroke-linejoin="round" />
  <path d="M8 9h8M8 12h5" stroke-linecap="round" />
</svg>`;

const BRAND = html`<a class="brand" href="/"
  ><svg viewBox="0 0 32 32" aria-hidden="true">
    <path
      class="f"
      d="M6.5 3h19A4.5 4.5 0 0 1 30 7.5v13a4.5 4.5 0 0 1-4.5 4.5H15l-7 5.5V25H6.5A4.5 4.5 0 0 1 2 20.5v-13A4.5 4.5 0 0 1 6.5 3z"
    />
    <path class="k" d="M10.5 12.5v3M16 9v10M21.5 11.5v5" /></svg
  ><span><b>Telnyx</b> <i>MCP</i></span></a
>`;

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='%230b6e5f' stroke-width='2'%3E%3Cpath d='M4 5h16v11H9l-5 4z'/%3E%3C/svg%3E";

// The policy has the hashes of these texts: not a character may come between the tags and the text.
const sheet = (style: string, live = false) => ({ element: raw(`<style>${style}</style>`), policy: policyWith(style, live) });
const PLAIN_SHEET = sheet(STYLE);
const CARD_SHEET = sheet(CARD_STYLE);
const LIVE_SHEET = sheet(CARD_STYLE, true);
const SCRIPT_ELEMENT = raw(`<script>${SCRIPT}</script>`);
const LIVE_ELEMENT = raw(`<script>${LIVE_SCRIPT}</script>`);

/** The pages of the navigation. */
const PLACES = { Connect: '/', Access: '/tokens', Activity: '/audit', Conversations: '/conversations' } as const;

/** Pages to browse: with the navigation, and who is signed in. */
export interface Browse {
  readonly current: keyof typeof PLACES;
  /** Which of the places this person may see. */
  readonly places: readonly (keyof typeof PLACES)[];
  readonly person?: { readonly name: string } | undefined;
  /** The page renews itself, see {@link LIVE_SCRIPT}. */
  readonly live?: boolean;
}

/** `plain` is the look of the older pages. `solo` asks or tells one thing: a card, no navigation. */
type Layout = 'plain' | 'solo' | Browse;

interface Page {
  readonly title: string;
  readonly content: Html;
  readonly status?: number;
  readonly cookies?: readonly string[];
  readonly layout?: Layout;
}

/** A whole page: strict CSP, no framing. A 503 says when to try again. */
export async function page({ title, content, status = 200, cookies = [], layout = 'plain' }: Page): Promise<Response> {
  const { element, policy } = layout === 'plain' ? PLAIN_SHEET : typeof layout === 'object' && layout.live ? LIVE_SHEET : CARD_SHEET;
  const document = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Telnyx MCP</title>
        <link rel="icon" href="${ICON}" />
        ${element}
      </head>
      ${body(layout, content)}
    </html>`;
  const response = new Response(String(document), {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
    },
  });
  if (status === 503) response.headers.set('retry-after', '10');
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
}

function body(layout: Layout, content: Html): Html {
  const status = html`<p class="sr" role="status"></p>`;
  if (layout === 'plain' || layout === 'solo') {
    const brand = layout === 'plain' ? html`<a class="brand" href="/">${MARK}<span>Telnyx MCP</span></a>` : BRAND;
    return html`<body class="${layout}">
      <main>
        <header>${brand}</header>
        ${content} ${status}
      </main>
      ${SCRIPT_ELEMENT}
    </body>`;
  }
  return html`<body>
    ${topBar(layout)}
    <main>${content} ${status}</main>
    ${layout.live && LIVE_ELEMENT} ${SCRIPT_ELEMENT}
  </body>`;
}

const topBar = ({ current, places, person }: Browse): Html =>
  html`<header class="top">
    <div class="wrap">
      ${BRAND}
      <nav aria-label="Main">
        ${places.map((name) => html`<a href="${PLACES[name]}" ${name === current ? raw('aria-current="page"') : ''}>${name}</a>`)}
      </nav>
      ${
        person &&
        html`<span class="ava ok" title="${person.name}"
          ><span aria-hidden="true">${initials(person.name)}</span><span class="sr">${person.name}, signed in</span></span
        >`
      }
    </div>
  </header>`;
