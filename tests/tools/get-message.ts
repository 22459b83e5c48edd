import { getMessage } from '../../tools/messaging/get-message.ts';
import { sentMessage } from './support/account.ts';
import { given, ISO_TIME } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(getMessage, {
  requests: ['GET /messages/{id}'],
  calls: { least: { args: { id: '4000eba1-a0c0-4563-9925-b25e842a7cb6' } } },
  refused: { 'a path': { id: '../balance' }, 'a path behind an id': { id: '4000eba1-a0c0-4563-9925-b25e842a7cb6/../../balance' } },
  needs: ['telnyx.read'],
  steps: [
    {
      after: ['send_message'],
      args: async ({ from, control }) => {
        await control('/clock', { advance_ms: 2_000 });
        return { id: from('send_message', 'id') };
      },
      shows: { to: [{ status: 'delivered' }], text: 'Your table is ready.' },
    },
    {
      what: 'one from a stranger',
      args: async ({ control }) => {
        const { id } = await control('/messages/inbound', { from: '+13125550142', to: '+13125550100', text: 'On my way' });
        return { id };
      },
      shows: { direction: 'inbound', text: 'On my way' },
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
