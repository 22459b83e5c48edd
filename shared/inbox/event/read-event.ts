import { readCall } from './call.ts';
import { envelopeOf, type Envelope } from './envelope.ts';
import { eventName } from './event-name.ts';
import type { InboxEvent } from './event.ts';
import { member } from './members.ts';
import { readMessage } from './message.ts';
import { readOther } from './other.ts';
import { isTexml, readTexml } from './texml.ts';

/**
 * Reads what Telnyx sent, item by item. Nothing is refused and nothing throws: what cannot be understood is kept under its name.
 *
 * @param body Any JSON value: version 2, version 1, the form of the event log; or the members of a TeXML form.
 */
export function readEvent(body: unknown): InboxEvent {
  if (isTexml(body)) return readTexml(body);
  const envelope = envelopeOf(body);
  const type = eventName(envelope);
  if (type.startsWith('message.')) return readMessage(type, envelope);
  return isOfCall(type, envelope) ? readCall(type, envelope) : readOther(type, envelope);
}

/** Conferences and streams have names of their own, and are about a call all the same. */
const isOfCall = (type: string, { payload }: Envelope): boolean =>
  type.startsWith('call.') || member(payload, 'call_control_id', 'call_session_id') !== undefined;
