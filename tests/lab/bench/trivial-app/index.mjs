/** The least that a Functions app can be: what the local host and the library cost by themselves. */
import { app } from '@azure/functions';

app.setup({ enableHttpStream: true });
app.http('mcp', { route: 'mcp/stream', methods: ['POST'], authLevel: 'anonymous', handler: async () => ({ jsonBody: {} }) });
app.http('webhook', {
  route: 'webhooks/telnyx',
  methods: ['POST'],
  authLevel: 'anonymous',
  handler: async (request) => {
    await request.arrayBuffer();
    return { jsonBody: { received: true } };
  },
});
