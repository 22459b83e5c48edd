import { html, soloPage, type End, type Html, type Site } from '../../platform/index.ts';

interface Card {
  readonly title: string;
  readonly status: number;
  readonly lead: string | Html;
  /** What stands at the far end of the line that begins with the person. */
  readonly end: End;
  readonly body?: Html;
}

/** A page about an address at which a browser finds no page: it says so, and where to go on. */
export const addressCard = (site: Site, { title, status, lead, end, body }: Card): Promise<Response> =>
  soloPage(site, {
    title,
    status,
    motif: ['person', 'calm', 'question', end],
    lead,
    body: html`${body}
      <div class="actions"><a class="btn" href="/">Connect a client</a><a class="btn main" href="/tokens">See access</a></div>`,
  });
