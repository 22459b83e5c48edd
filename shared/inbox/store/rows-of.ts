import { placesOf, shortened, type InboxEvent } from '../event/index.ts';
import { KEY, type Digests } from './row-keys.ts';
import { MOST_SEALED } from './sealed-rows.ts';
import type { Content } from './stored-event.ts';
import { tableOf } from './months.ts';

/** One signed request of Telnyx. */
export interface Received {
  /** 16 hexadecimal digits, the same whenever the same event comes. */
  readonly id: string;
  readonly event: InboxEvent;
  /** What {@link event} was read from. */
  readonly body: unknown;
  /** When Telnyx sent it, in milliseconds since the epoch: signed, too. */
  readonly sentAt: number;
}

/** A row before it is sealed. `replaces`: another one may be there already. */
export interface UnsealedRow {
  readonly rowKey: string;
  /** Undefined for a row whose key says everything. */
  readonly content: Content | Readonly<Record<string, unknown>> | undefined;
  readonly replaces: boolean;
}

export interface RowsOfEvent {
  readonly table: string;
  /** The event says when it happened. */
  readonly isDated: boolean;
  /** The first of them tells whether the event is there. */
  readonly rows: readonly [UnsealedRow, ...UnsealedRow[]];
}

const DAY_MS = 86_400_000;
/** Text messages can be scheduled five days ahead, and their last state may come three days later. */
export const OLDEST_DAYS = 8;
const AHEAD_MS = 3_600_000;

/** Bytes of JSON. Compressed and sealed, JSON never grows by a thousandth. */
const LONGEST = MOST_SEALED - 8_192;
/** Of the row that lists show: a line or two of it. */
const LONGEST_IN_FEED = 2_048;

/** Events of a call that tell which session it belongs to. */
const TELLS_SESSION: ReadonlySet<string> = new Set(['initiated', 'answered', 'hangup']);

/**
 * @param days how many days back can be read
 */
export function rowsOf({ id, event, body, sentAt }: Received, digests: Digests, days: number): RowsOfEvent {
  const oldest = sentAt - Math.min(OLDEST_DAYS, days) * DAY_MS;
  const believable = (ms: number | undefined): number | undefined =>
    ms !== undefined && ms >= oldest && ms <= sentAt + AHEAD_MS ? ms : undefined;
  const told = believable(event.at);
  const at = told ?? sentAt;
  // Of a message and of a call within a conversation: the same for all its events, so that they lie side by side.
  const began = believable(beginningOf(event)) ?? at;
  const content = fitting(body, LONGEST);
  const inFeed = fitting(body, LONGEST_IN_FEED);
  const row = (rowKey: string, what: UnsealedRow['content']): UnsealedRow => ({ rowKey, content: what, replaces: false });
  const places = placesOf(event).flatMap((place) => {
    const [digest] = digests.ofPlace(place);
    return digest === undefined ? [] : [row(KEY.place(digest, place.kind === 'thread' ? began : at, id), content)];
  });
  return {
    table: tableOf(began),
    isDated: told !== undefined,
    rows: [
      // Whether a time can be believed depends on when the event is sent, which differs when it comes again.
      row(KEY.once(id), undefined),
      row(KEY.feed(at, id), inFeed),
      ...places,
      ...answerRows(event, at, id, digests).map((rowKey) => row(rowKey, inFeed)),
      ...callRow(event, digests),
    ],
  };
}

function beginningOf(event: InboxEvent): number | undefined {
  switch (event.kind) {
    case 'message':
      return event.standsAt;
    case 'call':
      return event.startedAt;
    case 'other':
      return undefined;
  }
}

function fitting(body: unknown, most: number): Content {
  const short = shortened(body, most);
  return short === body ? { body } : { body: short, cut: true };
}

/** What the guard asks for: whether and when a person answered, and their STOP and START. */
function answerRows(event: InboxEvent, at: number, id: string, digests: Digests): string[] {
  if (event.kind !== 'message' || event.direction !== 'inbound' || event.from === undefined) return [];
  const [person] = digests.ofPerson(event.from);
  if (person === undefined) return [];
  const keyword = event.keyword === 'STOP' || event.keyword === 'START';
  return [KEY.answer(person, at, id), ...(keyword ? [KEY.keyword(person, at, id), KEY.keywords(at, id)] : [])];
}

function callRow(event: InboxEvent, digests: Digests): UnsealedRow[] {
  if (event.kind !== 'call' || !TELLS_SESSION.has(event.name)) return [];
  const { callControlId, sessionId } = event;
  if (callControlId === undefined || sessionId === undefined) return [];
  return digests
    .ofCall(callControlId)
    .slice(0, 1)
    .map((call) => ({ rowKey: KEY.call(call), content: { sessionId }, replaces: true }));
}
