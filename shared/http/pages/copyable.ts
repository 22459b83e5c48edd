import { html } from 'hono/html';
import type { Html } from './page.ts';

/** A block of text to paste elsewhere, with its copy button. `id` is unique on the page. */
export const copyable = (id: string, text: string, label = 'Copy'): Html =>
  html`<pre id="${id}" tabindex="0">${text}</pre>
    <button type="button" class="quiet copy" data-copy="${id}" hidden>${label}</button>`;
