/** The least that a Functions app can be: what the local host and the library cost by themselves. */
import { app } from '@azure/functions';

app.setup({ enableHttpStream: true });
app.http('mcp', { route: 'mcp/stream', methods: ['POST'], authLevel: 'anonymous', handler: async () => ({ jsonBody: {} }) });

/** As the bare server does, answers a POST with what was PUT to the same address: the app's own answer, then without the app. */
const answers = new Map();
app.http('taught', {
  route: 'taught/{*path}',
  methods: ['PUT', 'POST'],
  authLevel: 'anonymous',
  handler: async (request) => {
    const text = await request.text();
    if (request.method === 'PUT') answers.set(request.url, text);
    return { body: request.method === 'PUT' ? '' : answers.get(request.url), headers: { 'content-type': 'application/json' } };
  },
});
app.http('webhook', {
  route: 'webhooks/telnyx',
  methods: ['POST'],
  authLevel: 'anonymous',
  handler: async (request) => {
    await request.arrayBuffer();
    return { jsonBody: { received: true } };
  },
});
