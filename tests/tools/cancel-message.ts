import { cancelMessage } from '../../tools/messaging/cancel-message.ts';
import { OURS } from './support/account.ts';
import { given } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

const SOME_UUID = '4000eba1-a0c0-4563-9925-b25e842a7cb6';
const HOUR_MS = 3_600_000;

export const record = defineRecord(cancelMessage, {
  requests: ['DELETE /messages/{id}'],
  answers: [{ id: SOME_UUID }],
  answer: 'bare',
  calls: { least: { args: { message_id: SOME_UUID } } },
  refused: { 'a path': { message_id: '..' }, 'a path behind an id': { message_id: `${SOME_UUID}/../${SOME_UUID}` } },
  needs: ['telnyx.write'],
  steps: [
    {
      after: ['send_message, for tomorrow'],
      args: ({ from }) => ({ message_id: from('send_message, for tomorrow', 'id') }),
      shows: { to: [{ status: 'cancelled' }], text: 'See you soon.' },
    },
  ],
  proofs: {
    'DELETE /messages/{id}': async (sdk) => {
      const send_at = new Date(Date.now() + HOUR_MS).toISOString();
      const { data } = await sdk.client.messages.send({ from: OURS, to: '+13125550142', text: 'Later', send_at });
      const cancelled = await sdk.client.messages.cancelScheduled(given(data?.id));
      sdk.expect([cancelled.text, cancelled.to?.map(({ status }) => status)]).toEqual(['Later', ['cancelled']]);
      const again = await sdk.client.messages.cancelScheduled(given(data?.id)).catch((error: unknown) => error);
      sdk.expect(again).toBeInstanceOf(sdk.Telnyx.PermissionDeniedError);
    },
  },
});
