import { callStory, type CallStory } from '../story/index.ts';
import { KEY, PLACE_ID, type Store } from '../store/index.ts';

export type CallQuery = { readonly sessionId: string } | { readonly callControlId: string } | { readonly id: string };

/** A long call with its transcript. */
const MOST_EVENTS = 900;

/** Digests of the place where the events of a call lie; none where nothing was told of it. */
export async function placesOfCall(store: Store, query: CallQuery): Promise<readonly string[]> {
  if ('id' in query) return PLACE_ID.test(query.id) ? [query.id] : [];
  const sessionId = 'sessionId' in query ? query.sessionId : await store.sessionOf(query.callControlId);
  return sessionId === undefined ? [] : (await store.digests()).ofPlace({ kind: 'call', sessionId });
}

/** @see Inbox.call */
export async function readCall(store: Store, query: CallQuery): Promise<CallStory | undefined> {
  const places = await placesOfCall(store, query);
  const { events } = await store.newest(places.map(KEY.ofPlace), { limit: MOST_EVENTS });
  return events.length === 0 ? undefined : callStory(events);
}
