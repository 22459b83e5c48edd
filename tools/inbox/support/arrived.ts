import { threadItems, type Arrived, type InboxEvent } from '../../../shared/mcp/tool/index.ts';
import { callId, costWords, deliveryWords, mediaWords, plain, quoted, type Dated } from './lines.ts';

type MessageEvent = Extract<InboxEvent, { kind: 'message' }>;
type CallEvent = Extract<InboxEvent, { kind: 'call' }>;

/**
 * What has just been told, as a line of its own that names both ends.
 *
 * @param most characters of a text
 */
export const arrivedLine = ({ event, at }: Arrived, most: number): Dated => ({
  at: event.at ?? at,
  messageId: undefined,
  words: wordsOfEvent(event, event.at ?? at, most),
});

function wordsOfEvent(event: InboxEvent, at: number, most: number): string {
  switch (event.kind) {
    case 'message':
      return event.direction === 'inbound' ? receivedWords(event, at, most) : sentWords(event, at);
    case 'call':
      return callWords(event, most);
    case 'other':
      return named(event.type, event.summary === '' ? undefined : quoted(event.summary, most));
  }
}

const named = (name: string, words: string | undefined) => (words === undefined || words === '' ? plain(name) : `${plain(name)}: ${words}`);

const between = (from: string | undefined, to: string | undefined) => `${plain(from ?? 'unknown')} → ${plain(to ?? 'unknown')}`;

/** `+13125550111 → +13125550100: “On my way”` */
function receivedWords({ from, own, text, subject, media, keyword, others }: MessageEvent, at: number, most: number): string {
  const said = [
    subject === undefined || subject === '' ? '' : `subject ${quoted(subject, most)}`,
    text === undefined || text === '' ? '' : quoted(text, most),
    ...media.map((one) => mediaWords(one, { from: 'them', at })),
    keyword === undefined ? '' : `[${plain(keyword)}: Telnyx answered it]`,
  ].filter((part) => part !== '');
  return `${between(from ?? others[0], own)}: ${said.length === 0 ? '(no text)' : said.join(' ')}`;
}

/** `message 4000eba1-… +13125550100 → +13125550111: delivered, $0.0051` */
function sentWords(event: MessageEvent, at: number): string {
  const { type, messageId, own, others } = event;
  const [item] = threadItems([{ event, at, cut: false }]);
  const how = item?.kind === 'text' ? deliveryWords(item) : plain(type);
  return `message${messageId === undefined ? '' : ` ${plain(messageId)}`} ${between(own, others.join(', '))}: ${how}`;
}

/** Telnyx's word as words: `delivery_failed`. */
export const spaced = (word: string): string => plain(word).replaceAll('_', ' ');

/** `call +13125550100 → +13125550111: ended, user busy (user_busy, SIP 486) [call_session_id …]` */
function callWords(event: CallEvent, most: number): string {
  const { from, to, sessionId } = event;
  const ends = from === undefined && to === undefined ? '' : ` ${between(from, to)}`;
  return `call${ends}: ${whatHappened(event, most)}${sessionId === undefined ? '' : ` ${callId(sessionId)}`}`;
}

function whatHappened(event: CallEvent, most: number): string {
  const { name, direction, callControlId, hangup, answeredBy, digits, said, recording, cost, status } = event;
  if (name === 'initiated' && direction === 'incoming') {
    return callControlId === undefined ? 'comes in' : `comes in: answer_call with call_control_id ${callControlId.replace(/\s/g, '')}`;
  }
  if (hangup !== undefined) return `ended${becauseOf(hangup)}`;
  if (answeredBy !== undefined) return `answered by ${spaced(answeredBy)}`;
  if (digits !== undefined) return `keys pressed: ${plain(digits)}`;
  if (said !== undefined) return `said: ${quoted(said.text, most)}`;
  if (recording !== undefined) return `recording ${plain(recording.id ?? 'saved')}`;
  if (cost !== undefined) return `cost ${costWords(cost)}`;
  return named(name, status === undefined ? undefined : spaced(status));
}

function becauseOf({ cause, source, sip }: NonNullable<CallEvent['hangup']>): string {
  const why = [
    source === undefined ? '' : `by ${plain(source)}`,
    cause === undefined ? '' : plain(cause),
    sip === undefined ? '' : `SIP ${plain(sip)}`,
  ];
  const told = why.filter((part) => part !== '').join(', ');
  return told === '' ? '' : ` (${told})`;
}
