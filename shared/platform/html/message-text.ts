import { html } from 'hono/html';
import { codePointName, textParts } from '../text/index.ts';
import { groupedNumber } from './addresses.ts';
import type { Html } from './page.ts';

/** Ends of host names that phones make a link of without a scheme. With a path, any name is one. */
const COMMON_ENDS = new Set([
  'app',
  'biz',
  'co',
  'com',
  'dev',
  'gg',
  'info',
  'io',
  'link',
  'ly',
  'me',
  'net',
  'online',
  'org',
  'shop',
  'site',
  'to',
  'xyz',
]);

const SCHEME = /^(?:https?:\/\/|www\.)./iu;
const LABEL = /^[\p{L}\p{N}-]+$/u;
const COUNTRY_END = /^\p{L}{2,}$/u;
/** Brackets and sentence marks around a link are not part of it. */
const BEFORE = /^[([{"'“„<]*/u;
const AFTER = '.,;:!?)]}"\'”“>';

/** Whether phones would make a link of it. */
function isLink(word: string): boolean {
  if (SCHEME.test(word)) return true;
  const end = word.search(/[/?#:]/);
  const labels = (end < 0 ? word : word.slice(0, end)).split('.');
  const last = labels.at(-1) ?? '';
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label)) || !COUNTRY_END.test(last)) return false;
  return COMMON_ENDS.has(last.toLowerCase()) || word.charAt(end) === '/';
}

/** @returns the link in a word, and what stands around it; undefined where there is none */
function linkIn(word: string): readonly [before: string, link: string, after: string] | undefined {
  const start = BEFORE.exec(word)?.[0].length ?? 0;
  let end = word.length;
  while (end > start && AFTER.includes(word.charAt(end - 1))) end -= 1;
  const link = word.slice(start, end);
  return isLink(link) ? [word.slice(0, start), link, word.slice(end)] : undefined;
}

const words = (text: string): string[] => text.split(/(\s+)/u);

/** Whether a text holds what phones make a link of. */
export const holdsLink = (text: string): boolean => words(text).some((word) => linkIn(word) !== undefined);

/** A text from outside, with each invisible character as its code. */
export const visibly = (text: string): Html =>
  html`${textParts(text).map((part) => (part.hidden ? html`<b class="code">${codePointName(part.text)}</b>` : part.text))}`;

/** A number or name from outside, in groups that people can compare. */
export const numberOf = (address: string): Html => html`<span class="num">${visibly(groupedNumber(address))}</span>`;

/** The text of a message as it goes: links are underlined and lead nowhere, invisible characters are shown as codes. */
export const messageText = (text: string): Html =>
  html`${words(text).map((word) => {
    const [before, link, after] = linkIn(word) ?? [];
    if (link === undefined) return visibly(word);
    return html`${visibly(before ?? '')}<u>${visibly(link)}</u>${visibly(after ?? '')}`;
  })}`;

const EXCERPT = 80;

/** The beginning of a text, in one line. */
export function excerpt(text: string): Html {
  const line = Array.from(text.replace(/\s+/gu, ' ').trim());
  return visibly(line.length > EXCERPT ? `${line.slice(0, EXCERPT - 1).join('')}…` : line.join(''));
}
