import { createHash } from 'node:crypto';
import type { SignedIn } from '../../identity/index.ts';
import { html, page, type Html, type Site } from '../../platform/index.ts';
import { placesOf } from '../places.ts';

interface LivePage {
  readonly request: Request;
  readonly person: SignedIn;
  /** Of the window. Without numbers: histories keep it. */
  readonly title: string;
  /** Whether the page looks for news. What is older does not change. */
  readonly isLive: boolean;
  /** What changes by itself: each an element with an id and `data-live`, whose children have ids. */
  readonly live: readonly Awaited<Html>[];
  readonly content: (refresh: Html) => Html;
}

/** A page that renews itself: whoever has seen it as it is gets 304 and no content. */
export async function livePage(site: Site, { request, person, title, isLive, live, content }: LivePage): Promise<Response> {
  const tag = createHash('sha256')
    .update([...live.map(String), person.name].join('\n'))
    .digest('base64url')
    .slice(0, 22);
  const headers = { etag: `"${tag}"` };
  if (isLive && request.headers.get('if-none-match') === headers.etag) return new Response(null, { status: 304, headers });
  const response = await page(site, {
    title,
    layout: {
      current: 'Conversations',
      places: placesOf(person),
      person,
      live: isLive,
    },
    content: content(refreshPart(isLive, tag)),
  });
  if (isLive) response.headers.set('etag', headers.etag);
  return response;
}

/** Without script, or once the page no longer looks for news, a person asks. */
const refreshPart = (isLive: boolean, tag: string): Html =>
  html`${
    isLive &&
    html`<span class="row small soft" data-tag="${tag}"
      ><span id="ended" hidden>This page no longer renews itself.</span><a class="btn slim" href="" data-refresh>Refresh</a></span
    >`
  }`;

/** Beneath every page. */
export const pageFooter = (person: SignedIn, words: Html | string): Html =>
  html`<footer class="row split">
    <p class="grow">${words}${person.roles.includes('Owner') && html` <a href="/audit">Who did what</a>`}</p>
    <form method="post" action="/conversations"><button class="btn slim" name="action" value="sign_out">Sign out</button></form>
  </footer>`;
