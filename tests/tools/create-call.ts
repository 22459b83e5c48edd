import { createCall } from '../../tools/call-control/create-call.ts';
import { answeredCall, newApplication, OK } from './support/account.ts';
import { given } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

const CALL_ID = 'v3:MdI91X4lWFEs7IgbBEOT9M4AigoY08M0WWZFISt1Yw2axZ_IiE4pqg';
const LEG = '428c31b6-7af4-4bcb-b7f5-5013ef9657c1';

const event = (name: string, payload: object = {}) => ({
  ...{ record_type: 'call_event', call_leg_id: LEG, call_session_id: LEG, event_timestamp: '2026-01-31T12:00:00Z' },
  ...{ name, type: 'webhook', metadata: { event_type: name, payload } },
});

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
        request_key: 'table 5',
      },
    },
    'digits after the number, uploaded audio': {
      args: { connection_id: '1293384261075731499', from: '+13125550001', to: ['+1 312 555 0002,w200#'], media_name: '../x & y' },
    },
    'through the connection of its number': {
      args: { from: '+13125550001', to: '+13125550002' },
      requests: ['GET /phone_numbers', 'GET /call_control_applications/{id}', 'POST /calls'],
      answers: [
        { data: [{ phone_number: '+13125550001', connection_id: '1293384261075731499' }] },
        { data: { id: '1293384261075731499' } },
        { data: { call_control_id: CALL_ID } },
      ],
    },
    'says a text': {
      args: {
        connection_id: '1293384261075731499',
        from: '+13125550001',
        to: '+13125550002',
        say: 'We are closed today. ☕',
        voice: 'AWS.Polly.Joanna',
        language: 'en-US',
        timeout_secs: 5,
        answering_machine_detection: 'detect',
      },
      requests: [
        'POST /calls',
        'GET /call_events',
        'GET /call_events',
        'POST /calls/{call_control_id}/actions/speak',
        'GET /call_events',
        'POST /calls/{call_control_id}/actions/hangup',
      ],
      answers: [
        { data: { call_control_id: CALL_ID, call_leg_id: LEG } },
        { data: [event('call.answered')] },
        { data: [event('call.answered'), event('call.machine.detection.ended', { result: 'human' })] },
        OK,
        { data: [event('call.speak.ended', { status: 'completed' })] },
        OK,
      ],
    },
  },
  refused: {
    'an emergency number': { to: '911' },
    'an emergency number as SIP': { to: 'sip:9-1-1@pbx.example.com' },
    'events to the own network': { webhook_url: 'http://169.254.169.254/latest/meta-data/' },
  },
  needs: ['telnyx.send'],
  besides: [
    // Read first where its variables could become an emergency number.
    'GET /ai/assistants/{assistant_id}',
    'GET /phone_numbers',
    'GET /call_control_applications',
    'GET /call_control_applications/{id}',
    'GET /calls/{call_control_id}',
    'GET /call_events',
    'POST /calls/{call_control_id}/actions/speak',
    'POST /calls/{call_control_id}/actions/hangup',
  ],
  // Found through the account's numbers.
  notAsked: ['connection_id', 'from'],
  looksFirst: true,
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
    {
      what: 'says a text',
      args: { from: '+13125550100', to: '+13125550142', say: 'We are closed today.' },
      shows: { outcome: 'said' },
      says: 'It rings',
    },
  ],
  proofs: {
    'GET /call_events': async (sdk) => {
      const { data: call } = await sdk.client.calls.retrieveStatus(await answeredCall(sdk));
      const { data } = await sdk.client.callEvents.list({ filter: { leg_id: given(call?.call_leg_id), type: 'webhook' } });
      sdk.expect(data.map(({ name }) => name)).toEqual(['call.initiated', 'call.answered']);
    },
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
