import { answerCall } from '../../tools/call-control/answer-call.ts';
import { newApplication, OK } from './support/account.ts';
import { given } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

const CALL_ID = 'v3:MdI91X4lWFEs7IgbBEOT9M4AigoY08M0WWZFISt1Yw2axZ_IiE4pqg';

export const record = defineRecord(answerCall, {
  requests: ['POST /calls/{call_control_id}/actions/answer'],
  calls: {
    least: { args: { call_control_id: CALL_ID } },
    full: {
      args: {
        call_control_id: CALL_ID,
        client_state: 'Table 5, ☕',
        assistant: {
          id: 'assistant-123',
          greeting: 'Hello, how can I help?',
          instructions: 'Be brief.',
          dynamic_variables: { name: 'the caller' },
        },
        record: 'record-from-answer',
        record_channels: 'single',
        record_format: 'wav',
        transcription: true,
        webhook_url: 'https://hooks.example.com/calls?a=1&b=2',
        webhook_url_method: 'POST',
      },
    },
    'an id that looks like a path': { args: { call_control_id: '../x/a?b=c#d%2e' } },
  },
  refused: { 'a path': { call_control_id: '..' }, 'events to the own network': { webhook_url: 'https://localhost/' } },
  needs: ['telnyx.write'],
  raised: {
    needs: ['telnyx.write', 'telnyx.send'],
    reaching: [{ assistant: { id: 'a', greeting: 'Hello, this is your bank' } }, { assistant: { id: 'a' } }],
    harmless: [{ record: 'record-from-answer', transcription: true }, { assistant: null }],
  },
  // Read first where its variables could become an emergency number.
  besides: ['GET /ai/assistants/{assistant_id}'],
  steps: [
    {
      after: ['list_webhook_deliveries'],
      args: ({ from }) => ({ call_control_id: from('list_webhook_deliveries', 'data.0.payload.call_control_id') }),
      shows: { result: 'ok' },
    },
  ],
  proofs: {
    'POST /calls/{call_control_id}/actions/answer': async (sdk) => {
      const { id } = await newApplication(sdk, 'answer');
      const number = given((await sdk.client.phoneNumbers.list({ filter: { phone_number: '13125550100' } })).data[0]);
      await sdk.client.phoneNumbers.update(number.id, { connection_id: given(id) });
      const { data } = (await sdk.control('/calls/inbound', { from: '+13125550142', to: '+13125550100' })) as {
        data: { call_control_id: string };
      };
      sdk.expect(await sdk.client.calls.actions.answer(data.call_control_id, {})).toMatchObject(OK);
    },
  },
});
