import { app, type InvocationContext } from '@azure/functions';
import { invocations, log, withApplication, type Application } from './application.ts';

/** What is done every hour: the event that the log gets, with a count. */
const STEPS: readonly (readonly [event: string, step: (application: Application) => Promise<number>])[] = [
  ['grants_purged', ({ grants, clock }) => grants.purge(Math.floor(clock() / 1000))],
  ['guard_purged', ({ guard, clock }) => guard.purge(clock())],
  ['audit_purged', ({ purgeAudit }) => purgeAudit()],
  ['inbox_purged', ({ inbox, clock }) => inbox.purge(clock())],
  ['webhook_keys_read', ({ inbox }) => inbox.refreshKeys()],
  ['opt_outs_read', ({ guard, clock }) => guard.refreshOptOuts(clock())],
];

const purge = async (application: Application): Promise<void> => {
  for (const [event, step] of STEPS) {
    try {
      log.info(event, { count: await step(application) });
    } catch (error) {
      // The next hour tries again; the other steps do not need this one.
      log.error('purge_failed', error, { step: event });
    }
  }
};

// Hourly, but not on the hour. Deletes grants whose tokens have all expired, what the guard need not remember, old entries of the audit, and old months of
// the inbox.
app.timer('purge-grants', {
  schedule: '0 17 * * * *',
  handler: (_timer, context: InvocationContext) =>
    invocations.run({ context, done: false }, () => withApplication(purge, () => Promise.resolve())),
});
