import { AsyncLocalStorage } from 'node:async_hooks';
import type { InvocationContext } from '@azure/functions';
import { createLogger, limitLines, type Fields } from '../shared/platform/index.ts';

interface Invocation {
  readonly context: InvocationContext;
  done: boolean;
  /** What the log line of its request says besides. */
  notes?: Fields;
}

/** The current invocation, so that Application Insights shows its log lines with it. */
export const invocations = new AsyncLocalStorage<Invocation>();

/** Adds fields to the log line of the current request. */
export function noteRequest(fields: Fields): void {
  const invocation = invocations.getStore();
  if (invocation) invocation.notes = { ...invocation.notes, ...fields };
}

/** For each instance. Ordinary use stays far below; a flood of requests without a token does not. */
const LINES_PER_MINUTE = 120;

/** Lines written after the handler returned (while an answer is streamed) must not use the context: they go to the console. */
const everyLine = createLogger((level, line) => {
  const invocation = invocations.getStore();
  const sink = invocation && !invocation.done ? invocation.context : console;
  sink[level](line);
});

export const log = limitLines(everyLine, { perMinute: LINES_PER_MINUTE });
