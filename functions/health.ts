import { json, withCors } from '../shared/platform/index.ts';
import type { Application } from './application.ts';
import { outageReadiness } from './outage.ts';
import { route, type Handler } from './route.ts';

/** Monitoring pages of listed origins may read it, the Azure portal's test form among them. */
const readable = ({ policy }: Application, handler: Handler) => withCors(policy, 'GET, OPTIONS', handler);

const live = () => Promise.resolve(json(200, { live: true }));

route({
  name: 'health-live',
  route: 'health/live',
  methods: ['GET', 'OPTIONS'],
  handler: (application) => readable(application, live),
  outage: live,
});

route({
  name: 'health-ready',
  route: 'health/ready',
  methods: ['GET', 'OPTIONS'],
  handler: (application) =>
    readable(application, async () => {
      const readiness = await application.readiness();
      return json(readiness.ready ? 200 : 503, readiness, readiness.ready ? {} : { 'retry-after': '10' });
    }),
  outage: (outage) => Promise.resolve(outageReadiness(outage)),
});
