import { head, html, link, page, type Html, type Icon } from '../../platform/index.ts';

interface Card {
  readonly title: string;
  readonly status: number;
  readonly lead: string | Html;
  /** What stands at the far end of the line that begins with the person. */
  readonly end: Icon;
  readonly body?: Html;
}

/** A page about an address at which a browser finds no page: it says so, and where to go on. */
export const addressCard = ({ title, status, lead, end, body }: Card): Promise<Response> =>
  page({
    title,
    status,
    layout: 'solo',
    content: html`<div class="card">
      ${head({ motif: link('person', 'calm', 'question', end), title, lead })} ${body}
      <div class="actions"><a class="btn" href="/">Connect a client</a><a class="btn main" href="/tokens">See access</a></div>
    </div>`,
  });
