import { buyOperation } from '../../tools/operations/buy-operation.ts';
import { defineRecord } from './support/record.ts';

const order = { phone_numbers: [{ phone_number: '+13125550107' }] };

export const record = defineRecord(buyOperation, {
  requests: ['POST /number_orders'],
  answers: [{ data: { id: '12ade33a-21c0-473b-b055-b3c836e1c292' } }],
  answer: 'bare',
  calls: {
    least: { args: { operation_id: 'CreateNumberOrder', arguments: JSON.stringify(order) } },
    full: {
      args: {
        operation_id: 'CreateNumberOrder',
        arguments: { ...order, connection_id: '1293384261075731499', customer_reference: 'Café ☕' },
        request_key: 'order-17',
      },
    },
  },
  refused: {
    'no operation': { operation_id: '' },
    'an operation that reads': { operation_id: 'GetNumberOrder' },
    'a number of another country than is written': { arguments: { phone_numbers: [{ phone_number: '312 555 0107' }] } },
    'an argument that it has not': { arguments: { ...order, count: 5 } },
  },
  passesOn: true,
  needs: ['telnyx.purchase'],
  alsoTaken: { arguments: (value) => (typeof value === 'object' ? JSON.stringify(value) : value) },
  steps: [
    {
      what: 'of a number that was found',
      after: ['list_available_phone_numbers', 'create_number_order'],
      args: ({ from }) => ({
        operation_id: 'CreateNumberOrder',
        arguments: { phone_numbers: [{ phone_number: from('list_available_phone_numbers', 'data.1.phone_number') }] },
      }),
      shows: { answer: { data: { status: 'pending' } } },
    },
  ],
});
