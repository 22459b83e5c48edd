import type { InboxEvent } from './event.ts';

/** Where an event is kept and found again. */
export type Place =
  /** The conversation of all who take part in it: one of our numbers and one person, or a group. Sorted: hangups do not say who called whom. */
  | { readonly kind: 'thread'; readonly parties: readonly string[] }
  | { readonly kind: 'call'; readonly sessionId: string }
  /** What has no other side: an order, a campaign, or else the name of the event. */
  | { readonly kind: 'topic'; readonly name: string };

/** The conversation of one of our numbers with somebody, whoever is named first. */
export const threadOf = (own: string, others: readonly string[]): Place => ({
  kind: 'thread',
  parties: [...new Set([own, ...others])].sort(),
});

/** Events of a call that its conversation shows, too. */
const IN_CONVERSATION: ReadonlySet<string> = new Set(['initiated', 'answered', 'hangup']);

/** @returns the place that the event belongs to, and after it those that also show it */
export function placesOf(event: InboxEvent): readonly [Place, ...Place[]] {
  const topic: Place = { kind: 'topic', name: event.type };
  switch (event.kind) {
    case 'message':
      return event.own !== undefined && event.others.length > 0 ? [threadOf(event.own, event.others)] : [topic];
    case 'call': {
      const { name, sessionId, from, to } = event;
      const thread = from !== undefined && to !== undefined && IN_CONVERSATION.has(name) ? [threadOf(from, [to])] : [];
      return sessionId === undefined ? [thread[0] ?? topic] : [{ kind: 'call', sessionId }, ...thread];
    }
    case 'other':
      return [event.topicId === undefined ? topic : { kind: 'topic', name: event.topicId }];
  }
}
