import { html, soloPage, type End, type Html, type Site } from '../../platform/index.ts';

interface Card {
  readonly title: string;
  readonly status: number;
  readonly lead: string | Html;
  /** What stands at the far end of the line that begins with the person. */
  readonly end: End;
  readonly body?: Html;
  /** Which way on is the likelier. */
  readonly main?: 'connect' | 'access';
}

const button = (href: string, label: string, kind = '') => html`<a class="btn ${kind}" href="${href}">${label}</a>`;

/** A page about an address at which a browser finds no page: it says so, and where to go on. */
export const addressCard = (site: Site, { title, status, lead, end, body, main = 'access' }: Card): Promise<Response> =>
  soloPage(site, {
    title,
    status,
    motif: ['person', 'calm', 'question', end],
    lead,
    body: html`${body}
      <div class="actions">
        ${main === 'access' ? [button('/', 'Connect a client'), button('/tokens', 'See access', 'main')] : [button('/tokens', 'See access'), button('/', 'Connect a client', 'main')]}
      </div>`,
  });
