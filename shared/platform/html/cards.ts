import { html } from 'hono/html';
import { brandMark } from './brand.ts';
import { icon, type Icon } from './icons.ts';
import type { Html } from './page.ts';

/** `ok` is live or done, `care` changes or waits, `cost` reaches people, costs money or failed, `calm` is the rest. */
export type Tone = 'ok' | 'care' | 'cost' | 'calm';

/** What stands at an end of a line: this server, or a thing with an icon. */
export type End = Icon | 'server';

/** The colours of other products. They hint at them; they are not logos. */
const HUES: Partial<Record<End, 'clay' | 'blue'>> = { spark: 'clay', terminal: 'clay', windows: 'blue', braces: 'blue' };

/** A state in a few words. */
export const tag = (tone: Tone, name: Icon, words: string): Html => html`<span class="tag ${tone}">${icon(name)}${words}</span>`;

/** How the line between two ends stands. Only for the eye: the title says it in words. */
export const link = (left: End, tone: Tone, node: Icon, right: End): Html =>
  html`<div class="link" aria-hidden="true">${mark(left)}<i></i><span class="ico ${tone}">${icon(node)}</span><i></i>${mark(right)}</div>`;

/** A thing as a square with its icon, for the eye only. */
export const mark = (name: End): Html => {
  if (name === 'server') return html`<span class="mark green">${brandMark()}</span>`;
  return html`<span class="mark ${HUES[name] ?? ''}">${icon(name)}</span>`;
};

interface Head {
  /** Of {@link link}. */
  readonly motif?: Html;
  readonly title: string | Html;
  readonly lead?: string | Html | undefined;
  readonly below?: Html | undefined;
}

/** The head of a card that asks or tells one thing. It holds the page's heading. */
export const head = ({ motif, title, lead, below }: Head): Html =>
  html`<div class="head">
    ${motif}
    <h1>${title}</h1>
    ${lead !== undefined && html`<p class="lead">${lead}</p>`} ${below}
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
