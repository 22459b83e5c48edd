import { form } from '../webhooks/content.ts';
import type { CallLeg } from './call.ts';
import { iso } from './row.ts';
import { deliver } from './webhook-delivery.ts';

/** Where the states of a call of a TeXML application go, and which of them. */
export interface StatusCallback {
  readonly urls: readonly string[];
  readonly events: readonly string[];
}

/** How a call that nobody answered ended. */
const UNANSWERED: Readonly<Record<string, string>> = { user_busy: 'busy', timeout: 'no-answer', originator_cancel: 'canceled' };

/** The word and the number of a state in its callback. */
function stateOf({ answeredAt, hangupCause }: CallLeg, name: string): { status: string; event: string; sequence: number } | undefined {
  if (name === 'initiated') return { event: name, status: name, sequence: 0 };
  if (name === 'answered') return { event: name, status: 'in-progress', sequence: 2 };
  if (name !== 'hangup') return undefined;
  const status = answeredAt === undefined ? (UNANSWERED[hangupCause ?? ''] ?? 'failed') : 'completed';
  return { event: status, status, sequence: 3 };
}

/**
 * Sends the form that TeXML has in place of an event, to each URL of its own. Whoever asks for `completed` is told of every end.
 *
 * @param name the event without `call.`
 */
export function tellStatus(leg: CallLeg, { urls, events }: StatusCallback, name: string, at: number): void {
  const state = stateOf(leg, name);
  if (!state || !(events.includes(state.event) || (name === 'hangup' && events.includes('completed')))) return;
  const { account, application, from, to, startedAt } = leg.plan;
  const { answeredAt, endedAt, hangupCause, hangupSource } = leg;
  const fields = {
    ...{ AccountSid: account.organizationId, CallSid: leg.id, CallSidLegacy: leg.id, CallStatus: state.status },
    ...{ CallbackSource: 'call-progress-events', ConnectionId: application.connectionId, From: from, To: to },
    ...{ SequenceNumber: String(state.sequence), Timestamp: iso(at), CallInitiatedAt: iso(startedAt) },
    ...(endedAt !== undefined && {
      CallDuration: String(answeredAt === undefined ? 0 : Math.ceil((endedAt - answeredAt) / 1000)),
      ...{ CallLegId: leg.legId, CallSessionId: leg.sessionId, HangupCause: hangupCause ?? '', HangupSource: hangupSource ?? '' },
    }),
  };
  const { keys, courier } = account.webhooks;
  for (const url of urls)
    deliver(
      account,
      { product: 'voice', urls: [url] },
      { type: `texml.${state.event}`, payload: fields, at, write: form(fields, keys, courier.now) },
    );
}
