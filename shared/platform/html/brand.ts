import { html } from 'hono/html';
import type { Html } from './page.ts';
import { siteTitle, type Site } from './site.ts';

const BUBBLE = 'M6.5 3h19A4.5 4.5 0 0 1 30 7.5v13a4.5 4.5 0 0 1-4.5 4.5H15l-7 5.5V25H6.5A4.5 4.5 0 0 1 2 20.5v-13A4.5 4.5 0 0 1 6.5 3z';

/** The mark alone: an svg document, for browser tabs. */
export const FAVICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#0a7a56" d="${BUBBLE}"/><path stroke="#fff" stroke-width="2.5" stroke-linecap="round" d="M10.5 12.5v3M16 9v10M21.5 11.5v5"/></svg>`;

/** The mark, drawn in the colour of the text around it. */
export const brandMark = (): Html =>
  html`<svg viewBox="0 0 32 32" aria-hidden="true">
    <path class="f" d="${BUBBLE}" />
    <path class="k" d="M10.5 12.5v3M16 9v10M21.5 11.5v5" />
  </svg>`;

/** The mark and whose server it is, with a link to the first page. */
export function brand(site: Site): Html {
  const title = siteTitle(site);
  const last = title.lastIndexOf(' ');
  return html`<a class="brand" href="/"
    >${brandMark()}<span><b>${title.slice(0, last)}</b> <i>${title.slice(last + 1)}</i></span></a
  >`;
}
