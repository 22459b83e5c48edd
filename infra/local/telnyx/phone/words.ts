import { html } from 'hono/html';
import type { Html } from './icons.ts';
import type { CallEntry, Line, TextEntry } from './lines.ts';
import { duration, excerpt } from './shown-text.ts';

/** Numbers with a nature of their own in the simulator, by their end. */
const ENDS = {
  '0199': 'Always fails: texts to it are not delivered.',
  '0198': 'Never answers by itself: a call to it rings out.',
  '0197': 'Its line is busy, unless somebody has its phone open.',
  '0196': 'Its calls are answered by a machine.',
} as const;

/** What is peculiar about a number; undefined for a usual one. */
export const natureOf = (number: string): string | undefined => Object.entries(ENDS).find(([end]) => number.endsWith(end))?.[1];

/** Whether no text arrives at it. */
export const alwaysFails = (number: string): boolean => number.endsWith('0199');

/** Causes of calls that nobody answered, as the person with the phone sees them. */
const UNANSWERED: Readonly<Record<string, { readonly placed: string; readonly got: string }>> = {
  call_rejected: { placed: 'They declined', got: 'You declined' },
  originator_cancel: { placed: 'You hung up before an answer', got: 'Missed call' },
  user_busy: { placed: 'Busy', got: 'Missed call' },
};

/** What became of a call, or how it stands. */
export function callWords({ mine, call }: CallEntry, now: number): string {
  const { answeredAt, endedAt, state, hangupCause = '' } = call;
  if (state === 'ringing') return mine ? 'Calling' : 'Rings now';
  if (answeredAt !== undefined) {
    const length = duration((endedAt === undefined ? now : Date.parse(endedAt)) - Date.parse(answeredAt));
    return state === 'ended' ? `${mine ? 'You called' : 'They called'}, ${length}` : `On the phone, ${length}`;
  }
  return UNANSWERED[hangupCause]?.[mine ? 'placed' : 'got'] ?? (mine ? 'No answer' : 'Missed call');
}

const lastWords = (entry: TextEntry | CallEntry, now: number): Html => {
  if (entry.kind === 'call') return html`${callWords(entry, now)}`;
  if (entry.state === 'failed') return html`Not delivered`;
  return html`${entry.mine ? 'You: ' : ''}${entry.text === '' ? 'Picture or file' : excerpt(entry.text)}`;
};

/** The last line of a line, for lists. */
export function lastOf({ entries }: Line, now: number): Html {
  const last = entries.at(-1);
  return last ? lastWords(last, now) : html`Nothing yet`;
}
