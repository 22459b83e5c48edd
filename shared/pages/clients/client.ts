import { copyable, html, icon, type Html } from '../../platform/index.ts';

export interface Snippet {
  /** Unique on the page. */
  readonly id: string;
  /** What the copy button copies, for screen readers. */
  readonly name: string;
  /** What it is for, or where to paste it. */
  readonly where?: Html | string;
  /** Shown only when asked for, under this heading. */
  readonly folded?: string;
  readonly text: string;
}

/** How to set up one client. */
export interface Client {
  readonly id: string;
  readonly title: string;
  /** What to know before. */
  readonly notice?: Html | undefined;
  /** The client cannot come here. */
  readonly outOfReach?: boolean;
  /** A link with which the client adds the server by itself, and what the client does then. */
  readonly install?: { readonly href: string; readonly label: string; readonly note: string };
  readonly snippets?: readonly Snippet[];
  /** What to do, in order. Shown below the snippets, which the steps may mention. */
  readonly steps?: readonly Html[];
  /** What only some people need to know. */
  readonly remark?: Html | undefined;
}

/** The first one that works from where the person is. */
export const firstWithin = (clients: readonly Client[]): Client | undefined => clients.find(({ outOfReach }) => outOfReach !== true);

/**
 * @param main Whether its link is the main button of the page.
 * @param long A part of the snippets that is shown shortened, as in {@link copyable}.
 */
export const clientPanel = ({ notice, install, snippets = [], steps = [], remark }: Client, main: boolean, long?: string): Html =>
  html`${notice && html`<p class="note care">${icon('alert')}<span>${notice}</span></p>`}
  ${
    install &&
    html`<p class="row">
      <a class="btn ${main ? 'main' : ''}" href="${install.href}">${install.label}</a><span class="soft small">${install.note}</span>
    </p>`
  }
  ${snippets.map((each) => (each.folded === undefined ? snippet(each, long) : fold(each.folded, snippet(each, long))))}
  ${
    steps.length > 0 &&
    html`<ol class="steps">
      ${steps.map((step) => html`<li>${step}</li>`)}
    </ol>`
  }
  ${remark && html`<p class="soft small">${remark}</p>`}`;

const snippet = ({ id, name, where, text }: Snippet, long?: string): Html =>
  html`<div>${where !== undefined && html`<p class="soft small before">${where}</p>`} ${copyable(id, name, text, long)}</div>`;

const fold = (heading: string, content: Html): Html =>
  html`<details class="more">
    <summary>${heading}</summary>
    ${content}
  </details>`;
