import { app, type InvocationContext } from '@azure/functions';
import { invocations, log, withApplication, type Application } from './application.ts';

const purge = async ({ grants, clock }: Application): Promise<void> => {
  try {
    log.info('grants_purged', { count: await grants.purge(Math.floor(clock() / 1000)) });
  } catch (error) {
    // The next hour tries again.
    log.error('purge_failed', error);
  }
};

// Hourly, but not on the hour. Deletes grants whose tokens have all expired.
app.timer('purge-grants', {
  schedule: '0 17 * * * *',
  handler: (_timer, context: InvocationContext) =>
    invocations.run({ context, done: false }, () => withApplication(purge, () => Promise.resolve())),
});
