import type { InboxEvent } from '../event/index.ts';
import { threadItems } from '../story/index.ts';
import type { WaitQuery } from '../inbox.ts';
import { isOfOtherEnd } from './thread.ts';

/** What a wait is about, from its arguments. */
export type Target = 'message' | 'call' | 'person' | 'everything';

export function targetOf({ messageId, callControlId, sessionId, own, peer }: WaitQuery): Target {
  if (messageId !== undefined) return 'message';
  if (callControlId !== undefined || sessionId !== undefined) return 'call';
  return own === undefined && peer === undefined ? 'everything' : 'person';
}

/** Events of calls that are worth telling by themselves: the others are steps. */
const ENDS_CALL: ReadonlySet<string> = new Set(['hangup']);

/**
 * Whether somebody who waits wants to hear of this: a reply, the last state of a message, the end of a call. `types` asks for other events.
 */
export function isWorthTelling(event: InboxEvent, query: WaitQuery): boolean {
  if (!isAbout(event, query)) return false;
  if (query.types !== undefined) return query.types.includes(event.type);
  const target = targetOf(query);
  if (event.kind === 'other') return true;
  if (event.kind === 'call') return ENDS_CALL.has(event.name) || (target !== 'call' && isIncoming(event));
  if (event.direction === 'inbound') return true;
  const [item] = threadItems([{ event, at: 0, cut: false }]);
  const state = item?.kind === 'text' ? item.state : undefined;
  if (state === undefined) return event.type !== 'message.sent';
  // Whoever waits for an answer need not hear that the message arrived; but where it did not, no answer comes.
  return target === 'person' ? state.stage === 'failed' : state.final;
}

const isIncoming = (event: InboxEvent) => event.kind === 'call' && event.name === 'initiated' && event.direction === 'incoming';

function isAbout(event: InboxEvent, { own, peer, messageId, callControlId, sessionId }: WaitQuery): boolean {
  if (messageId !== undefined && !(event.kind === 'message' && event.messageId === messageId)) return false;
  if (sessionId !== undefined && !(event.kind === 'call' && event.sessionId === sessionId)) return false;
  if (callControlId !== undefined && sessionId === undefined && !(event.kind === 'call' && event.callControlId === callControlId))
    return false;
  if (isOfOtherEnd(event, own)) return false;
  const ends = endsIn(event);
  return (own === undefined || ends.includes(own)) && (peer === undefined || ends.includes(peer));
}

function endsIn(event: InboxEvent): readonly (string | undefined)[] {
  if (event.kind === 'message') return [event.own, ...event.others];
  return event.kind === 'call' ? [event.from, event.to] : [];
}
