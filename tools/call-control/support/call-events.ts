import { z } from 'zod';
import { field, pageOf, path, watch, type ToolContext } from '../../../shared/mcp/tool/index.ts';

/** What is asked of an event; most have a part of it. */
const ABOUT = {
  call_leg_id: field.text(),
  hangup_cause: field.text(),
  hangup_source: field.text(),
  sip_hangup_cause: field.text(),
  /** How speech ended. */
  status: field.text(),
  /** Whether a person or a machine answered. */
  result: field.text(),
};

/** Telnyx documents `metadata` as an open object that holds the event as webhooks get it. */
const WireEvent = z.object({
  name: field.text(),
  type: field.text(),
  call_leg_id: field.text(),
  payload: field.object(ABOUT),
  metadata: field.object({ ...ABOUT, payload: field.object(ABOUT), data: field.object({ payload: field.object(ABOUT) }) }),
});

/** An event of a call. */
export interface CallEvent extends Partial<z.output<z.ZodObject<typeof ABOUT>>> {
  /** Without `call.`: `speak.ended`. */
  readonly name: string;
}

/** The events of a call by their names. */
type CallEvents = ReadonlyMap<string, CallEvent>;

/** API version 1 writes call_answered and speak_ended. */
const plainName = (name: string) => name.replace(/^call[._]/, '').replaceAll('_', '.');

function readEvent({ name = '', payload, metadata, call_leg_id }: z.output<typeof WireEvent>): CallEvent {
  const about = payload ?? metadata?.payload ?? metadata?.data?.payload ?? metadata;
  return { ...about, name: plainName(name), call_leg_id: call_leg_id ?? about?.call_leg_id };
}

/** The largest page: recording and transcription make many events. */
const PAGE_SIZE = 250;
/** A look that takes longer counts as failed. */
const LONGEST_LOOK_MS = 3_000;

async function eventsOf({ telnyx }: ToolContext, leg: string): Promise<CallEvents> {
  const { data } = await telnyx.get(path`/call_events`, {
    query: { 'filter[leg_id]': leg, 'page[size]': PAGE_SIZE },
    answer: pageOf(WireEvent),
    withinMs: LONGEST_LOOK_MS,
  });
  // A filter that Telnyx ignored would let in the events of other calls.
  const own = data.filter(({ type }) => type !== 'command').map(readEvent);
  return new Map(own.filter(({ call_leg_id = leg }) => call_leg_id === leg).map((event) => [event.name, event]));
}

/**
 * Waits for one of these events of a call. Needs no webhook URL.
 *
 * @param leg the call_leg_id
 * @param until milliseconds since the epoch
 * @returns all events so far; undefined when the time is over
 */
export const watchEvents = (context: ToolContext, leg: string, until: number, names: readonly string[]): Promise<CallEvents | undefined> =>
  watch(context, { everyMs: 1_000, until, mostFailures: 2 }, async () => {
    const events = await eventsOf(context, leg);
    return names.some((name) => events.has(name)) ? events : undefined;
  });
