/**
 * Registers the functions, which is all that the host waits for. The app behind them is loaded right after that, while the host goes on starting,
 * and never later than with the first request.
 */
import { app, type HttpMethod } from '@azure/functions';
import { getProgrammingModel } from '@azure/functions-core';
import { lazily } from '../shared/platform/index.ts';
import { answerEveryRequest } from './answered-invocations.ts';
import { FUNCTIONS, type FunctionName } from './function-names.ts';
import { log } from './log.ts';

app.setup({ enableHttpStream: true });

const load = lazily(() => import('./serve.ts'));

/** All that a fetch Request can have (Fetch standard, forbidden methods). To any other method the host answers 404. */
const METHODS: readonly HttpMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

for (const [name, route] of Object.entries(FUNCTIONS) as [FunctionName, string][]) {
  app.http(name, {
    route,
    methods: [...METHODS],
    // The handler itself checks tokens.
    authLevel: 'anonymous',
    handler: async (request, context) => (await load()).serve(name, request, context),
  });
}

// Hourly, but not on the hour.
app.timer('purge-grants', { schedule: '0 17 * * * *', handler: async (_timer, context) => (await load()).purge(context) });

app.hook.appTerminate(async () => (await load()).stop());

answerEveryRequest(getProgrammingModel());
// A request tries again, and is answered with 500 if that fails, too.
setImmediate(() => void load().catch((error: unknown) => log.error('start_failed', error)));
