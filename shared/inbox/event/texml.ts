import { callDirection, nameOfCall } from './call.ts';
import type { CallEvent } from './event.ts';
import { firstTime, member, partyOf, sentenceOf, textOf, wordOf } from './members.ts';

/** Whether a body holds the members of a TeXML callback, which comes as a form. */
export const isTexml = (body: unknown): boolean =>
  member(body, 'CallSid') !== undefined && member(body, 'data', 'event_type') === undefined;

/** What the states of a call tell. Each that ends it is a hangup. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['queued', 'call.initiated'],
  ['initiated', 'call.initiated'],
  ['ringing', 'call.initiated'],
  ['in-progress', 'call.answered'],
  ['answered', 'call.answered'],
  ['completed', 'call.hangup'],
  ['busy', 'call.hangup'],
  ['no-answer', 'call.hangup'],
  ['failed', 'call.hangup'],
  ['canceled', 'call.hangup'],
  ['cancelled', 'call.hangup'],
]);

/** @see https://developers.telnyx.com/api-reference/callbacks/texml-call-completed and its neighbours */
export function readTexml(body: unknown): CallEvent {
  const status = wordOf(member(body, 'CallStatus'))?.toLowerCase();
  const url = textOf(member(body, 'RecordingUrl'));
  const recordingId = wordOf(member(body, 'RecordingSid'));
  const answeredBy = wordOf(member(body, 'AnsweredBy'));
  const type = typeOf(status, { recorded: url !== undefined || recordingId !== undefined, detected: answeredBy !== undefined });
  const at = firstTime(body, 'Timestamp');
  const ended = type === 'call.hangup';
  return {
    kind: 'call',
    type,
    at,
    name: nameOfCall(type),
    callControlId: wordOf(member(body, 'CallSid')),
    legId: wordOf(member(body, 'CallLegId')),
    sessionId: wordOf(member(body, 'CallSessionId')),
    direction: callDirection(wordOf(member(body, 'Direction'))),
    from: partyOf(member(body, 'From')),
    to: partyOf(member(body, 'To')),
    startedAt: firstTime(body, 'CallInitiatedAt', 'StartTime'),
    endedAt: ended ? (firstTime(body, 'EndTime') ?? at) : undefined,
    hangup: ended
      ? {
          // A call that was never connected may have no cause beside its state.
          cause: wordOf(member(body, 'HangupCause')) ?? (status === 'completed' ? undefined : status),
          source: wordOf(member(body, 'HangupSource')),
          sip: wordOf(member(body, 'SipHangupCause', 'SipResponseCode')),
        }
      : undefined,
    answeredBy,
    digits: wordOf(member(body, 'Digits')),
    said: undefined,
    recording: url === undefined && recordingId === undefined ? undefined : { id: recordingId, url, isPublic: false },
    cost: undefined,
    conversationSeconds: undefined,
    status: undefined,
    detail: sentenceOf(member(body, 'ErrorMessage')),
  };
}

function typeOf(status: string | undefined, { recorded, detected }: { readonly recorded: boolean; readonly detected: boolean }): string {
  const known = status === undefined ? undefined : TYPES.get(status);
  // A recording may come while the call goes on, and names its state, too.
  if (recorded && known !== 'call.hangup') return 'call.recording.saved';
  if (known !== undefined) return known;
  if (status !== undefined) return `call.${status}`;
  return detected ? 'call.machine.detection.ended' : 'call.unnamed';
}
