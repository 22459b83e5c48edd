import type { CallEvent } from '../event/index.ts';
import type { CallOutcome } from './thread.ts';

/** These say for themselves what became of a call. TeXML's states are among them. */
const CERTAIN: ReadonlyMap<string, CallOutcome> = new Map<string, CallOutcome>([
  ['user_busy', 'busy'],
  ['busy', 'busy'],
  ['no_answer', 'no answer'],
  ['no-answer', 'no answer'],
  ['no_user_response', 'no answer'],
  ['timeout', 'no answer'],
  ['originator_cancel', 'cancelled'],
  ['canceled', 'cancelled'],
  ['cancelled', 'cancelled'],
  ['not_found', 'not in service'],
  ['unallocated_number', 'not in service'],
  ['invalid_number_format', 'not in service'],
]);

/** @see https://www.rfc-editor.org/rfc/rfc3261#section-21 and RFC 8197, RFC 8688 */
const BY_SIP: ReadonlyMap<string, CallOutcome> = new Map<string, CallOutcome>([
  ['200', 'answered'],
  ['404', 'not in service'],
  ['408', 'no answer'],
  ['410', 'not in service'],
  ['480', 'no answer'],
  ['484', 'not in service'],
  ['486', 'busy'],
  ['487', 'cancelled'],
  ['600', 'busy'],
  ['603', 'declined'],
  ['604', 'not in service'],
  ['607', 'declined'],
  ['608', 'declined'],
]);

/** These may mean several things, which a SIP code tells apart. */
const OTHERWISE: ReadonlyMap<string, CallOutcome> = new Map<string, CallOutcome>([
  ['call_rejected', 'declined'],
  ['normal_clearing', 'answered'],
  ['failed', 'failed'],
]);

const SIP_ERROR = /^[456]\d\d$/;

/** @param wasAnswered something was told that only happens in a call that somebody took */
export function outcomeOf({ cause, sip, source }: NonNullable<CallEvent['hangup']>, wasAnswered: boolean): CallOutcome {
  if (cause === 'time_limit') return 'time limit';
  if (wasAnswered) return 'answered';
  const certain = CERTAIN.get(cause ?? '') ?? BY_SIP.get(sip ?? '');
  if (certain !== undefined) return certain;
  // A network that rejects a call does so with a code of its own.
  if (SIP_ERROR.test(sip ?? '') && !(cause === 'call_rejected' && source === 'callee')) return 'failed';
  return OTHERWISE.get(cause ?? '') ?? 'unknown';
}

/** Names of events that only a call has which somebody took. */
const TALKED = /^(?:answered|bridged|speak|playback|dtmf|gather|ai_gather|machine|transcription|recording|conversation)\b/;

export const tellsOfTalk = ({ name }: CallEvent): boolean => TALKED.test(name.replaceAll('_', '.').replace(/^ai\./, 'ai_'));
