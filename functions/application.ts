import { lacksOnlyRegistration } from '../shared/platform/index.ts';
import { compose } from './compose.ts';
import { log, noteRequest } from './log.ts';
import { reportOutage, type Outage } from './outage.ts';

export type Application = ReturnType<typeof compose>;

type Start = { readonly application: Application } | { readonly outage: Outage };

/** Never throws: every route then says what is wrong. */
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
