import { json } from '../shared/http/index.ts';
import { application } from './application.ts';
import { route } from './route.ts';

route({
  name: 'health-live',
  route: 'health/live',
  methods: ['GET'],
  handler: () => Promise.resolve(json(200, { live: true })),
});

route({
  name: 'health-ready',
  route: 'health/ready',
  methods: ['GET'],
  handler: async () => {
    const readiness = await application.readiness();
    return json(readiness.ready ? 200 : 503, readiness, readiness.ready ? {} : { 'retry-after': '10' });
  },
});
