import { lookupNumber } from '../../tools/phone-numbers/lookup-number.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(lookupNumber, {
  requests: ['GET /number_lookup/{phone_number}'],
  calls: {
    least: { args: { phone_number: '+13129457420' } },
    full: { args: { phone_number: '+1 (312) 945-7420', type: ['carrier'] } },
    'one type by its name': { args: { phone_number: '+13129457420', type: 'caller-name' } },
    'several types': { args: { phone_number: '+13129457420', type: ['carrier', 'caller-name'] } },
  },
  refused: { 'a path': { phone_number: '+13129457420/../../balance' }, 'an emergency number': { phone_number: '112' } },
  needs: ['telnyx.read'],
  alsoTaken: { type: (value) => (typeof value === 'string' ? [value] : value) },
  steps: [{ args: { phone_number: '+13129457420', type: ['carrier'] }, shows: { phone_number: '+13129457420', country_code: 'US' } }],
  proofs: {
    'GET /number_lookup/{phone_number}': async ({ client, holds, expect }) => {
      const { data } = await client.numberLookup.retrieve('+13129457420', { type: 'carrier' });
      holds(data, { phone_number: '+13129457420', country_code: 'US', record_type: 'number_lookup' });
      expect(data?.carrier?.type).toMatch(/^(mobile|fixed line|voip)$/);
      expect((await client.numberLookup.retrieve('+13129457420', { type: 'caller-name' })).data?.caller_name?.caller_name).toContain(
        '7420',
      );
    },
  },
});
