import { threadOf, type InboxEvent } from '../event/index.ts';
import type { ThreadPage, ThreadQuery } from '../inbox.ts';
import { optedOutAt, threadItems, type ThreadItem } from '../story/index.ts';
import { KEY, PLACE_ID, type Digests, type Store, type StoredEvent } from '../store/index.ts';
import { readBefore } from './cursor.ts';

/** A message of ours has two or three events. */
const EVENTS_OF_ITEM = 3;
/** A message to a group has one for each of its recipients. */
const FEWEST_EVENTS = 60;
const MOST_EVENTS = 900;
const MOST_KEYWORDS = 20;

interface Ends {
  readonly own: string | undefined;
  readonly others: readonly string[];
}

/** @see Inbox.thread */
export async function readThread(store: Store, query: ThreadQuery): Promise<ThreadPage> {
  const digests = await store.digests();
  const { ids, ends } = await placeOf(store, digests, query);
  const before = readBefore(query.before);
  const limit = Math.min(Math.max(query.limit * EVENTS_OF_ITEM, FEWEST_EVENTS), MOST_EVENTS);
  const { events, more } = await store.newest(ids.map(KEY.ofPlace), { limit, before });
  const known = withEnds(ends, events);
  const whole = wholeItems(withoutCopies(events, known.own), more);
  const first = firstShown(whole, query.limit);
  const items = whole.slice(first);
  const [oldest] = items;
  return {
    id: ids[0] ?? '',
    ...known,
    items,
    before: oldest !== undefined && (more || first > 0) ? String(oldest.at) : undefined,
    optedOutAt: await optOutOf(store, digests, known, events),
  };
}

/**
 * Where two numbers of ours text each other, both are told of each message.
 *
 * @returns whether an event is what the other one was told
 */
export const isOfOtherEnd = (event: InboxEvent, own: string | undefined): boolean =>
  own !== undefined &&
  event.kind === 'message' &&
  event.own !== own &&
  (event.direction === 'outbound' ? event.from !== own : event.from === own);

/** Without what the other end was told, where our end was told the same. */
function withoutCopies(events: readonly StoredEvent[], own: string | undefined): readonly StoredEvent[] {
  const textOf = ({ event }: StoredEvent) => (event.kind === 'message' ? event.text : undefined);
  const ours = events.filter(({ event }) => event.kind === 'message' && !isOfOtherEnd(event, own));
  const texts = new Set(ours.map(textOf));
  return events.filter((one) => !isOfOtherEnd(one.event, own) || !texts.has(textOf(one)));
}

/** The last events may be cut off from others of the same message, which lie beside them. */
function wholeItems(events: readonly StoredEvent[], more: boolean): readonly ThreadItem[] {
  const items = threadItems(events);
  const end = events.at(-1)?.at;
  if (!more || end === undefined) return items;
  const whole = items.filter(({ at }) => at > end);
  return whole.length > 0 ? whole : items;
}

/** Items of the same millisecond stay together, because the next page begins with what is older. */
function firstShown(items: readonly ThreadItem[], limit: number): number {
  let first = Math.max(0, items.length - limit);
  while (first > 0 && items[first - 1]?.at === items[first]?.at) first--;
  return first;
}

async function placeOf(store: Store, digests: Digests, query: ThreadQuery): Promise<{ ids: readonly string[]; ends: Ends }> {
  if (!('id' in query)) {
    const { own, others } = query;
    return { ids: digests.ofPlace(threadOf(own, others)), ends: { own, others } };
  }
  const nobody: Ends = { own: undefined, others: [] };
  if (!PLACE_ID.test(query.id)) return { ids: [], ends: nobody };
  const { events } = await store.newest([KEY.ofPlace(query.id)], { limit: MOST_KEYWORDS });
  const ends = withEnds(nobody, events);
  // The rest of it may lie under other keys.
  const ids = ends.own === undefined || !query.id.startsWith('t') ? [query.id] : digests.ofPlace(threadOf(ends.own, ends.others));
  return { ids, ends };
}

/** Our end, where the question did not name it: messages and the beginnings of calls tell which it is. */
function withEnds(known: Ends, events: readonly StoredEvent[]): Ends {
  if (known.own !== undefined) return known;
  const ends = events.map(({ event }) => endsOf(event)).filter((each) => each !== undefined);
  return ends.find(({ isSure }) => isSure) ?? ends[0] ?? known;
}

/** @returns the two ends of what an event is about; of a hangup nobody knows which of them is ours */
export function endsOf(event: InboxEvent): (Ends & { readonly isSure: boolean }) | undefined {
  if (event.kind === 'message') return event.own === undefined ? undefined : { own: event.own, others: event.others, isSure: true };
  if (event.kind === 'other' || event.from === undefined || event.to === undefined) return undefined;
  const [own, other] = event.direction === 'incoming' ? [event.to, event.from] : [event.from, event.to];
  return { own, others: [other], isSure: event.direction !== undefined };
}

/** A group has no opt-out of its own. */
export async function optOutOf(
  store: Store,
  digests: Digests,
  { own, others: [other, ...rest] }: Ends,
  events: readonly StoredEvent[],
): Promise<number | undefined> {
  if (own === undefined || other === undefined || rest.length > 0) return undefined;
  const keywords = await store.newest(digests.ofPerson(other).map(KEY.ofKeywords), { limit: MOST_KEYWORDS });
  return optOutIn(keywords.events, own, events);
}

/**
 * @param keywords what a person said
 * @param events of their conversation with this number of ours, which tell its messaging profile: a STOP holds for all numbers of it
 */
export function optOutIn(keywords: readonly StoredEvent[], own: string, events: readonly StoredEvent[]): number | undefined {
  const profiles = new Set(events.map(({ event }) => (event.kind === 'message' && event.own === own ? event.profileId : undefined)));
  profiles.delete(undefined);
  return optedOutAt(keywords.filter(({ event }) => event.kind === 'message' && (event.own === own || profiles.has(event.profileId))));
}
