import { expect } from '@jest/globals';
import { given, holds, type Proofs } from './judge.ts';

export const account: Proofs = {
  'GET /balance': async ({ telnyx }) => {
    const { data } = await telnyx.balance.retrieve();
    const amount = expect.stringMatching(/^\d+\.\d{2,}$/);
    holds(data, { record_type: 'balance', currency: 'USD', balance: amount, credit_limit: amount, available_credit: amount });
  },
  'GET /detail_records': async ({ telnyx, advance }) => {
    const id = given((await telnyx.messages.send({ from: '+13125550100', to: '+13125550143', text: 'Hello' })).data?.id);
    await advance(2_000);
    const page = await telnyx.detailRecords.list({ filter: { record_type: 'messaging', date_range: 'today' }, sort: ['-created_at'] });
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
};
