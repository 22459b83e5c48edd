import { createCall } from '../../tools/call-control/create-call.ts';
import { newApplication } from './support/account.ts';
import { given } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(createCall, {
  requests: ['POST /calls'],
  calls: {
    least: { args: { connection_id: '1293384261075731499', from: '+13125550001', to: '+13125550002' } },
    full: {
      args: {
        connection_id: '1293384261075731499',
        from: '+1 (312) 555-0001',
        to: ['+13125550002', 'sip:desk@pbx.example.com;secure=srtp'],
        from_display_name: 'Acme 24',
        timeout_secs: 25,
        time_limit_secs: 14_400,
        answering_machine_detection: 'premium',
        record: 'record-from-answer',
        record_channels: 'single',
        record_format: 'wav',
        assistant: {
          id: 'assistant-123',
          greeting: 'Hello, how can I help?',
          instructions: 'Be brief.',
          dynamic_variables: { name: 'the caller' },
        },
        audio_url: 'https://media.example.com/hold.mp3',
        send_digits_on_answer: 'wwww200',
        transcription: true,
        webhook_url: 'https://hooks.example.com/calls?a=1&b=2',
        webhook_url_method: 'POST',
        client_state: 'Table 5, ☕',
      },
    },
    'digits after the number, uploaded audio': {
      args: { connection_id: '1293384261075731499', from: '+13125550001', to: ['+1 312 555 0002,w200#'], media_name: '../x & y' },
    },
  },
  refused: {
    'an emergency number': { to: '911' },
    'an emergency number as SIP': { to: 'sip:9-1-1@pbx.example.com' },
    'events to the own network': { webhook_url: 'http://169.254.169.254/latest/meta-data/' },
  },
  needs: ['telnyx.send'],
  // Read first where its variables could become an emergency number.
  besides: ['GET /ai/assistants/{assistant_id}'],
  alsoTaken: { to: (value) => (typeof value === 'string' ? [value] : value) },
  steps: [
    {
      after: ['create_call_control_application'],
      args: ({ from }) => ({
        connection_id: from('create_call_control_application', 'id'),
        from: '+13125550100',
        to: '+13125550142',
        time_limit_secs: 120,
      }),
      shows: { is_alive: false },
    },
  ],
  proofs: {
    'POST /calls': async (sdk) => {
      const { id } = await newApplication(sdk, 'dial');
      const dialled = await sdk.client.calls.dial({
        connection_id: given(id),
        from: '+13125550100',
        to: '+13125550142',
        time_limit_secs: 60,
      });
      const text = /./;
      sdk.holds(dialled.data, { record_type: 'call', is_alive: false, call_control_id: text, call_leg_id: text, call_session_id: text });
    },
  },
});
