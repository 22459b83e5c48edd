import { cutText } from '../text/index.ts';
import { html } from 'hono/html';
import { initials } from './initials.ts';
import type { Html } from './page.ts';

/**
 * A block of text to paste elsewhere, with its copy button.
 *
 * @param id Unique on the page.
 * @param name What is copied, for screen readers.
 * @param long A part of the text that is shown shortened. It is copied whole, with the button and by hand.
 */
export function copyable(id: string, name: string, text: string, long = ''): Html {
  const parts = long === '' ? [text] : text.split(long);
  const shown = parts.map((part, index) =>
    index === 0
      ? part
      : html`<span class="cut"><span>${long}</span></span
          >${part}`,
  );
  // In <pre> every character counts, so this stays on one line.
  const pre = html`<pre id="${id}">${shown}</pre>`;
  return html`<div class="block">
    ${pre}
    <button type="button" class="btn slim" data-copy="${id}" aria-label="Copy ${name}" hidden>Copy</button>
  </div>`;
}

interface Person {
  readonly name: string;
  readonly username?: string | undefined;
  readonly roles: readonly string[];
}

/** A person in one row: initials, name, roles, and the name of their account. */
export const personRow = ({ name, username = '', roles }: Person): Html =>
  html`<span class="ava ok" aria-hidden="true">${initials(name)}</span
    ><span class="grow"
      ><b><bdi>${cutText(name, 120)}</bdi></b
      ><small>${roles.join(', ')}${username !== '' && html` · <bdi>${cutText(username, 120)}</bdi>`}</small></span
    >`;

/**
 * A time in UTC, to the minute. The script of the pages shows it in the reader's own time zone.
 *
 * @param seconds Unix seconds.
 * @param options `both`: the script shows both times
 */
export function timeOf(seconds: number, { both = false } = {}): Html {
  const iso = new Date(seconds * 1000).toISOString();
  const words = `${iso.slice(0, 16).replace('T', ' ')} UTC`;
  return both ? html`<time datetime="${iso}" data-both>${words}</time>` : html`<time datetime="${iso}">${words}</time>`;
}

const LONG_DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** The time of a day alone. @param at milliseconds since the epoch */
export function clockOf(at: number): Html {
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}" data-show="clock">${iso.slice(11, 16)} UTC</time>`;
}

/** The day alone, above what happened on it. The script hides the element around it where it is the day before again. @param at milliseconds */
export const longDayOf = (at: number): Html =>
  html`<time datetime="${new Date(at).toISOString()}" data-show="day">${LONG_DAY.format(at)}</time>`;
