import type { CallEvent, Cost } from '../event/index.ts';
import { callNote } from './call-note.ts';
import { outcomeOf, tellsOfTalk } from './call-outcome.ts';
import { digitsOf } from './digits.ts';
import { sumOf } from './sum.ts';
import type { CallOutcome, CallStory } from './thread.ts';
import { firstOf, inOrder, isOf, joined, lastOf, timeOf, type Told } from './told.ts';

type ToldCall = Told<CallEvent>;

/** Presigned links work so long from the event on. Public ones work while the file exists. */
const LINK_MS = 600_000;

const LIFE: ReadonlySet<string> = new Set(['initiated', 'answered', 'hangup']);

/** They have a place of their own in the story. */
const SHOWN: ReadonlySet<string> = new Set([...LIFE, 'dtmf.received', 'recording.saved']);

/**
 * What became of a call. It is the same in whatever order its events came.
 *
 * @param all events of one call, of all its legs
 */
export function callStory(all: readonly Told[]): CallStory {
  const told = inOrder(all);
  const calls = told.filter(isOf('call'));
  const events = calls.map(({ event }) => event);
  const legs = legsOf(calls);
  const main = legs[0] ?? calls;
  const hangup = main.findLast(({ event }) => event.hangup !== undefined);
  const state = stateOf(legs, calls);
  const ended = state === 'ended';
  const ends = calls.flatMap((one) => (one.event.hangup ? [one.event.endedAt ?? timeOf(one)] : []));
  const endedAt = ended && ends.length > 0 ? Math.max(...ends) : undefined;
  const startedAt = startOf(main);
  const answer = main.find(({ event }) => event.name === 'answered');
  const answeredAt = answer === undefined ? undefined : timeOf(answer);
  const from = answeredAt ?? startedAt;
  const own = main.map(({ event }) => event);
  return {
    sessionId: firstOf(events, ({ sessionId }) => sessionId),
    callControlIds: [...new Set(events.flatMap(({ callControlId }) => callControlId ?? []))],
    direction: firstOf(own, ({ direction }) => direction),
    from: firstOf(own, (event) => event.from),
    to: firstOf(own, ({ to }) => to),
    state,
    outcome: outcomeIn(
      state,
      hangup?.event.hangup,
      main.some(({ event }) => tellsOfTalk(event)),
    ),
    startedAt,
    answeredAt,
    endedAt,
    seconds: endedAt === undefined || from === undefined ? undefined : Math.max(0, Math.round((endedAt - from) / 1000)),
    endedBy: ended ? hangup?.event.hangup?.source : undefined,
    cause: ended ? hangup?.event.hangup?.cause : undefined,
    sip: ended ? hangup?.event.hangup?.sip : undefined,
    answeredBy: lastOf(events, ({ answeredBy }) => answeredBy),
    digits: digitsOf(events),
    transcript: calls.flatMap(({ event: { said, at } }) =>
      said?.final === true ? [{ at, who: said.track === undefined ? undefined : SPEAKERS.get(said.track), text: said.text }] : [],
    ),
    recordings: recordingsOf(calls),
    cost: costOf(legs.length > 0 ? legs : [calls]),
    notes: told.flatMap(noteOf),
  };
}

/** `inbound` is what comes from the other end of the leg. */
const SPEAKERS: ReadonlyMap<string, 'us' | 'them'> = new Map([
  ['inbound', 'them'],
  ['outbound', 'us'],
]);

/** The legs, first the one that the call began with. */
function legsOf(calls: readonly ToldCall[]): readonly (readonly ToldCall[])[] {
  const legs = joined(calls, ({ event: { legId, callControlId } }) => [legId && `l:${legId}`, callControlId && `c:${callControlId}`]);
  return legs
    .map((leg) => ({ leg, lives: leg.some(({ event }) => LIFE.has(event.name)), start: startOf(leg) ?? Infinity }))
    .sort((a, b) => Number(b.lives) - Number(a.lives) || a.start - b.start || 0)
    .map(({ leg }) => leg);
}

function startOf(leg: readonly ToldCall[]): number | undefined {
  const starts = leg.flatMap((one) => one.event.startedAt ?? (one.event.name === 'initiated' ? timeOf(one) : []));
  return starts.length > 0 ? Math.min(...starts) : undefined;
}

/** A call goes on while one of its legs does. */
function stateOf(legs: readonly (readonly ToldCall[])[], calls: readonly ToldCall[]): CallStory['state'] {
  const known = legs.filter((leg) => isOver(leg) || leg.some(({ event }) => LIFE.has(event.name)));
  if (known.length > 0 && known.every(isOver)) return 'ended';
  // What a call has cost is told after its end.
  if (known.length === 0 && calls.some(({ event }) => event.name === 'cost')) return 'ended';
  return calls.some(({ event }) => tellsOfTalk(event)) ? 'answered' : 'ringing';
}

/** Speech that ends because of a hangup tells of it before the hangup itself does. */
const isOver = (leg: readonly ToldCall[]): boolean => leg.some(({ event }) => event.hangup !== undefined || event.status === 'call_hangup');

function outcomeIn(state: CallStory['state'], hangup: CallEvent['hangup'], wasAnswered: boolean): CallOutcome {
  if (state === 'ringing') return 'ringing';
  if (state === 'answered') return 'in progress';
  if (hangup !== undefined) return outcomeOf(hangup, wasAnswered);
  return wasAnswered ? 'answered' : 'unknown';
}

/** Each recording once, by its id; the link that works longer wins. */
function recordingsOf(calls: readonly ToldCall[]): CallStory['recordings'] {
  const known = new Map<string, CallStory['recordings'][number] & { readonly isPublic: boolean }>();
  for (const one of calls) {
    const { recording } = one.event;
    if (recording === undefined) continue;
    const { id, url, isPublic } = recording;
    const key = id ?? url ?? '';
    if (known.get(key)?.isPublic === true && !isPublic) continue;
    const worksUntil = url === undefined || isPublic ? undefined : timeOf(one) + LINK_MS;
    known.set(key, { id, url, worksUntil, isPublic });
  }
  return [...known.values()].map(({ isPublic, ...recording }) => recording);
}

/** Each leg has a cost of its own; where it is told twice, the last counts. */
const costOf = (legs: readonly (readonly ToldCall[])[]): Cost | undefined =>
  sumOf(legs.flatMap((leg) => lastOf(leg, ({ event }) => event.cost) ?? []));

function noteOf(one: Told): CallStory['notes'] {
  const { event } = one;
  const at = event.at;
  if (event.kind === 'message') return [{ at, text: event.text === undefined ? event.type : `${event.type}: ${event.text}` }];
  if (event.kind === 'other') return [{ at, text: event.summary === '' ? event.type : `${event.type}: ${event.summary}` }];
  const shown = SHOWN.has(event.name) || event.said !== undefined || event.answeredBy !== undefined;
  const note = shown ? event.detail : callNote(event);
  if (shown && note === undefined) return [];
  return [{ at, text: note ? `${event.name}: ${note}` : event.name }];
}
