import { noteWords, type CallItem, type NoteItem, type TextItem, type ThreadItem } from '../../inbox/index.ts';
import { aroundHost, clockOf, html, icon, longDayOf, messageText, numberOf, raw, visibly, type Html } from '../../platform/index.ts';
import { hrefOfCall } from './places.ts';
import { callWords, elementId, filesWords, OUTCOME_TONES, textStateWords } from './words.ts';

const MINUTE = 60_000;

/** What was said and done, the oldest first, under its days. */
export const turnsOf = (items: readonly ThreadItem[]): Html =>
  html`${items.map((item, index) => {
    const [previous, next] = [items[index - 1], items[index + 1]];
    const sameDay = previous !== undefined && dayNumber(previous.at) === dayNumber(item.at);
    // One of the same time and kind is told apart by its place among them.
    const twins = items.slice(0, index).filter((each) => keyOf(each) === keyOf(item)).length;
    return html`<div class="turn" id="${elementId(keyOf(item), twins)}" data-new="${newsOf(item)}">
      <p class="day" ${sameDay ? raw('hidden') : ''}>${longDayOf(item.at)}</p>
      ${turn(item, next)}
    </div>`;
  })}`;

const dayNumber = (at: number): number => Math.floor(at / 86_400_000);

const keyOf = (item: ThreadItem): string => {
  const own = { text: () => (item as TextItem).messageId, call: () => (item as CallItem).sessionId, note: () => (item as NoteItem).type };
  const name = own[item.kind]();
  return `${item.kind} ${name ?? ''} ${item.kind === 'note' || name === undefined ? item.at : ''}`;
};

function newsOf(item: ThreadItem): string {
  if (item.kind === 'text') return item.from === 'them' ? 'A new text came' : 'A text was sent';
  return item.kind === 'call' ? 'A new call' : 'Something new came';
}

function turn(item: ThreadItem, next: ThreadItem | undefined): Html {
  if (item.kind === 'text') return textTurn(item, next);
  if (item.kind === 'call') return callTurn(item);
  return html`<p class="meta">${visibly(noteWords(item))} · ${clockOf(item.at)}</p>`;
}

function callTurn(item: CallItem): Html {
  const href = hrefOfCall(item.sessionId);
  const words = html`${icon('phone')}${callWords(item)}`;
  const tone = OUTCOME_TONES[item.outcome];
  return html`<p class="day">
    ${href === undefined ? html`<span class="tag ${tone}">${words}</span>` : html`<a class="tag ${tone}" href="${href}">${words}</a>`}
    ${clockOf(item.at)}
  </p>`;
}

function textTurn(item: TextItem, next: ThreadItem | undefined): Html {
  const side = item.from === 'us' ? `us${item.state?.stage === 'failed' ? ' fail' : ''}` : '';
  const who = html`<span class="sr">${item.from === 'us' ? 'We wrote:' : 'They wrote:'} </span>`;
  const subject = item.subject === undefined || item.subject === '' ? undefined : html`<b>${visibly(item.subject)}</b> `;
  const text = item.text ?? (item.media.length === 0 ? filesWords(0) : '');
  return html`${(text !== '' || subject) && html`<p class="bub ${side}" dir="auto">${who}${subject}${messageText(text)}</p>`}${item.media.map(
    (media) => html`<p class="bub ${side}">${who}${mediaPart(media)}</p>`,
  )}${continues(item, next) ? undefined : metaOf(item)}`;
}

/** Whether the next text says the same beneath it: several within a minute need one time. */
const continues = (item: TextItem, next: ThreadItem | undefined): boolean =>
  next?.kind === 'text' &&
  item.from === 'them' &&
  next.from === 'them' &&
  item.writer === next.writer &&
  item.keyword === undefined &&
  !item.cut &&
  Math.floor(item.at / MINUTE) === Math.floor(next.at / MINUTE);

function metaOf(item: TextItem): Html {
  const { writer, keyword, cut, at, channel } = item;
  const state = item.from === 'us' ? stateOf(item) : undefined;
  const more = [
    writer !== undefined && numberOf(writer),
    keyword !== undefined && html`Telnyx took it for ${visibly(keyword)} and answered`,
    cut && 'Too long: the rest was not kept',
    channel !== undefined && !['SMS', 'MMS'].includes(channel) && visibly(channel),
  ].filter((part) => part !== false);
  return html`<p class="meta">${state}${state && ' '}${more.map((part) => html`${part} · `)}${clockOf(at)}</p>`;
}

/** One tick is sent, two are delivered; the words say it. */
function stateOf(item: TextItem): Html {
  const words = visibly(textStateWords(item));
  switch (item.state?.stage) {
    case 'delivered':
    case 'read':
      return html`<span class="hint ok">${icon('ticks')}</span>${words}`;
    case 'failed':
      return html`<span class="hint cost">${icon('alert')}${words}</span>`;
    case 'sent':
      return html`${icon('check')} ${words}`;
    default:
      return html`${icon('clock')} ${words}`;
  }
}

/** A link that says where it leads. Strangers choose it: nothing of it is loaded here. */
function mediaPart({ url, type, size }: TextItem['media'][number]): Html {
  const kind = type?.startsWith('image/')
    ? 'Picture'
    : type?.startsWith('video/')
      ? 'Video'
      : type?.startsWith('audio/')
        ? 'Sound'
        : 'File';
  const what = html`${kind}${size !== undefined && ` (${sizeWords(size)})`}`;
  const [scheme, host] = url === undefined ? [] : (aroundHost(url) ?? []);
  if (url === undefined || scheme !== 'https://') return html`${what}, without a link`;
  return html`<a href="${url}" rel="noreferrer noopener" target="_blank">${what}</a> at ${host}`;
}

const sizeWords = (bytes: number): string => (bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`);
