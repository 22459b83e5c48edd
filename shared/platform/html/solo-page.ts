import { html } from 'hono/html';
import { head, link, type End, type Tone } from './cards.ts';
import type { Icon } from './icons.ts';
import { page, type Html } from './page.ts';
import type { Site } from './site.ts';

interface Solo {
  /** Of the window; the heading is the same where none is given. */
  readonly title: string;
  readonly heading?: string | Html;
  readonly status?: number;
  readonly motif: readonly [left: End, tone: Tone, node: Icon, right: End];
  readonly lead?: string | Html;
  /** A line of state below the heading, such as who vouches for a client. */
  readonly below?: Html;
  readonly notice?: string | undefined;
  /** Sections, a form, a row of actions. */
  readonly body?: Html | undefined;
  readonly footer?: string | Html | undefined;
  readonly cookies?: readonly string[];
}

/** A page that asks or tells one thing. */
export const soloPage = (
  site: Site,
  { title, heading = title, status = 200, motif, lead, below, notice, body, footer, cookies = [] }: Solo,
): Promise<Response> =>
  page(site, {
    title,
    status,
    cookies,
    content: html`${notice !== undefined && html`<p class="note care" role="status"><span>${notice}</span></p>`}
      <div class="card">${head({ motif: link(...motif), title: heading, lead, below })} ${body}</div>
      ${footer !== undefined && html`<footer><p>${footer}</p></footer>`}`,
  });
