import {
  cutText,
  outcomeWords,
  stateWords,
  type CallItem,
  type Conversation,
  type Cost,
  type Media,
  type TextItem,
  type ThreadItem,
} from '../../../shared/mcp/tool/index.ts';
import { ago, dateOf, dayOf, minuteOf } from './times.ts';

/** What stands in a conversation, in one line. */
export interface Dated {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly messageId: string | undefined;
  readonly words: string;
}

/** Whatever starts a new line somewhere: nobody's text may begin a line of ours. */
const LINE_ENDS = /[\n\v\f\r\u0085\u2028\u2029]+/g;

/**
 * Words of somebody else, as they stand in a line: no line end and no quotation mark of ours is among them, so that they cannot go on as if we
 * had written it.
 *
 * @param most characters
 */
export function quoted(text: string, most: number): string {
  const line = text.trim().replace(LINE_ENDS, ' ⏎ ').replace(/[“”]/g, '"');
  return `“${line.length > most ? `${cutText(line, most)}…` : line}”`;
}

const LONGEST_NAME = 60;

/** A number, a status or a name that somebody else wrote, without quotation marks around it. */
export const plain = (text: string): string => cutText(text.replace(/[\s\u0085[\]“”]+/g, ' ').trim(), LONGEST_NAME);

const LONGEST_ANSWER = 30_000;
const LONGEST_TEXT = 2_000;
const SHORTEST_TEXT = 160;

/** @returns how many characters of each text fit, where an answer has so many lines */
export const roomFor = (lines: number): number =>
  Math.max(SHORTEST_TEXT, Math.min(LONGEST_TEXT, Math.floor(LONGEST_ANSWER / Math.max(lines, 1))));

/** Each line with its time; the first of a day with the date, too. */
export function withTimes(lines: readonly Dated[]): string[] {
  let day = '';
  return lines.map(({ at, words }) => {
    const isSame = dayOf(at) === day;
    day = dayOf(at);
    return `${isSame ? '' : `${day} `}${minuteOf(at)}${isSame ? '' : 'Z'} ${words}`;
  });
}

/** Characters of a text in the list of conversations. */
const PREVIEW = 100;

/** `+13125550100 ↔ +13125550111 · 4 min ago · they: “Can you move it to 3pm?” · waits for you` */
export function conversationLine({ own, others, kind, sessionId, last, waitsForUs, optedOutAt }: Conversation, now: number): string {
  const ends = [plain(own ?? ''), others.map(plain).join(', ')].filter((end) => end !== '').join(' ↔ ');
  const parts = [
    kind === 'call' ? `call ${ends}` : ends,
    ago(last.at, now),
    wordsOf(last, others.length > 1, PREVIEW, false),
    kind === 'call' && last.kind !== 'call' && sessionId !== undefined ? callId(sessionId) : '',
    waitsForUs ? 'waits for you' : '',
    optedOutAt === undefined ? '' : 'they opted out (STOP)',
  ];
  return parts.filter((part) => part.trim() !== '').join(' · ');
}

/**
 * @param most characters of a text
 * @param withLinks media with their links
 */
export function wordsOf(item: ThreadItem, isGroup: boolean, most: number, withLinks: boolean): string {
  switch (item.kind) {
    case 'text':
      return textWords(item, isGroup, most, withLinks);
    case 'call':
      return callWords(item);
    case 'note':
      return item.text === '' ? plain(item.type) : `${plain(item.type)}: ${quoted(item.text, most)}`;
  }
}

function textWords(item: TextItem, isGroup: boolean, most: number, withLinks: boolean): string {
  const { from, writer, channel, subject, text, media, keyword, cut } = item;
  const who = from === 'us' ? 'we' : isGroup && writer !== undefined ? plain(writer) : 'they';
  const said = [
    channel === undefined || channel === 'SMS' || channel === 'MMS' ? '' : `(${plain(channel)})`,
    subject === undefined || subject === '' ? '' : `subject ${quoted(subject, most)}`,
    text === undefined || text === '' ? '' : quoted(text, most),
    ...media.map((one) => mediaWords(one, withLinks ? item : undefined)),
  ].filter((part) => part !== '');
  const tags = [
    from === 'us' ? `[${deliveryWords(item)}]` : '',
    keyword === undefined ? '' : `[${plain(keyword)}: Telnyx answered it]`,
    cut ? '[kept in part]' : '',
  ];
  return [`${who}:`, ...(said.length === 0 ? ['(no text)'] : said), ...tags].filter((part) => part !== '').join(' ');
}

/** Characters of why a message failed. */
const LONGEST_STATE = 200;

/** `delivered, $0.0051`, `failed: 40008 Undeliverable` */
export const deliveryWords = (item: TextItem): string =>
  [cutText(stateWords(item).replace(/[[\]“”]/g, ''), LONGEST_STATE), ...(item.cost === undefined ? [] : [costWords(item.cost)])].join(', ');

const CENTS = /^\d+(?:\.\d+)?$/;

/** `$0.0051`, or `0.0051 EUR` */
export const costWords = ({ amount, currency }: Cost): string =>
  currency === 'USD' && CENTS.test(amount) ? `$${amount}` : `${plain(amount)} ${plain(currency)}`;

/** Telnyx keeps what people send for so long. */
const MEDIA_MS = 30 * 86_400_000;

/**
 * `[photo.png image/png, link until 20 Dec: https://…]`
 *
 * @param sent who sent it and when; undefined: its link is left out
 */
export function mediaWords({ url, type }: Media, sent: Pick<TextItem, 'from' | 'at'> | undefined): string {
  const name = url === undefined || !URL.canParse(url) ? '' : (new URL(url).pathname.split('/').at(-1) ?? '');
  const what = [name, type].flatMap((part) => (part === undefined || part === '' ? [] : [plain(part)])).join(' ') || 'a file';
  if (sent === undefined || url === undefined) return `[${what}]`;
  return `[${what}, link${sent.from === 'them' ? ` until ${dateOf(sent.at + MEDIA_MS)}` : ''}: ${url.replace(/[\s[\]“”]/g, '')}]`;
}

export const callId = (sessionId: string): string => `[call_session_id ${plain(sessionId)}]`;

/** `they called: nobody answered [call_session_id …]` */
function callWords(call: CallItem): string {
  const { direction, sessionId } = call;
  const who = direction === 'incoming' ? 'they called' : direction === 'outgoing' ? 'we called' : 'call';
  return `${who}: ${call.outcome === 'answered' ? 'answered' : outcomeWords(call)}${sessionId === undefined ? '' : ` ${callId(sessionId)}`}`;
}
