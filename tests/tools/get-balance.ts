import { getBalance } from '../../tools/account/get-balance.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(getBalance, {
  requests: ['GET /balance'],
  calls: { least: { args: {} } },
  refused: { 'an argument where there is none': { account_id: '1' } },
  needs: ['telnyx.read'],
  steps: [{ args: {}, shows: { currency: 'USD' } }],
  proofs: {
    'GET /balance': async ({ client, holds }) => {
      const { data } = await client.balance.retrieve();
      const amount = /^\d+\.\d{2,}$/;
      holds(data, { record_type: 'balance', currency: 'USD', balance: amount, credit_limit: amount, available_credit: amount });
    },
  },
});
