import { placesOf, type InboxEvent, type Place } from '../event/index.ts';
import type { Conversation, ConversationList } from '../inbox.ts';
import { threadItems, type ThreadItem } from '../story/index.ts';
import { KEY, type Digests, type Store, type StoredEvent } from '../store/index.ts';
import { readBefore } from './cursor.ts';
import { endsOf, optOutIn, optOutOf } from './thread.ts';

interface ListQuery {
  readonly own?: string | undefined;
  readonly limit: number;
  readonly before?: string | undefined;
}

const EVENTS_AT_ONCE = 400;
/** A list that finds few conversations among so many events goes on when asked for what is older. */
const MOST_EVENTS = 2_000;
const MOST_KEYWORDS = 500;
/** Among so many, by the time of their messages, is the last that happened in a conversation. */
const NEWEST = 12;
const AHEAD_MS = 3_600_000;
/** Calls of one conversation of which later events are looked for. */
const MOST_CALLS = 5;

interface Group {
  readonly place: Place;
  readonly events: StoredEvent[];
}

/** @see Inbox.list */
export async function readList(store: Store, { own, limit, before }: ListQuery): Promise<ConversationList> {
  const digests = await store.digests();
  const from = readBefore(before);
  const groups = new Map<string, Group>();
  let [at, more, looked] = [from, true, 0];
  while (more && groups.size <= limit && looked < MOST_EVENTS) {
    const page = await store.newest([KEY.ofFeed], { limit: EVENTS_AT_ONCE, before: at });
    for (const stored of page.events) if (own === undefined || isOf(stored.event, own)) addTo(groups, stored, digests);
    const end = page.events.at(-1)?.at;
    // Events of the same millisecond as the last one may be missed: so many at once that they are on two pages.
    [at, more, looked] = [end, page.more && end !== undefined, looked + page.events.length];
  }
  const whole = withCalls(groups);
  const shown = firstOf(whole, limit);
  const rest = whole.length > shown.length;
  const oldest = rest ? shown.at(-1)?.[1].events[0]?.at : at;
  const isNew = await Promise.all(
    shown.map(
      async ([, group]) =>
        from === undefined ||
        isNotShown(
          store,
          placesIn(group).flatMap((place) => digests.ofPlace(place)),
          { own, from },
        ),
    ),
  );
  const keywords = await store.newest([KEY.ofAllKeywords], { limit: MOST_KEYWORDS });
  const conversations = shown.filter((_one, index) => isNew[index]).map(([id, group]) => conversation(id, group, keywords.events));
  return {
    // Where so many have opted out that not all could be read, each is asked for.
    conversations: keywords.more
      ? await Promise.all(
          conversations.map(async (one) => ({
            ...one,
            optedOutAt: await optOutOf(store, digests, one, groups.get(one.id)?.events ?? []),
          })),
        )
      : conversations,
    before: (rest || more) && oldest !== undefined ? String(oldest) : undefined,
  };
}

/** Where an event is listed: a call in the conversation of its two ends, where they are known. */
export function listedAt(event: InboxEvent): Place {
  const places = placesOf(event);
  return places.find(({ kind }) => kind === 'thread') ?? places[0];
}

function addTo(groups: Map<string, Group>, stored: StoredEvent, digests: Digests): void {
  const place = listedAt(stored.event);
  const [id = ''] = digests.ofPlace(place);
  const group = groups.get(id);
  if (group) group.events.push(stored);
  else groups.set(id, { place, events: [stored] });
}

/** What is told of a call later, such as its cost or its words, belongs to the conversation in which the call is. Newest first. */
function withCalls(groups: ReadonlyMap<string, Group>): readonly (readonly [string, Group])[] {
  const threads = new Map<string, string>();
  for (const [id, { place, events }] of groups)
    if (place.kind === 'thread')
      for (const { event } of events) if (event.kind === 'call' && event.sessionId !== undefined) threads.set(event.sessionId, id);
  const whole = new Map<string, Group>();
  for (const [id, { place, events }] of groups) {
    const target = (place.kind === 'call' ? threads.get(place.sessionId) : undefined) ?? id;
    const into = whole.get(target);
    const all = [...(into?.events ?? []), ...events].sort((one, other) => other.at - one.at);
    whole.set(target, { place: groups.get(target)?.place ?? place, events: all });
  }
  return [...whole];
}

function isOf(event: InboxEvent, own: string): boolean {
  if (event.kind === 'message') return event.own === own;
  return event.kind === 'call' && (event.from === own || event.to === own);
}

/** Those of the same millisecond stay together, because the next page begins with what is older. */
function firstOf(groups: readonly (readonly [string, Group])[], limit: number): readonly (readonly [string, Group])[] {
  const newestOf = (index: number) => groups[index]?.[1].events[0]?.at;
  let end = limit;
  while (end < groups.length && newestOf(end) === newestOf(end - 1)) end++;
  return groups.slice(0, end);
}

/** Where the events of a conversation lie: what is told of a call later lies with the call alone. */
const placesIn = ({ place, events }: Group): readonly Place[] => [
  place,
  ...[...new Set(events.flatMap(({ event }) => (event.kind === 'call' ? (event.sessionId ?? []) : [])))]
    .slice(0, MOST_CALLS)
    .map((sessionId): Place => ({ kind: 'call', sessionId })),
];

/** Whether a conversation was on no page before: nothing of it is newer than where this page begins. */
async function isNotShown(
  store: Store,
  ids: readonly string[],
  { own, from }: { own: string | undefined; from: number },
): Promise<boolean> {
  const { events } = await store.newest(ids.map(KEY.ofPlace), { limit: NEWEST });
  return events.every((stored) => (own !== undefined && !isOf(stored.event, own)) || happenedAt(stored) < from);
}

/** In its conversation a delivery lies where its message does, and in the list where it happened. A time that cannot be right does not count. */
const happenedAt = ({ event, at, arrivedAt }: StoredEvent): number =>
  event.at !== undefined && event.at <= arrivedAt + AHEAD_MS ? Math.max(at, event.at) : at;

function conversation(id: string, { place, events }: Group, keywords: readonly StoredEvent[]): Conversation {
  const ends = events.map(({ event }) => endsOf(event)).filter((each) => each !== undefined);
  const { own, others } = ends.find(({ isSure }) => isSure) ?? ends[0] ?? { own: undefined, others: [] };
  const items = threadItems(events);
  const last = items.at(-1) ?? { kind: 'note', at: events[0]?.at ?? 0, type: 'unnamed', text: '' };
  const [other, ...rest] = others;
  const theirs = keywords.filter(({ event }) => event.kind === 'message' && event.from === other);
  return {
    id,
    kind: place.kind,
    own,
    others,
    sessionId: place.kind === 'call' ? place.sessionId : undefined,
    last,
    waitsForUs: items.findLast(({ kind }) => kind !== 'note') !== undefined && waitsForUs(items),
    optedOutAt: rest.length === 0 && own !== undefined ? optOutIn(theirs, own, events) : undefined,
  };
}

/** They wrote last, or called in vain and nobody has written or called since. */
function waitsForUs(items: readonly ThreadItem[]): boolean {
  const last = items.findLast(({ kind }) => kind !== 'note');
  if (last?.kind === 'text') return last.from === 'them' && last.keyword === undefined;
  return last?.kind === 'call' && last.direction === 'incoming' && last.state === 'ended' && last.outcome !== 'answered';
}
