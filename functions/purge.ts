import { app, type InvocationContext } from '@azure/functions';
import { invocations, log, withApplication, type Application } from './application.ts';

const purge = async ({ grants, guard, purgeAudit, clock }: Application): Promise<void> => {
  try {
    log.info('grants_purged', { count: await grants.purge(Math.floor(clock() / 1000)) });
    log.info('guard_purged', { count: await guard.purge(clock()) });
    log.info('audit_purged', { count: await purgeAudit() });
    log.info('opt_outs_read', { count: await guard.refreshOptOuts(clock()) });
  } catch (error) {
    // The next hour tries again.
    log.error('purge_failed', error);
  }
};

// Hourly, but not on the hour. Deletes grants whose tokens have all expired, what the guard need not remember, and old entries of the audit.
app.timer('purge-grants', {
  schedule: '0 17 * * * *',
  handler: (_timer, context: InvocationContext) =>
    invocations.run({ context, done: false }, () => withApplication(purge, () => Promise.resolve())),
});
