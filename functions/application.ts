import { AsyncLocalStorage } from 'node:async_hooks';
import { app, type InvocationContext } from '@azure/functions';
import { createLogger, lacksOnlyRegistration, limitLines, type Fields } from '../shared/platform/index.ts';
import { compose } from './compose.ts';
import { reportOutage, type Outage } from './outage.ts';

interface Invocation {
  readonly context: InvocationContext;
  done: boolean;
  /** What the log line of its request says besides. */
  notes?: Fields;
}

/** The current invocation, so that Application Insights shows its log lines with it. */
export const invocations = new AsyncLocalStorage<Invocation>();

function noteRequest(fields: Fields): void {
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

export type Application = ReturnType<typeof compose>;

type Start = { readonly application: Application } | { readonly outage: Outage };

/** Never throws: the host drops an app that throws while it loads, and answers 404 to everything. */
function start(): Start {
  try {
    return { application: compose(process.env, log, noteRequest) };
  } catch (error) {
    return { outage: reportOutage(error, log, lacksOnlyRegistration(process.env)) };
  }
}

const started = start();

/** Calls `use` with the app of this process, or `otherwise` with the reason why there is none. */
export const withApplication = <T>(use: (application: Application) => T, otherwise: (outage: Outage) => T): T =>
  'application' in started ? use(started.application) : otherwise(started.outage);

// Sends the last spans before the platform stops this process.
app.hook.appTerminate(() =>
  withApplication(
    ({ telemetry }) => telemetry.stop(),
    () => undefined,
  ),
);
