import { hangupCall } from '../../tools/call-control/hangup-call.ts';
import { answeredCall, OK } from './support/account.ts';
import { defineRecord } from './support/record.ts';

const CALL_ID = 'v3:MdI91X4lWFEs7IgbBEOT9M4AigoY08M0WWZFISt1Yw2axZ_IiE4pqg';

export const record = defineRecord(hangupCall, {
  requests: ['POST /calls/{call_control_id}/actions/hangup'],
  calls: {
    least: { args: { call_control_id: CALL_ID } },
    full: { args: { call_control_id: CALL_ID, client_state: 'Table 5, ☕' } },
    'an id that looks like a path': { args: { call_control_id: '../x/a?b=c#d%2e' } },
  },
  refused: { 'a path': { call_control_id: '..' }, 'a line break': { call_control_id: 'v3:a\r\nHost: b' } },
  needs: ['telnyx.write'],
  steps: [
    {
      after: ['transfer_call'],
      args: ({ from }) => ({ call_control_id: from('create_call', 'call_control_id') }),
      shows: { result: 'ok' },
    },
  ],
  proofs: {
    'POST /calls/{call_control_id}/actions/hangup': async (sdk) => {
      const id = await answeredCall(sdk);
      sdk.expect(await sdk.client.calls.actions.hangup(id, {})).toMatchObject(OK);
      const again = await sdk.client.calls.actions.hangup(id, {}).catch((error: unknown) => error);
      sdk.expect(again).toBeInstanceOf(sdk.Telnyx.UnprocessableEntityError);
      sdk.expect(again).toMatchObject({ error: { errors: [{ code: '90018' }] } });
    },
  },
});
