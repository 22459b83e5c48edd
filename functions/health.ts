import { json, withCors } from '../shared/http/index.ts';
import { application } from './application.ts';
import { route } from './route.ts';

/** Monitoring pages of listed origins may read it, the Azure portal's test form among them. */
const readable = (handler: () => Promise<Response>) => withCors(application.policy, 'GET, OPTIONS', handler);

route({
  name: 'health-live',
  route: 'health/live',
  methods: ['GET', 'OPTIONS'],
  handler: readable(() => Promise.resolve(json(200, { live: true }))),
});

route({
  name: 'health-ready',
  route: 'health/ready',
  methods: ['GET', 'OPTIONS'],
  handler: readable(async () => {
    const readiness = await application.readiness();
    return json(readiness.ready ? 200 : 503, readiness, readiness.ready ? {} : { 'retry-after': '10' });
  }),
});
