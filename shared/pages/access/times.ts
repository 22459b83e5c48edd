import { html, type Html } from '../../platform/index.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** What ends sooner than this should be noticed. */
const SOON = 12 * HOUR;

const SHORT_DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

const count = (number: number, unit: string): string => `${number} ${unit}${number === 1 ? '' : 's'}`;

const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** A day alone, such as “24 Dec”. The script shows the reader’s own. */
const dayOf = (seconds: number): Html =>
  html`<time datetime="${isoOf(seconds)}" data-show="date">${SHORT_DAY.format(seconds * 1000)}</time>`;

/**
 * When something was used last, as words in the middle of a sentence. The exact time is its title.
 *
 * @param hour Unix seconds, rounded down to the hour: only the hour is kept. 0 is never
 * @param now Unix seconds.
 */
export function lastUsed(hour: number, now: number): Html | string {
  if (hour === 0) return 'not used yet';
  const hours = Math.floor((now - hour) / HOUR);
  if (hours < 1) return 'within the hour';
  const exact = `${isoOf(hour).slice(0, 16).replace('T', ' ')} UTC`;
  return hours < 24
    ? html`<span title="${exact}">${count(hours, 'hour')} ago</span>`
    : html`<span title="${exact}">${nearDay(hour, now)}</span>`;
}

/** Yesterday with the time, or the day. */
export function nearDay(seconds: number, now: number): Html {
  const daysAgo = Math.floor(now / DAY) - Math.floor(seconds / DAY);
  if (daysAgo > 1) return html`<time datetime="${isoOf(seconds)}" data-show="near">${SHORT_DAY.format(seconds * 1000)}</time>`;
  const words = `${daysAgo === 1 ? 'yesterday' : 'today'}, ${isoOf(seconds).slice(11, 16)} UTC`;
  return html`<time datetime="${isoOf(seconds)}" data-show="near">${words}</time>`;
}

/**
 * When something ends.
 *
 * @param now Unix seconds.
 */
export function endOf(expiresAt: number, now: number): Html | string {
  const left = expiresAt - now;
  if (left >= 2 * DAY) return html`Ends ${dayOf(expiresAt)}`;
  const words =
    left < HOUR ? `Ends in ${count(Math.max(1, Math.round(left / 60)), 'minute')}` : `Ends in ${count(Math.round(left / HOUR), 'hour')}`;
  return left < SOON ? html`<span class="hint care">${words}</span>` : words;
}
