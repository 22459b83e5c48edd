import type { Journey, Step } from './step.ts';

const OURS = '+13125550100';
const THEIRS = '+13125550142';

const theApplication = ({ from }: Journey) => from('create_call_control_application', 'id');
const theCall = ({ from }: Journey) => from('create_call', 'call_control_id');

export const callControl: readonly Step[] = [
  {
    tool: 'create_call_control_application',
    args: {
      application_name: 'Journey desk',
      webhook_event_url: 'https://hooks.example.com/calls',
      outbound: { outbound_voice_profile_id: '1293384261075731499' },
    },
    shows: { application_name: 'Journey desk', webhook_api_version: '2', active: true },
  },
  {
    tool: 'update_call_control_application',
    args: (journey) => ({ id: theApplication(journey), first_command_timeout_secs: 20 }),
    shows: { application_name: 'Journey desk', first_command_timeout_secs: 20 },
  },
  { tool: 'list_call_control_applications', args: { name_contains: 'Journey' }, shows: { data: [{ application_name: 'Journey desk' }] } },
  {
    tool: 'list_connections',
    args: { name_contains: 'Journey' },
    shows: { data: [{ connection_name: 'Journey desk' }], total_results: 1 },
  },
  { tool: 'get_connection', args: (journey) => ({ id: theApplication(journey) }), shows: { connection_name: 'Journey desk' } },
  {
    tool: 'get_connection',
    what: 'with all its settings',
    args: (journey) => ({ id: theApplication(journey), connection_type: 'call_control_application' }),
    shows: { first_command_timeout_secs: 20 },
  },
  {
    tool: 'create_call',
    args: (journey) => ({ connection_id: theApplication(journey), from: OURS, to: THEIRS, time_limit_secs: 120 }),
    shows: { is_alive: false },
  },
  {
    tool: 'speak_text',
    args: async (journey) => {
      await journey.knob('/clock', { advance_ms: 15_000 });
      return { call_control_id: theCall(journey), payload: 'Your table is ready.' };
    },
    shows: { result: 'ok' },
  },
  {
    tool: 'start_playback',
    args: (journey) => ({ call_control_id: theCall(journey), audio_url: 'https://media.example.com/hold.mp3', loop: 'infinity' }),
    shows: { result: 'ok' },
  },
  { tool: 'stop_playback', args: (journey) => ({ call_control_id: theCall(journey) }), shows: { result: 'ok' } },
  { tool: 'send_dtmf', args: (journey) => ({ call_control_id: theCall(journey), digits: '1ww2#' }), shows: { result: 'ok' } },
  { tool: 'transfer_call', args: (journey) => ({ call_control_id: theCall(journey), to: '+13125550143' }), shows: { result: 'ok' } },
  { tool: 'hangup_call', args: (journey) => ({ call_control_id: theCall(journey) }), shows: { result: 'ok' } },
  { tool: 'list_phone_numbers', what: 'for one to be called', args: { phone_number: OURS }, shows: { total_results: 1 } },
  {
    tool: 'update_phone_number',
    what: 'so that it takes calls',
    args: (journey) => ({ id: journey.from('list_phone_numbers', 'data.0.id'), connection_id: theApplication(journey) }),
  },
  {
    tool: 'list_webhook_deliveries',
    what: 'for the incoming call',
    args: async ({ knob }) => {
      const { call_control_id } = await knob('/calls/inbound', { from: THEIRS, to: OURS });
      return { event_type: 'call.initiated', webhook_contains: call_control_id };
    },
    shows: { data: [{ webhook: { event_type: 'call.initiated', payload: { direction: 'incoming' } } }] },
  },
  {
    tool: 'answer_call',
    args: ({ from }) => ({ call_control_id: from('list_webhook_deliveries', 'data.0.webhook.payload.call_control_id') }),
    shows: { result: 'ok' },
  },
];
