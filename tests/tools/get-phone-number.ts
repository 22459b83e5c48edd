import { getPhoneNumber } from '../../tools/phone-numbers/get-phone-number.ts';
import { ourNumber, OURS } from './support/account.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(getPhoneNumber, {
  requests: ['GET /phone_numbers/{id}'],
  calls: {
    least: { args: { phone_number: '1293384261075731499' } },
    'by number': { args: { phone_number: '+19705555098' }, requests: ['GET /phone_numbers'] },
  },
  refused: {
    'a path': { phone_number: '1/../2' },
    'a query behind a number': { phone_number: '+19705555098&filter[tag]=a' },
    'a line break': { phone_number: '1\n' },
  },
  looksFirst: true,
  needs: ['telnyx.read'],
  // A number is found by the list, whose records are the same.
  besides: ['GET /phone_numbers'],
  steps: [
    {
      after: ['list_phone_numbers'],
      args: ({ from }) => ({ phone_number: from('list_phone_numbers', 'data.0.id') }),
      shows: { status: 'active' },
    },
    {
      what: 'by the number itself',
      after: ['list_phone_numbers'],
      args: ({ from }) => ({ phone_number: from('create_number_order', 'phone_numbers.0.phone_number') }),
      shows: { status: 'active' },
    },
  ],
  proofs: {
    'GET /phone_numbers/{id}': async (sdk) => {
      const { id } = await ourNumber(sdk);
      // Ids go beyond what a number in JSON can hold.
      sdk.expect(id).toMatch(/^\d{19}$/);
      sdk.holds((await sdk.client.phoneNumbers.retrieve(id)).data, { id, phone_number: OURS, status: 'active', country_iso_alpha2: 'US' });
    },
  },
});
