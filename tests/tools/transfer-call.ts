import { transferCall } from '../../tools/call-control/transfer-call.ts';
import { answeredCall, OK } from './support/account.ts';
import { defineRecord } from './support/record.ts';

const CALL_ID = 'v3:MdI91X4lWFEs7IgbBEOT9M4AigoY08M0WWZFISt1Yw2axZ_IiE4pqg';

export const record = defineRecord(transferCall, {
  requests: ['POST /calls/{call_control_id}/actions/transfer'],
  calls: {
    least: { args: { call_control_id: CALL_ID, to: '+13125550003' } },
    full: {
      args: {
        call_control_id: CALL_ID,
        client_state: 'Table 5, ☕',
        to: 'sips:desk@pbx.example.com:5061',
        from: '+13125550001',
        from_display_name: 'Acme 24',
        timeout_secs: 25,
        time_limit_secs: 14_400,
        answering_machine_detection: 'premium',
        record: 'record-from-answer',
        record_channels: 'single',
        record_format: 'wav',
        audio_url: 'https://media.example.com/hold.mp3',
        early_media: false,
        target_leg_client_state: 'B',
      },
    },
    'an id that looks like a path': { args: { call_control_id: '../x/a?b=c#d%2e', to: '+13125550003' } },
    'uploaded audio': { args: { call_control_id: CALL_ID, to: '+13125550003', media_name: '../x & y' } },
  },
  refused: { 'a path': { call_control_id: '..' }, 'an emergency number': { to: '+911' } },
  needs: ['telnyx.send'],
  steps: [
    {
      after: ['stop_playback', 'send_dtmf'],
      args: ({ from }) => ({ call_control_id: from('create_call', 'call_control_id'), to: '+13125550143' }),
      shows: { result: 'ok' },
    },
  ],
  proofs: {
    'POST /calls/{call_control_id}/actions/transfer': async (sdk) => {
      const id = await answeredCall(sdk);
      sdk.expect(await sdk.client.calls.actions.transfer(id, { to: '+13125550143' })).toMatchObject(OK);
    },
  },
});
