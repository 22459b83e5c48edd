import { html } from 'hono/html';
import { icon, type Icon } from './icons.ts';
import type { Html } from './page.ts';

/** `ok` is live or done, `care` changes or waits, `cost` reaches people, costs money or failed, `calm` is the rest. */
export type Tone = 'ok' | 'care' | 'cost' | 'calm';

/** A state in a few words. */
export const tag = (tone: Tone, name: Icon, words: string): Html => html`<span class="tag ${tone}">${icon(name)}${words}</span>`;

/** How the line between two ends stands. Only for the eye: the title says it in words. */
export const link = (left: Icon, tone: Tone, node: Icon, right: Icon): Html =>
  html`<div class="link" aria-hidden="true">
    <span class="mark">${icon(left)}</span><i></i><span class="ico ${tone}">${icon(node)}</span><i></i
    ><span class="mark">${icon(right)}</span>
  </div>`;

interface Head {
  /** Of {@link link}. */
  readonly motif?: Html;
  readonly title: string | Html;
  readonly lead?: string | Html | undefined;
}

/** The head of a card that asks or tells one thing. It holds the page's heading. */
export const head = ({ motif, title, lead }: Head): Html =>
  html`<div class="head">
    ${motif}
    <h1>${title}</h1>
    ${lead !== undefined && html`<p class="lead">${lead}</p>`}
  </div>`;

/** @param rows name and value; a row without a value is left out */
export const facts = (rows: readonly (readonly [name: string, value: string | Html | undefined])[]): Html =>
  html`<dl class="facts">
    ${rows.flatMap(([name, value]) =>
      value === undefined
        ? []
        : [
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
          ],
    )}
  </dl>`;
