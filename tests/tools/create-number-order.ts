import { createNumberOrder } from '../../tools/phone-numbers/create-number-order.ts';
import { numbersForSale } from './support/account.ts';
import { given, UUID } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

const SOME_UUID = '4000eba1-a0c0-4563-9925-b25e842a7cb6';

export const record = defineRecord(createNumberOrder, {
  requests: ['POST /number_orders'],
  calls: {
    least: { args: { phone_numbers: [{ phone_number: '+13125550107' }] } },
    'numbers instead of objects': { args: { phone_numbers: ['+1 312 555 0107', '+13125550108'] } },
    'one number': { args: { phone_numbers: '+13125550107' } },
    full: {
      args: {
        phone_numbers: [{ phone_number: '+1 312 555 0107' }, { phone_number: '+492111609539', requirement_group_id: SOME_UUID }],
        connection_id: '1293384261075731499',
        messaging_profile_id: SOME_UUID,
        billing_group_id: SOME_UUID,
        customer_reference: 'ref',
        request_key: 'two numbers',
      },
    },
  },
  refused: { nothing: { phone_numbers: [] }, 'an emergency number': { phone_numbers: [{ phone_number: '+112' }] } },
  needs: ['telnyx.purchase'],
  alsoTaken: {
    phone_numbers: (value) => {
      const list: unknown = typeof value === 'string' ? [value] : value;
      return Array.isArray(list) ? list.map((item: unknown) => (typeof item === 'string' ? { phone_number: item } : item)) : list;
    },
  },
  steps: [
    {
      after: ['list_available_phone_numbers', 'create_messaging_profile'],
      args: ({ from }) => ({
        phone_numbers: [{ phone_number: from('list_available_phone_numbers', 'data.0.phone_number') }],
        messaging_profile_id: from('create_messaging_profile', 'id'),
      }),
      shows: { status: 'pending', phone_numbers_count: 1 },
    },
  ],
  proofs: {
    'POST /number_orders': async (sdk) => {
      const phoneNumber = given((await numbersForSale(sdk))[0]?.phone_number);
      const { data } = await sdk.client.numberOrders.create({
        phone_numbers: [{ phone_number: phoneNumber }],
        customer_reference: 'order 1',
      });
      sdk.holds(data, { id: UUID, status: 'pending', phone_numbers_count: 1, customer_reference: 'order 1', record_type: 'number_order' });
      sdk.holds(data?.phone_numbers?.[0], { phone_number: phoneNumber, status: 'pending' });
      await sdk.advance(2_000);
      sdk.holds((await sdk.client.numberOrders.retrieve(given(data?.id))).data, { status: 'success' });
      const bought = await sdk.client.phoneNumbers.list({ filter: { phone_number: phoneNumber.slice(1) } });
      sdk.holds(bought.data[0], { phone_number: phoneNumber, status: 'active' });
    },
  },
});
