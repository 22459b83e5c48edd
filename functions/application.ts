import { AsyncLocalStorage } from 'node:async_hooks';
import { app, type InvocationContext } from '@azure/functions';
import { createLogger, limitLines } from '../shared/platform/index.ts';
import { compose } from './compose.ts';
import { reportOutage, type Outage } from './outage.ts';

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

export type Application = ReturnType<typeof compose>;

type Start = { readonly application: Application } | { readonly outage: Outage };

/** The host drops an app that throws while it is loaded, and answers 404 to everything: nothing may be thrown here. */
function start(): Start {
  try {
    return { application: compose(process.env, log) };
  } catch (error) {
    return { outage: reportOutage(error, log) };
  }
}

const started = start();

/** What `use` makes of the app of this process; what `otherwise` makes of the reason where there is no app. */
export const withApplication = <T>(use: (application: Application) => T, otherwise: (outage: Outage) => T): T =>
  'application' in started ? use(started.application) : otherwise(started.outage);

// The last spans, before the platform stops this process.
app.hook.appTerminate(() =>
  withApplication(
    ({ telemetry }) => telemetry.stop(),
    () => undefined,
  ),
);
