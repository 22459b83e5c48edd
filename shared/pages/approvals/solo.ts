import { head, html, link, page, type Html, type Icon, type Tone } from '../../platform/index.ts';

interface Solo {
  /** Of the window; the heading is the same where none is given. */
  readonly title: string;
  readonly heading?: string | Html;
  readonly status?: number;
  readonly motif: readonly [left: Icon, tone: Tone, node: Icon, right: Icon];
  readonly lead?: string | Html;
  readonly notice?: string | undefined;
  /** Sections, a form, a row of actions. */
  readonly body?: Html;
  readonly footer?: string | Html | undefined;
}

/** A page that asks or tells one thing. */
export const soloPage = ({ title, heading = title, status = 200, motif, lead, notice, body, footer }: Solo): Promise<Response> =>
  page({
    title,
    status,
    layout: 'solo',
    content: html`${notice !== undefined && html`<p class="note care" role="status"><span>${notice}</span></p>`}
      <div class="card">${head({ motif: link(...motif), title: heading, lead })} ${body}</div>
      ${footer !== undefined && html`<footer><p>${footer}</p></footer>`}`,
  });
