import { app } from '@azure/functions';
import { application, invocations } from './application.ts';

// Hourly, off the full hour. Rows of which every token ended are of no use to anybody.
app.timer('purge-grants', {
  schedule: '0 17 * * * *',
  handler: (_timer, context) =>
    invocations.run({ context, done: false }, async () => {
      const { grants, log, clock } = application;
      try {
        log.info('grants_purged', { count: await grants.purge(Math.floor(clock() / 1000)) });
      } catch (error) {
        // The next hour tries again.
        log.error('purge_failed', error);
      }
    }),
});
