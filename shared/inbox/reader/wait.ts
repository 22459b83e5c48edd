import { setTimeout as pause } from 'node:timers/promises';
import { threadOf } from '../event/index.ts';
import type { Arrived, Waited, WaitPresence, WaitQuery } from '../inbox.ts';
import { KEY, type Store, type StoredEvent } from '../store/index.ts';
import { placesOfCall } from './call.ts';
import { OVERLAP_MS, readCursor, writeCursor } from './cursor.ts';
import { listedAt } from './list.ts';
import type { Seats } from './seats.ts';
import { isOfOtherEnd } from './thread.ts';
import { isWorthTelling, targetOf } from './worth-telling.ts';

interface Parts {
  readonly store: Store;
  readonly seats: Seats;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

const MOST_SECONDS = 50;
const EVERY_MS = 1_000;
const PROGRESS_EVERY_MS = 5_000;
const DAY_MS = 86_400_000;
/** What came late is looked for so far back: within one conversation or call, and among everything. */
const BACK_MS = { place: 8 * DAY_MS, everything: 2 * 3_600_000 } as const;
/** Whoever asks for everything again after a longer time misses what came before. */
const LONGEST_PAUSE_MS = DAY_MS;
/** Whoever wrote to us in so much time, unasked, may be waiting. */
const RECENT_MS = 10 * 60_000;
/** The newest events of a conversation or call, to see whether what is waited for has come already. */
const NEWEST = 60;

interface Progress {
  /** The newest arrival so far, by the clock of the table service. */
  at: number;
  /** Ids of events, with their arrival. */
  readonly known: Map<string, number>;
  /** When somebody last looked, as far as that is known; then this look has to reach back as far. */
  lookedAt: number;
}

/** @see Inbox.wait */
export async function waitFor({ store, seats, clock }: Parts, query: WaitQuery, presence: WaitPresence): Promise<Waited> {
  const startedAt = performance.now();
  const until = startedAt + Math.min(query.seconds, MOST_SECONDS) * 1_000;
  const leave = seats.take(presence.grantId);
  const waited = () => Math.round((performance.now() - startedAt) / 1_000);
  try {
    const cursor = query.after === undefined ? undefined : readCursor(query.after);
    const at = cursor?.at ?? clock();
    const state: Progress = { at, known: new Map(cursor?.known.map((id) => [id, at])), lookedAt: at };
    let found = cursor ? [] : await alreadyThere({ store, clock }, query, state);
    let toldAt = startedAt;
    for (;;) {
      if (found.length === 0) found = (await newArrivals(store, query, state, clock())).filter(({ event }) => isWorthTelling(event, query));
      const over = leave === undefined || presence.signal.aborted || performance.now() >= until;
      if (found.length > 0 || over) break;
      if (performance.now() - toldAt >= PROGRESS_EVERY_MS) {
        toldAt = performance.now();
        presence.progress(`Nothing yet (${waited()} s)`);
      }
      await pause(EVERY_MS, undefined, { signal: presence.signal }).catch(() => undefined);
    }
    const digests = await store.digests();
    const arrived = found
      .toSorted((one, other) => one.at - other.at)
      .map(({ event, arrivedAt }): Arrived => ({ event, at: arrivedAt, id: digests.ofPlace(listedAt(event))[0] ?? '' }));
    return { arrived, after: cursorOf(state), seconds: waited(), crowded: leave === undefined };
  } finally {
    leave?.();
  }
}

/** The newest of those that are looked at twice: what arrived before is not looked at any more. */
const cursorOf = ({ at, known }: Progress): string =>
  writeCursor({
    at,
    known: [...known]
      .filter(([, arrivedAt]) => arrivedAt >= at - OVERLAP_MS)
      .sort(([, one], [, other]) => other - one)
      .map(([id]) => id),
  });

/** Where to look. A call of which nothing was told yet may be told of at any moment. */
async function beginningsOf(store: Store, query: WaitQuery): Promise<{ beginnings: readonly string[]; backMs: number }> {
  const { own, peer, sessionId, callControlId } = query;
  const call = sessionId === undefined ? (callControlId === undefined ? undefined : { callControlId }) : { sessionId };
  const places = call
    ? await placesOfCall(store, call)
    : own !== undefined && peer !== undefined
      ? (await store.digests()).ofPlace(threadOf(own, [peer]))
      : [];
  if (places.length > 0) return { beginnings: places.map(KEY.ofPlace), backMs: BACK_MS.place };
  return { beginnings: [KEY.ofFeed], backMs: BACK_MS.everything };
}

/** What has arrived and was not looked at before. */
async function newArrivals(store: Store, query: WaitQuery, state: Progress, now: number): Promise<readonly StoredEvent[]> {
  const { beginnings, backMs } = await beginningsOf(store, query);
  const since = Math.max(now - LONGEST_PAUSE_MS, Math.min(now, state.lookedAt));
  const found = await store.arrived(beginnings, state.at - OVERLAP_MS, since - backMs);
  state.lookedAt = now;
  const fresh = found.filter(({ id }) => !state.known.has(id));
  remember(state, fresh);
  return fresh;
}

function remember(state: Progress, events: readonly StoredEvent[]): void {
  for (const { id, arrivedAt } of events.toSorted((one, other) => one.arrivedAt - other.arrivedAt)) {
    state.known.set(id, arrivedAt);
    state.at = Math.max(state.at, arrivedAt);
  }
}

/**
 * What came before somebody began to wait, and is what they wait for: an answer to our last message, the last state of this message, the end of
 * this call. Otherwise a model that comes a second late would wait for what is there.
 */
async function alreadyThere(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  query: WaitQuery,
  state: Progress,
): Promise<readonly StoredEvent[]> {
  if (query.types !== undefined) return [];
  const { beginnings } = await beginningsOf(store, query);
  if (beginnings[0] === KEY.ofFeed) return [];
  const { events: newest } = await store.newest(beginnings, { limit: NEWEST });
  remember(state, newest);
  const events = newest.filter(({ event }) => !isOfOtherEnd(event, query.own));
  const wanted = events.filter(({ event }) => isWorthTelling(event, query));
  return targetOf(query) === 'person' ? sinceOurs(events, wanted, clock() - RECENT_MS) : wanted;
}

/**
 * That a message failed counts for the last one alone: otherwise each wait would end at once with the same old failure.
 *
 * @param since where nothing was sent yet: what they wrote after it still waits for us
 */
function sinceOurs(events: readonly StoredEvent[], wanted: readonly StoredEvent[], since: number): readonly StoredEvent[] {
  const ours = events.find(({ event }) => event.kind === 'message' && event.direction === 'outbound');
  return ours === undefined
    ? wanted.filter(({ at }) => at > since)
    : wanted.filter(({ at, event }) => at > ours.at || (at === ours.at && event.kind === 'message' && event.direction === 'outbound'));
}
