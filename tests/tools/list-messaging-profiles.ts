import { listMessagingProfiles } from '../../tools/messaging/list-messaging-profiles.ts';
import { newProfile } from './support/account.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(listMessagingProfiles, {
  requests: ['GET /messaging_profiles'],
  calls: {
    least: { args: {} },
    full: { args: { name_contains: 'o&p=s', name: 'ops', page: 2, page_size: 250 } },
    'text that looks like a query': { args: { name: '"]&page[size]=1000#%2e', page_size: 1 } },
  },
  refused: { 'an operator': { name: { contains: '' } }, 'a key of the query': { 'filter[name][eq]': 'x' } },
  needs: ['telnyx.read'],
  steps: [
    { after: ['create_messaging_profile'], args: { name_contains: 'Jour' }, shows: { data: [{ name: 'Journey' }], total_results: 1 } },
  ],
  proofs: {
    'GET /messaging_profiles': async (sdk) => {
      for (const name of ['list a', 'list b', 'list c']) await newProfile(sdk, name);
      const page = await sdk.client.messagingProfiles.list({ 'filter[name][contains]': 'list', 'page[size]': 2 });
      sdk.expect([page.data.length, page.meta, page.hasNextPage()]).toMatchObject([2, { page_number: 1, total_pages: 2 }, true]);
      const names: (string | undefined)[] = [];
      for await (const profile of sdk.client.messagingProfiles.list({ 'filter[name][contains]': 'list', 'page[size]': 2 }))
        names.push(profile.name);
      sdk.expect(names.sort()).toEqual(['list a', 'list b', 'list c']);
    },
  },
});
