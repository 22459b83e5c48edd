import {
  aroundHost,
  countryName,
  excerpt,
  facts,
  groupedNumber,
  html,
  messageText,
  numberOf,
  smsParts,
  timeOf,
  visibly,
  type Html,
} from '../../platform/index.ts';
import type { Shown } from '../../guard/index.ts';
import { COPIED_TOKEN_CLIENT } from '../token/index.ts';
import { counted, dollars, firstCost } from './amounts.ts';
import { argumentLabel, argumentValue, pathLabel } from './argument-lines.ts';
import { clientHost, OPERATION, operationOf } from './words.ts';

type Recipient = Shown['recipients'][number];

const boldNumber = (address: string): Html => html`<b class="num">${visibly(groupedNumber(address))}</b>`;

const seconds = (ms: number): number => Math.floor(ms / 1000);

function recipientOf({ address, country, lastAt }: Recipient): Html {
  return html`${boldNumber(address)}${country !== undefined && html`<small>${countryName(country)}</small>`}<small
      >${lastAt === undefined ? 'Not reached before' : html`Last time ${timeOf(seconds(lastAt))}`}</small
    >`;
}

/** All that a person needs to know besides the words. */
export const questionFacts = (shown: Shown): Html =>
  facts([
    ...shown.recipients.map((recipient, index): readonly [string, Html] => [index === 0 ? 'To' : '', recipientOf(recipient)]),
    ['From', senderOf(shown)],
    ['When', whenOf(shown)],
    [
      shown.numbers.length === 1 ? 'Number' : 'Numbers',
      shown.numbers.length === 0 ? undefined : html`${shown.numbers.map((number) => html`<div>${boldNumber(number)}</div>`)}`,
    ],
    ...priceRows(shown),
    ['Media', shown.media.length === 0 ? undefined : html`${shown.media.map((address) => html`<small>${wholeAddress(address)}</small>`)}`],
    ...(shown.what === 'other' ? otherRows(shown) : []),
    ['Operation', operationRow(shown)],
    ['Asked by', askedBy(shown)],
  ]);

function senderOf({ what, sender }: Shown): Html | string | undefined {
  if (sender !== undefined) return boldNumber(sender);
  return what === 'text' || what === 'call' ? 'Chosen when it goes' : undefined;
}

/** In UTC, with the reader's own time where the script runs, and the time where the recipient is. */
function whenOf({ sendAt, recipients }: Shown): Html | undefined {
  if (sendAt === undefined) return undefined;
  const at = Date.parse(sendAt);
  if (Number.isNaN(at)) return visibly(sendAt);
  const zones = [...new Set(recipients.flatMap((recipient) => recipient.zones))];
  const [zone] = zones;
  const there = zones.length === 1 && zone !== undefined ? timeIn(zone, at) : undefined;
  const time = timeOf(seconds(at), { both: true });
  return html`${time}${there !== undefined && html`<small>There it is ${there}</small>`}`;
}

/** @returns `Fri 09:20 (America/Chicago)`; undefined for a zone that is none */
function timeIn(timeZone: string, at: number): string | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' });
    return `${format.format(at)} (${timeZone})`;
  } catch {
    return undefined;
  }
}

const UNKNOWN = 'Not known in advance';

function priceRows(shown: Shown): (readonly [string, Html | string | undefined])[] {
  const { what, price, risk } = shown;
  if (what === 'other' && price === undefined && risk !== 'purchase') return [];
  if (what !== 'order' && price === undefined) return [['Price', UNKNOWN]];
  const row = (cents: number | undefined) => (cents === undefined ? UNKNOWN : html`<span class="num">${dollars(cents)}</span>`);
  const total = firstCost(shown);
  return [
    ['Now', row(price?.upfront)],
    ['Each month', row(price?.monthly)],
    ['With the first month', total === undefined ? UNKNOWN : html`<b class="num">${dollars(total)}</b>`],
  ];
}

/** Whole, with the host in bold, and leading nowhere. */
function wholeAddress(address: string): Html {
  const [before, host, after] = aroundHost(address) ?? [];
  return host === undefined ? visibly(address) : html`${before}<b>${host}</b>${visibly(after ?? '')}`;
}

/** By the name that Telnyx's documents give it. */
function operationRow(shown: Shown): Html | undefined {
  const operation = operationOf(shown);
  return operation === undefined ? undefined : html`<code>${visibly(operation)}</code>`;
}

/** The other arguments, without what other rows and the words show. */
function otherRows(shown: Shown): (readonly [string, Html])[] {
  const { recipients, sender, numbers, words, media, others } = shown;
  const operation = operationOf(shown);
  const rows = new Set([...recipients.map(({ address }) => address), ...(sender === undefined ? [] : [sender]), ...numbers, ...media]);
  const said = new Set(words.map(({ name }) => name));
  // Typed tools name their arguments to people and words: those are not among the others.
  const aside = (path: string, value: unknown) =>
    operation !== undefined && (path === OPERATION || said.has(path) || (typeof value === 'string' && rows.has(value)));
  return others.flatMap(({ name, value }) => {
    const shownValue = argumentValue(name, value, aside);
    return shownValue === undefined ? [] : [[argumentLabel(name), shownValue] as const];
  });
}

const askedBy = (shown: Shown): Html | string => {
  const host = clientHost(shown);
  if (host !== undefined) return html`<b>${host}</b>`;
  return shown.clientId === COPIED_TOKEN_CLIENT ? 'Whoever holds a token that you copied' : 'A client whose name is not verified';
};

/** The other arguments of an action that has a layout of its own. */
export function moreArguments(shown: Shown): Html | undefined {
  const rows = shown.what === 'other' ? [] : otherRows(shown);
  if (rows.length === 0) return undefined;
  return html`<section>
    <details class="more">
      <summary>${counted(rows.length, 'more setting')}</summary>
      ${facts(rows)}
    </details>
  </section>`;
}

/** What people read or hear, as it goes. */
export const wordsSection = (shown: Pick<Shown, 'what' | 'words' | 'media'>, more = ''): Html | undefined =>
  shown.words.length === 0
    ? undefined
    : html`<section class="paper">
        <h2 class="sr">The words</h2>
        <div class="thread">
          ${shown.words.map(({ name, text }) => {
            const label = name === 'text' ? undefined : pathLabel(name);
            return html`${label !== undefined && html`<h3 class="small">${label}</h3>`}
              <p class="bub us" dir="auto">${messageText(text)}</p>
              <p class="meta">${sizeOf(shown, name, text)}${more}</p>`;
          })}
        </div>
      </section>`;

/** Media make one MMS of it, whatever its length. */
function sizeOf({ what, media }: Pick<Shown, 'what' | 'media'>, name: string, text: string): string {
  const { characters, parts } = smsParts(text);
  const length = counted(characters, 'character');
  return what === 'text' && name === 'text' && media.length === 0 ? `${length} · ${counted(parts, 'part')}` : length;
}

/** In short what was asked, for the pages afterwards. */
export function shortFacts(shown: Shown, more: readonly (readonly [string, Html | string | undefined])[]): Html {
  const [{ text } = { text: '' }] = shown.words;
  return facts([
    ['Action', shown.what === 'other' || operationOf(shown) !== undefined ? shown.title : undefined],
    [
      'To',
      shown.recipients.length === 0 ? undefined : html`${shown.recipients.map(({ address }) => html`<div>${numberOf(address)}</div>`)}`,
    ],
    [
      shown.numbers.length === 1 ? 'Number' : 'Numbers',
      shown.numbers.length === 0 ? undefined : html`${shown.numbers.map((number) => html`<div>${numberOf(number)}</div>`)}`,
    ],
    ['Words', text === '' ? undefined : excerpt(text)],
    ...more,
  ]);
}
