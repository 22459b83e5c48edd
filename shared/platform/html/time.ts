import { html } from 'hono/html';
import type { Html } from './page.ts';

/** In: unix seconds. Out: that time in UTC to the minute; the script of the pages puts it into the reader's own zone. */
export function timeOf(seconds: number): Html {
  const iso = new Date(seconds * 1000).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
