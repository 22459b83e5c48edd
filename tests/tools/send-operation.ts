import { sendOperation } from '../../tools/operations/send-operation.ts';
import { OURS } from './support/account.ts';
import { defineRecord } from './support/record.ts';

const text = { from: '+13125550001', to: '+13125550002', text: 'Hi' };

export const record = defineRecord(sendOperation, {
  requests: ['POST /messages'],
  answers: [{ data: { id: '40385f64-5717-4562-b3fc-2c963f66afa6' } }],
  answer: 'bare',
  calls: {
    least: { args: { operation_id: 'SendMessage', arguments: JSON.stringify(text) } },
    full: {
      args: {
        operation_id: 'SendMessage',
        arguments: { ...text, text: 'Café ☕ 👩‍👩‍👧\nline', media_urls: ['https://media.example.com/a%20b.png'], subject: 'Photo' },
        request_key: 'order-17',
      },
    },
  },
  refused: {
    'no operation': { operation_id: '' },
    'an operation that reads': { operation_id: 'GetMessage' },
    'no recipient': { arguments: { from: text.from, text: 'Hi' } },
    'an emergency number': { arguments: { ...text, to: '911' } },
    'a number that costs': { arguments: { ...text, to: '+19005550123' } },
    'a number that is another one': { arguments: { ...text, to: '+44 (0) 20 7946 0958' } },
    'an argument that it has not': { arguments: { ...text, body: 'Hi' } },
    'characters that nobody can see': { arguments: { ...text, text: 'pay \u202e$001' } },
  },
  passesOn: true,
  needs: ['telnyx.send'],
  alsoTaken: { arguments: (value) => (typeof value === 'object' ? JSON.stringify(value) : value) },
  steps: [
    {
      args: { operation_id: 'SendMessage', arguments: { from: OURS, to: '+13125550142', text: 'By operation' } },
      shows: { answer: { data: { text: 'By operation' } } },
    },
  ],
});
