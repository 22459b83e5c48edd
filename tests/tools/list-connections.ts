import { listConnections } from '../../tools/connections/list-connections.ts';
import { HOOK, newApplication } from './support/account.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(listConnections, {
  requests: ['GET /connections'],
  answers: [{ data: [] }],
  calls: {
    least: { args: {} },
    full: {
      args: {
        name_contains: 'a&b=c',
        outbound_voice_profile_id: '1293384261075731499',
        fqdn: 'pbx.example.com',
        sort: 'active',
        page: 2,
        page_size: 250,
      },
    },
    'newest first': { args: { sort: '-created_at' }, deviates: ['/query/sort'] },
  },
  refused: { 'a page too large': { page_size: 251 }, 'a key of the query': { 'filter[fqdn]': 'x' } },
  needs: ['telnyx.read'],
  steps: [
    {
      after: ['create_call_control_application'],
      args: { name_contains: 'Journey' },
      shows: { data: [{ connection_name: 'Journey desk' }], total_results: 1 },
    },
  ],
  proofs: {
    'GET /connections': async (sdk) => {
      await newApplication(sdk, 'connection one');
      const page = await sdk.client.connections.list({ filter: { connection_name: { contains: 'connection one' } }, sort: 'created_at' });
      sdk.expect(page.meta).toMatchObject({ page_number: 1, total_pages: 1 });
      sdk.holds(page.data[0], {
        connection_name: 'connection one',
        record_type: 'call_control_application',
        webhook_event_url: HOOK,
        active: true,
      });
    },
  },
});
