import { AsyncLocalStorage } from 'node:async_hooks';
import { app, type InvocationContext } from '@azure/functions';
import { createLogger, limitLines } from '../shared/log/index.ts';
import { compose } from './compose.ts';

/** The invocation that runs now, so that its lines are found under it in Application Insights. */
export const invocations = new AsyncLocalStorage<{ context: InvocationContext; done: boolean }>();

/** Ordinary use stays far below, in one instance; a flood of requests without a token does not. */
const LINES_PER_MINUTE = 120;

/** Lines written after the handler returned (from a streamed answer) may no longer go through the context: the console takes them. */
const everyLine = createLogger((level, line) => {
  const invocation = invocations.getStore();
  const sink = invocation && !invocation.done ? invocation.context : console;
  sink[level](line);
});

export const log = limitLines(everyLine, { perMinute: LINES_PER_MINUTE });

/** The app of this process. A configuration that cannot be used ends the load here, with every fault named. */
export const application = compose(process.env, log);

// The last spans, before the platform stops this process.
app.hook.appTerminate(() => application.telemetry.stop());
