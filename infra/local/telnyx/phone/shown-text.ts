import { html } from 'hono/html';
import type { Html } from './icons.ts';

/** An emoji of several, joined; its choice between text and picture; a keycap. What makes them one is invisible, and stays. */
const EMOJI = '\\p{RGI_Emoji}';

/** Invisible characters, and those that turn the text around them; tab and line feed are shown as what they are. */
const HIDDEN =
  '[[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\p{Noncharacter_Code_Point}\\u2800\\u3164]--[\\t\\n]]';
const PIECE = new RegExp(`(${EMOJI})|(${HIDDEN})`, 'gv');

/** What phones make a link of: an address with a scheme, or a host with a common ending or a path. */
const LINK = /^(?:https?:\/\/|www\.)\S|^[\p{L}\p{N}.-]+\.(?:(?:com|org|net|io|co|me|app|dev|example)(?:$|[/?#:])|\p{L}{2,}\/)/iu;
const BEFORE = /^[([{"'“„<]*/u;
const AFTER = '.,;:!?)]}"\'”“>';

const codeOf = (character: string) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** A text from elsewhere, with each invisible character as its code. */
export function visibly(text: string): Html {
  const parts: (string | Html)[] = [];
  let seen = 0;
  for (const { 0: match, 2: hidden, index } of text.matchAll(PIECE)) {
    if (hidden === undefined) continue;
    parts.push(text.slice(seen, index), html`<b class="code">${codeOf(hidden)}</b>`);
    seen = index + match.length;
  }
  return html`${[...parts, text.slice(seen)]}`;
}

function word(text: string): Html {
  const start = BEFORE.exec(text)?.[0].length ?? 0;
  let end = text.length;
  while (end > start && AFTER.includes(text.charAt(end - 1))) end -= 1;
  const link = text.slice(start, end);
  return LINK.test(link) ? html`${visibly(text.slice(0, start))}<u>${visibly(link)}</u>${visibly(text.slice(end))}` : visibly(text);
}

/** The words of a text: links are underlined and lead nowhere. */
export const messageText = (text: string): Html => html`${text.replaceAll('\r\n', '\n').split(/(\s+)/u).map(word)}`;

const EXCERPT = 60;

/** The beginning of a text, in one line. */
export function excerpt(text: string): Html {
  const line = Array.from(text.replace(/\s+/gu, ' ').trim());
  return visibly(line.length > EXCERPT ? `${line.slice(0, EXCERPT - 1).join('')}…` : line.join(''));
}

/** A number as people write it: `+1 312 555 0142`. */
export const spaced = (phoneNumber: string): string => phoneNumber.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3');

const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });
const DAY_MS = 24 * 3600 * 1000;

/** In the zone of this machine, which is the reader's. @param at milliseconds since 1970 */
export const timeOf = (at: number): Html => html`<time datetime="${new Date(at).toISOString()}">${TIME.format(at)}</time>`;

/** "Today", "Yesterday" or the date. Both in milliseconds since 1970. */
export function dayOf(at: number, now: number): string {
  const day = DAY.format(at);
  if (day === DAY.format(now)) return 'Today';
  return day === DAY.format(now - DAY_MS) ? 'Yesterday' : day;
}

/** `1:05` for 65 000 ms. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
