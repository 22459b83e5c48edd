import { html, raw } from 'hono/html';
import type { Html } from './icons.ts';
import { icon } from './icons.ts';
import type { Phone } from './lines.ts';
import { lastAt } from './lines.ts';
import { spaced, timeOf } from './shown-text.ts';
import { lastOf } from './words.ts';

/** Where one line of a phone is shown. */
export const pathOf = (number: string, own: string): string =>
  `/phone/${[number, own].map((part) => encodeURIComponent(part).replace('%2B', '+')).join('/')}`;

export const unreadTag = (count: number): Html | '' =>
  count > 0 ? html`<span class="tag ok">${count}<span class="sr"> new</span></span>` : '';

function item({ number, lines }: Phone, open: string | undefined, now: number): Html {
  const [line] = lines;
  if (!line) return html``;
  const unread = lines.reduce((sum, each) => sum + each.unread, 0);
  const current = number === open;
  return html`<li id="n${number}">
    <a
      id="a${number}"
      class="item${current ? ' on' : ''}"
      href="${pathOf(number, line.own)}#phone"
      ${current ? raw('aria-current="true"') : ''}
      ><span class="ava ok">${icon('phone')}</span
      ><span class="grow"><b class="num">${spaced(number)}</b><small class="cut">${lastOf(line, now)}</small></span
      ><span class="small soft">${line.entries.length > 0 && timeOf(lastAt(line))} ${unreadTag(unread)}</span></a
    >
  </li>`;
}

/** What a person typed, and why it is no number. */
export interface PickUp {
  readonly typed: string;
  readonly error: string;
}

/** All phones, and the form to pick up another. */
export const bookView = (phones: readonly Phone[], open: string | undefined, now: number, pickUp: PickUp | undefined): Html =>
  html`<nav class="stack" aria-label="Phones">
    <ul id="book" class="card list" data-live>
      ${phones.length === 0 ? html`<li id="none" class="pad soft small">Nothing has arrived yet. Text or call any number from your client.</li>` : ''}
      ${phones.map((phone) => item(phone, open, now))}
    </ul>
    <form class="stack card pad" action="/phone">
      <label class="field"
        >Pick up another number<input
          id="pick"
          name="number"
          type="text"
          inputmode="tel"
          autocomplete="off"
          required
          placeholder="+1 312 555 0118"
          value="${pickUp?.typed ?? ''}"
          ${pickUp && raw('aria-invalid="true" aria-describedby="pick-error" autofocus')}
      /></label>
      ${pickUp && html`<p id="pick-error" class="hint cost" role="alert">${icon('alert')}${pickUp.error}</p>`}
      <button class="btn wide">Open</button>
    </form>
  </nav>`;
