import type { Call } from './call.ts';

const APPLICATION = '1293384261075731499';
const CALL_ID = 'v3:MdI91X4lWFEs7IgbBEOT9M4AigoY08M0WWZFISt1Yw2axZ_IiE4pqg';
const URL = 'https://hooks.example.com/calls?a=1&b=2';
const AUDIO = 'https://media.example.com/hold.mp3';

type Case = Omit<Call, 'tool' | 'requests'> & { readonly requests?: readonly string[] };

const of = (tool: string, request: string, calls: readonly Case[]): Call[] => calls.map((call) => ({ tool, requests: [request], ...call }));

/** A least, a full and a hostile call of a tool that sends a command to a call. */
const command = (tool: string, action: string, least: object, full: object): Call[] =>
  of(tool, `POST /calls/{call_control_id}/actions/${action}`, [
    { what: 'least', args: { call_control_id: CALL_ID, ...least } },
    { what: 'full', args: { call_control_id: CALL_ID, client_state: 'Table 5, ☕', ...least, ...full } },
    { what: 'an id that looks like a path', args: { call_control_id: '../x/a?b=c#d%2e', ...least } },
  ]);

const assistant = {
  id: 'assistant-123',
  greeting: 'Hello, how can I help?',
  instructions: 'Be brief.',
  dynamic_variables: { name: 'the caller' },
};

const recording = { record: 'record-from-answer', record_channels: 'single', record_format: 'wav' };
const events = { webhook_url: URL, webhook_url_method: 'POST' };
const dialling = {
  from_display_name: 'Acme 24',
  timeout_secs: 25,
  time_limit_secs: 14_400,
  answering_machine_detection: 'premium',
  ...recording,
};

const application = {
  active: true,
  webhook_event_failover_url: URL,
  webhook_api_version: '1',
  outbound: { outbound_voice_profile_id: APPLICATION, channel_limit: 10 },
};

const rare = {
  webhook_timeout_secs: 30,
  inbound: { channel_limit: 10, shaken_stir_enabled: true, sip_subdomain: 'example', sip_subdomain_receive_settings: 'from_anyone' },
  anchorsite_override: 'Amsterdam, Netherlands',
  dtmf_type: 'SIP INFO',
  first_command_timeout: true,
  first_command_timeout_secs: 10,
  call_cost_in_webhooks: true,
  redact_dtmf_debug_logging: true,
  tags: ['a', 'b'],
};

const PAIR = { application_name: 'call-router', webhook_event_url: URL };
const UPDATE = 'PATCH /call_control_applications/{id}';

/** Calls of the tools for calls and for the applications that they are made with. */
export const CALL_CONTROL_CALLS: readonly Call[] = [
  ...of('create_call', 'POST /calls', [
    { what: 'least', args: { connection_id: APPLICATION, from: '+13125550001', to: '+13125550002' } },
    {
      what: 'full',
      args: {
        connection_id: APPLICATION,
        from: '+1 (312) 555-0001',
        to: ['+13125550002', 'sip:desk@pbx.example.com;secure=srtp'],
        ...dialling,
        assistant,
        audio_url: AUDIO,
        send_digits_on_answer: 'wwww200',
        transcription: true,
        ...events,
        client_state: 'Table 5, ☕',
      },
    },
    {
      what: 'digits after the number, uploaded audio',
      args: { connection_id: APPLICATION, from: '+13125550001', to: ['+1 312 555 0002,w200#'], media_name: '../x & y' },
    },
  ]),
  ...command('answer_call', 'answer', {}, { assistant, ...recording, transcription: true, ...events }),
  ...command('hangup_call', 'hangup', {}, {}),
  ...command(
    'transfer_call',
    'transfer',
    { to: '+13125550003' },
    {
      to: 'sips:desk@pbx.example.com:5061',
      from: '+13125550001',
      ...dialling,
      audio_url: AUDIO,
      early_media: false,
      target_leg_client_state: 'B',
    },
  ),
  ...of('transfer_call', 'POST /calls/{call_control_id}/actions/transfer', [
    { what: 'uploaded audio', args: { call_control_id: CALL_ID, to: '+13125550003', media_name: '../x & y' } },
  ]),
  ...command(
    'speak_text',
    'speak',
    { payload: 'Your table is ready. ☕' },
    {
      voice: 'male',
      payload_type: 'text',
      service_level: 'basic',
      language: 'en-US',
      loop: 2,
      stop: 'current',
      target_legs: 'both',
    },
  ),
  ...of('speak_text', 'POST /calls/{call_control_id}/actions/speak', [
    {
      what: 'markup, without end',
      args: { call_control_id: CALL_ID, payload: '<speak>Hi</speak>', payload_type: 'ssml', language: 'de-DE', loop: 'infinity' },
    },
  ]),
  ...command(
    'start_playback',
    'playback_start',
    { audio_url: AUDIO },
    { audio_type: 'wav', loop: 'infinity', overlay: true, stop: 'all', target_legs: 'self', cache_audio: false },
  ),
  ...of('start_playback', 'POST /calls/{call_control_id}/actions/playback_start', [
    { what: 'uploaded audio, thrice', args: { call_control_id: CALL_ID, media_name: 'hold', loop: 3, target_legs: 'opposite' } },
  ]),
  ...command('stop_playback', 'playback_stop', {}, { stop: 'current', overlay: true }),
  ...command('send_dtmf', 'send_dtmf', { digits: '1' }, { digits: '1ww2#W*ABCD', duration_millis: 500 }),
  ...of('list_call_control_applications', 'GET /call_control_applications', [
    { what: 'least', args: {}, answers: [{ data: [] }] },
    {
      what: 'full',
      args: { name_contains: 'a&b=c', outbound_voice_profile_id: APPLICATION, sort: 'connection_name', page: 2, page_size: 250 },
      answers: [{ data: [] }],
    },
    { what: 'newest first', args: { sort: '-created_at' }, answers: [{ data: [] }], deviates: ['/query/sort'] },
  ]),
  ...of('create_call_control_application', 'POST /call_control_applications', [
    { what: 'least', args: PAIR },
    { what: 'full', args: { ...PAIR, ...application } },
    { what: 'an odd name', args: { ...PAIR, application_name: '"; DROP TABLE ☕' } },
  ]),
  ...of('update_call_control_application', UPDATE, [
    { what: 'least', args: { id: APPLICATION, ...PAIR } },
    { what: 'full', args: { id: APPLICATION, ...PAIR, ...application, ...rare } },
    { what: 'takes settings away', args: { id: APPLICATION, ...PAIR, remove: ['webhook_event_failover_url', 'webhook_timeout_secs'] } },
    {
      what: 'one of the pair',
      args: { id: APPLICATION, webhook_event_url: 'https://new.example.com/telnyx' },
      requests: ['GET /call_control_applications/{id}', UPDATE],
      answers: [{ data: PAIR }],
    },
  ]),
];
