import type { CallEvent, InboxEvent } from '../event/index.ts';
import { callNote } from './call-note.ts';
import { callStory } from './call-story.ts';
import { isOfText, textItem } from './text-item.ts';
import type { CallItem, NoteItem, ThreadItem } from './thread.ts';
import { inOrder, isOf, joined, type Told } from './told.ts';

/** Events of which a call in a conversation is made. */
const OF_CALL: ReadonlySet<string> = new Set(['initiated', 'answered', 'hangup']);

const isOfCall = ({ name }: CallEvent): boolean => OF_CALL.has(name);

/**
 * What stands in a conversation, oldest first: each message and each call once, with all that its events tell. It is the same in whatever order
 * they came.
 */
export function threadItems(all: readonly Told[]): ThreadItem[] {
  const told = inOrder(all);
  const texts = told.filter(isOf('message')).filter(({ event }) => isOfText(event));
  const calls = told.filter(isOf('call')).filter(({ event }) => isOfCall(event));
  const others = told.filter(({ event }) => !(event.kind === 'message' && isOfText(event)) && !(event.kind === 'call' && isOfCall(event)));
  const items: ThreadItem[] = [
    ...joined(texts, ({ event }) => [event.messageId]).map(textItem),
    ...joined(calls, ({ event: { sessionId, legId, callControlId } }) => [
      sessionId && `s:${sessionId}`,
      legId && `l:${legId}`,
      callControlId && `c:${callControlId}`,
    ]).map(callItem),
    ...others.map(noteItem),
  ];
  return items.sort((a, b) => a.at - b.at);
}

function callItem(all: readonly [Told<CallEvent>, ...Told<CallEvent>[]]): CallItem {
  const { sessionId, from, to, direction, state, outcome } = callStory(all);
  return { kind: 'call', at: Math.min(...all.map(({ at }) => at)), sessionId, from, to, direction, state, outcome };
}

const noteItem = ({ event, at }: Told): NoteItem => ({ kind: 'note', at, type: event.type, text: textOf(event) });

function textOf(event: InboxEvent): string {
  switch (event.kind) {
    case 'message':
      return event.text ?? '';
    case 'call':
      return callNote(event);
    case 'other':
      return event.summary;
  }
}
