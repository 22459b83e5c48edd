import { listCallControlApplications } from '../../tools/call-control/list-call-control-applications.ts';
import { newApplication } from './support/account.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(listCallControlApplications, {
  requests: ['GET /call_control_applications'],
  answers: [{ data: [] }],
  calls: {
    least: { args: {} },
    full: {
      args: { name_contains: 'a&b=c', outbound_voice_profile_id: '1293384261075731499', sort: 'connection_name', page: 2, page_size: 250 },
    },
    'newest first': { args: { sort: '-created_at' }, deviates: ['/query/sort'] },
  },
  refused: { 'a page too large': { page_size: 251 }, 'an order of its own': { sort: 'id;drop' } },
  needs: ['telnyx.read'],
  steps: [
    {
      after: ['create_call_control_application'],
      args: { name_contains: 'Journey' },
      shows: { data: [{ application_name: 'Journey desk' }] },
    },
  ],
  proofs: {
    'GET /call_control_applications': async (sdk) => {
      for (const name of ['router a', 'router b', 'router c']) await newApplication(sdk, name);
      const names: (string | undefined)[] = [];
      const filter = { application_name: { contains: 'router' } };
      for await (const one of sdk.client.callControlApplications.list({ filter, 'page[size]': 2 })) names.push(one.application_name);
      sdk.expect(names.sort()).toEqual(['router a', 'router b', 'router c']);
    },
  },
});
