import { sendDtmf } from '../../tools/call-control/send-dtmf.ts';
import { answeredCall, OK } from './support/account.ts';
import { defineRecord } from './support/record.ts';

const CALL_ID = 'v3:MdI91X4lWFEs7IgbBEOT9M4AigoY08M0WWZFISt1Yw2axZ_IiE4pqg';

export const record = defineRecord(sendDtmf, {
  requests: ['POST /calls/{call_control_id}/actions/send_dtmf'],
  calls: {
    least: { args: { call_control_id: CALL_ID, digits: '1' } },
    full: { args: { call_control_id: CALL_ID, client_state: 'Table 5, ☕', digits: '1ww2#W*ABCD', duration_millis: 500 } },
    'an id that looks like a path': { args: { call_control_id: '../x/a?b=c#d%2e', digits: '1' } },
  },
  refused: { 'a path': { call_control_id: '..' }, letters: { digits: '1;drop' } },
  needs: ['telnyx.send'],
  steps: [
    {
      after: ['speak_text'],
      args: ({ from }) => ({ call_control_id: from('create_call', 'call_control_id'), digits: '1ww2#' }),
      shows: { result: 'ok' },
    },
  ],
  proofs: {
    'POST /calls/{call_control_id}/actions/send_dtmf': async (sdk) => {
      const id = await answeredCall(sdk);
      sdk.expect(await sdk.client.calls.actions.sendDtmf(id, { digits: '1ww2#', duration_millis: 250 })).toMatchObject(OK);
    },
  },
});
