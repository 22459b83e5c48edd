import { html, raw } from 'hono/html';
import { pathOf, unreadTag } from './book-view.ts';
import { callView } from './call-view.ts';
import type { Heard } from './heard.ts';
import type { Html } from './icons.ts';
import { icon } from './icons.ts';
import type { CallEntry, Line, Phone, TextEntry } from './lines.ts';
import { dayOf, messageText, spaced, timeOf, visibly } from './shown-text.ts';
import { alwaysFails, callWords, lastOf, natureOf } from './words.ts';

/** As much of a line as the page shows. */
const LATEST = 200;
/** As many characters as Telnyx takes in one text. */
export const MAX_TEXT = 1600;

/** Why the last form did nothing, and what was typed into it. */
export interface Refusal {
  readonly message: string;
  readonly typed: string;
}

/** An open phone, and the line of it that is shown. */
export interface OpenPhone {
  readonly phone: Phone;
  readonly line: Line;
  readonly refusal?: Refusal | undefined;
  readonly heard: (callControlId: string) => readonly Heard[];
}

const media = (url: string): Html => html`<small>${icon('file')}${visibly(url)}</small>`;

function textView({ id, at, mine, text, media: files, state }: TextEntry, number: string): Html[] {
  const look = mine ? ' us' : state === 'failed' ? ' fail' : '';
  const always = alwaysFails(number) ? ': this number always fails' : '';
  const note =
    state === 'failed'
      ? html`<span class="hint cost">${icon('alert')}Not delivered${always}</span>`
      : state === 'on its way'
        ? 'On its way'
        : '';
  return [
    html`<p id="m-${id}" class="bub${look}">
      <span class="sr">${mine ? 'You: ' : 'They: '}</span><bdi class="words">${messageText(text)}</bdi>${files.map(media)}
    </p>`,
    html`<p id="t-${id}" class="meta${mine ? ' ours' : ''}">${timeOf(at)} ${note}</p>`,
  ];
}

const pastCall = (entry: CallEntry, now: number): Html =>
  html`<p id="c-${entry.id}" class="day">${icon('phone')} ${callWords(entry, now)} · <span class="num">${timeOf(entry.at)}</span></p>`;

/** The entries in their order, with a heading for each day. Calls that still go on are above the thread. */
function thread({ entries }: Line, number: string, now: number): Html[] {
  const shown = entries.filter((entry) => entry.kind === 'text' || entry.call.state === 'ended').slice(-LATEST);
  const views: Html[] = [];
  let day: string | undefined;
  for (const entry of shown) {
    const today = dayOf(entry.at, now);
    if (today !== day) views.push(html`<p id="d-${today.replaceAll(' ', '-')}" class="day">${today}</p>`);
    day = today;
    views.push(...(entry.kind === 'text' ? textView(entry, number) : [pastCall(entry, now)]));
  }
  return views;
}

/** One of the account's numbers that the phone could text and call. */
const choice = (number: string, line: Line, current: Line, now: number): Html =>
  html`<li id="l${line.own}">
    <a id="o${line.own}" href="${pathOf(number, line.own)}#phone" ${line === current ? raw('aria-current="true"') : ''}
      ><b class="num">${spaced(line.own)}</b> ${unreadTag(line.unread)}<small class="cut">${lastOf(line, now)}</small></a
    >
  </li>`;

/** Whom the phone writes to: with several, the choice of another. */
function bar({ number, lines }: Phone, line: Line, now: number): Html {
  const words = html`<b class="num">${spaced(line.own)}</b>`;
  if (lines.length === 1) return html`<p class="bar">${words}<small>to ${spaced(number)}</small></p>`;
  const elsewhere = lines.reduce((sum, other) => (other === line ? sum : sum + other.unread), 0);
  return html`<details class="bar">
    <summary>
      <span>${words} ${icon('down')}<span class="sr">: choose another number</span></span
      ><small>to ${spaced(number)} <span id="elsewhere" data-live>${unreadTag(elsewhere)}</span></small>
    </summary>
    <ul id="lines" data-live>
      ${lines.map((each) => choice(number, each, line, now))}
    </ul>
  </details>`;
}

const notice = (message: string, look: 'care' | 'cost'): Html =>
  html`<p id="notice-${look}" class="note ${look}" ${look === 'cost' ? raw('role="alert"') : ''}>
    ${icon('alert')}<span>${message}</span>
  </p>`;

/** The phone of a number: what arrived on the line, calls, and the forms to answer. */
export function phoneView({ phone, line, refusal, heard }: OpenPhone, now: number): Html {
  const { number, liveCalls } = phone;
  const base = pathOf(number, line.own);
  const nature = natureOf(number);
  const entries = thread(line, number, now);
  const to = `Reply as ${spaced(number)}`;
  return html`<section id="phone" class="card phone" aria-label="Phone of ${spaced(number)}">
    <div class="screen">
      ${bar(phone, line, now)}
      <div id="notices" class="notices" data-live="sent">
        ${nature !== undefined && notice(nature, 'care')}${refusal && notice(refusal.message, 'cost')}
      </div>
      <div id="calls" data-live>${liveCalls.map((call) => callView(base, call, heard(call.id), now))}</div>
      <div class="scroll" role="log" aria-label="Texts and calls" tabindex="0">
        <div id="thread" class="thread" data-live>
          ${entries.length > 0 ? entries : html`<p id="nothing" class="day">Nothing between these two numbers yet.</p>`}
        </div>
      </div>
      <form class="row find say" method="post" action="${base}/reply">
        <label class="sr" for="reply">Reply</label
        ><input
          type="text"
          id="reply"
          name="text"
          maxlength="${MAX_TEXT}"
          placeholder="${to}"
          autocomplete="off"
          value="${refusal?.typed ?? ''}"
        /><button class="btn main" id="send">${icon('send')}<span class="sr">Send reply</span></button
        ><span class="row tight"
          ><button class="btn slim" id="yes" name="quick" value="Yes">Yes</button
          ><button class="btn slim" id="stop" name="quick" value="STOP">STOP</button
          ><button class="btn slim" id="call" formaction="${base}/call">${icon('phone')}Call</button
          ><a class="btn slim" data-refresh href="${base}">${icon('refresh')}Refresh</a></span
        >
      </form>
    </div>
  </section>`;
}

/** The place of the phone while none is open. */
export const noPhone = (words: string): Html =>
  html`<section id="phone" class="card phone" aria-label="No phone is open">
    <div class="screen empty"><p class="soft">${words}</p></div>
  </section>`;
