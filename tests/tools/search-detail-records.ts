import { searchDetailRecords } from '../../tools/account/search-detail-records.ts';
import { given } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(searchDetailRecords, {
  requests: ['GET /detail_records'],
  answers: [{ data: [{ uuid: '1' }] }],
  calls: {
    least: { args: { record_type: 'messaging' } },
    full: {
      args: {
        record_type: 'messaging',
        created_after: '2026-06-22',
        created_before: '2026-06-23T00:00:00+02:00',
        direction: 'inbound',
        status: 'delivered',
        from: '+13125550001',
        to: '+13125550002',
        filters: [
          { field: 'carrier', value: 'A&B, Inc.' },
          { field: 'cld', op: 'ends_with', value: '789' },
        ],
        sort: '-created_at',
        details: true,
        page: 2,
        page_size: 50,
      },
    },
    'a range that the text allows': {
      args: { record_type: 'sip-trunking', date_range: 'last_7_days' },
      deviates: ['/query/filter/date_range'],
    },
  },
  refused: { 'a key of the query': { filters: [{ field: 'cld]&page[size', value: '1000' }] }, 'a page too large': { page_size: 51 } },
  needs: ['telnyx.read'],
  steps: [
    {
      after: ['get_message'],
      args: { record_type: 'messaging', direction: 'outbound' },
      shows: { data: [{ cld: '+13125550142', status: 'delivered' }] },
    },
    {
      what: 'of the calls',
      after: ['hangup_call'],
      args: { record_type: 'call-control' },
      shows: (expect) => ({ data: expect.arrayContaining([expect.objectContaining({ cld: '+13125550142', status: 'completed' })]) }),
    },
  ],
  proofs: {
    'GET /detail_records': async ({ client, advance, expect }) => {
      const id = given((await client.messages.send({ from: '+13125550100', to: '+13125550143', text: 'Hello' })).data?.id);
      await advance(2_000);
      // Not today, which may end in between.
      const filter = { record_type: 'messaging', date_range: 'this_month' } as const;
      const page = await client.detailRecords.list({ filter, sort: ['-created_at'] });
      expect(page.meta.page_number).toBe(1);
      const record = given(page.data.find((one) => 'uuid' in one && one.uuid === id));
      expect(record).toMatchObject({
        record_type: 'message_detail_record',
        cli: '+13125550100',
        cld: '+13125550143',
        status: 'delivered',
        currency: 'USD',
      });
    },
  },
});
