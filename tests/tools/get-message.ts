import { getMessage } from '../../tools/messaging/get-message.ts';
import { sentMessage } from './support/account.ts';
import { given, ISO_TIME } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(getMessage, {
  requests: ['GET /messages/{id}'],
  answers: [{ data: { id: '4000eba1-a0c0-4563-9925-b25e842a7cb6' } }],
  calls: { least: { args: { message_id: '4000eba1-a0c0-4563-9925-b25e842a7cb6' } } },
  refused: {
    'a path': { message_id: '../balance' },
    'a path behind an id': { message_id: '4000eba1-a0c0-4563-9925-b25e842a7cb6/../../balance' },
  },
  needs: ['telnyx.read'],
  steps: [
    {
      after: ['send_message'],
      args: async ({ from, control }) => {
        await control('/clock', { advance_ms: 2_000 });
        return { message_id: from('send_message', 'id') };
      },
      shows: { to: [{ status: 'delivered' }], text: 'Your table is ready.' },
    },
    {
      what: 'one from a stranger',
      args: async ({ control }) => {
        const { id } = await control('/messages/inbound', { from: '+13125550142', to: '+13125550100', text: 'On my way' });
        return { message_id: id };
      },
      shows: { direction: 'inbound', text: 'On my way' },
    },
    {
      what: 'one that opts out',
      args: async ({ control }) => {
        const { id } = await control('/messages/inbound', { from: '+13125550143', to: '+13125550100', text: 'Stop' });
        return { message_id: id };
      },
      shows: (matchers) => ({ autoresponse_type: 'STOP', note: matchers.stringContaining('until they send START') as unknown }),
    },
  ],
  proofs: {
    'GET /messages/{id}': async (sdk) => {
      const id = given((await sentMessage(sdk)).data?.id);
      await sdk.advance(2_000);
      const { data } = await sdk.client.messages.retrieve(id);
      sdk.holds(data, { id, text: 'Hello', received_at: ISO_TIME });
      sdk.expect(data?.to).toMatchObject([{ status: 'delivered' }]);
    },
  },
});
