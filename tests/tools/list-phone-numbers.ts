import { listPhoneNumbers } from '../../tools/phone-numbers/list-phone-numbers.ts';
import { ISO_TIME } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(listPhoneNumbers, {
  requests: ['GET /phone_numbers'],
  calls: {
    least: { args: {} },
    full: {
      args: {
        phone_number: '+1 312',
        status: 'active',
        number_type: 'toll_free',
        country_iso_alpha2: ['US', 'CA'],
        tag: 'a,b&c',
        connection_id: '1293384261075731499',
        customer_reference: 'ref=1',
        sort: 'purchased_at',
        page: 3,
        page_size: 1,
      },
    },
    'text that looks like a query': { args: { tag: '"]&page[size]=1000#%2e' }, answers: [{ data: [{ id: '1' }] }] },
    'a filter that finds nothing': {
      args: { status: 'active' },
      answers: [{ data: [] }, { data: [{ id: '1' }] }],
      requests: ['GET /phone_numbers', 'GET /phone_numbers'],
    },
  },
  refused: { 'a key of the query': { 'page[size]': 1000 }, 'a page too large': { page_size: 251 }, 'a wildcard': { phone_number: '*' } },
  needs: ['telnyx.read'],
  steps: [
    {
      after: ['create_number_order'],
      args: async ({ from, control }) => {
        await control('/clock', { advance_ms: 2_000 });
        return { phone_number: from('create_number_order', 'phone_numbers.0.phone_number') };
      },
      shows: { data: [{ status: 'active' }], total_results: 1 },
    },
    { what: 'for one to be called', args: { phone_number: '+13125550100' }, shows: { total_results: 1 } },
  ],
  proofs: {
    'GET /phone_numbers': async ({ client, holds, expect }) => {
      const page = await client.phoneNumbers.list({ filter: { status: 'active', country_iso_alpha2: 'US' }, sort: 'phone_number' });
      expect(page.meta.page_number).toBe(1);
      holds(page.data[0], {
        phone_number: '+12125550100',
        record_type: 'phone_number',
        phone_number_type: 'local',
        tags: [],
        purchased_at: ISO_TIME,
      });
    },
  },
});
