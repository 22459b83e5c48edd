import type { InvocationContext } from '@azure/functions';
import { withApplication, type Application } from './application.ts';
import type { Calls } from './compose-calls.ts';
import { invocations, log } from './log.ts';

/** What is done every hour: the event that the log gets, with a count. */
const STEPS: readonly (readonly [event: string, step: (parts: Application & Calls) => Promise<number>])[] = [
  ['grants_purged', ({ grants, clock }) => grants.purge(Math.floor(clock() / 1000))],
  ['guard_purged', ({ guard, clock }) => guard.purge(clock())],
  ['audit_purged', ({ purgeAudit }) => purgeAudit()],
  ['inbox_purged', ({ inbox, clock }) => inbox.purge(clock())],
  ['webhook_keys_read', ({ inbox }) => inbox.refreshKeys()],
  ['opt_outs_read', ({ guard, clock }) => guard.refreshOptOuts(clock())],
];

const runSteps = async (application: Application): Promise<void> => {
  const parts = { ...application, ...(await application.calls()) };
  for (const [event, step] of STEPS) {
    try {
      log.info(event, { count: await step(parts) });
    } catch (error) {
      // The next hour tries again; the other steps do not need this one.
      log.error('purge_failed', error, { step: event });
    }
  }
};

/** Deletes grants whose tokens have all expired, what the guard need not remember, old entries of the audit, and old months of the inbox. */
export const purge = (context: InvocationContext): Promise<void> =>
  invocations.run({ context, done: false }, () => withApplication(runSteps, () => Promise.resolve()));
