import type { Call } from './call.ts';

const UUID = '42b20469-1215-4a9a-8964-c36f66b406f4';
const NUMBER_ID = '1293384261075731499';
const URL = 'https://hooks.example.com/ai?a=1&b=2';
const ID = 'assistant-a80a9d4a-0000-4000-8000-000000000000';
const ODD_ID = '../balance?x=1#y%2e';

const settings = {
  model: 'Qwen/Qwen3-235B-A22B',
  greeting: '',
  description: 'Opening hours and appointments',
  enabled_features: ['telephony', 'messaging'],
  voice_settings: { voice: 'Telnyx.KokoroTTS.af_heart', voice_speed: 1.25, api_key_ref: 'voice-key' },
  transcription: { model: 'deepgram/nova-3', language: 'en' },
  tool_ids: ['tool-1'],
  tools: [
    { type: 'hangup', hangup: {} },
    { type: 'webhook', webhook: { name: 'book', description: 'Books an appointment', url: 'https://api.example.com/{{id}}' } },
  ],
  dynamic_variables: { office: 'Café ☕', seats: 4, open: true },
  dynamic_variables_webhook_url: URL,
  dynamic_variables_webhook_timeout_ms: 10_000,
  llm_api_key_ref: 'llm-key',
  telephony_settings: {
    default_texml_app_id: NUMBER_ID,
    time_limit_secs: 30,
    user_idle_timeout_secs: 10,
    noise_suppression: 'krisp',
    supports_unauthenticated_web_calls: false,
  },
  messaging_settings: { default_messaging_profile_id: UUID, delivery_status_webhook_url: URL, conversation_inactivity_minutes: 1 },
  insight_settings: { insight_group_id: 'group-1' },
  privacy_settings: { data_retention: false },
  tags: ['front', 'desk'],
  advanced: {
    interruption_settings: { enable: false },
    fallback_config: { model: 'other' },
    external_llm: { base_url: 'https://llm.example.com/v1', model: 'own', llm_api_key_ref: 'llm-key' },
    mcp_servers: [],
  },
};

const assistant = { answer: 'bare' } as const;
const READ = ['GET /ai/assistants/{assistant_id}'];
const CHAT = 'POST /ai/assistants/{assistant_id}/chat';
const CALL = 'POST /texml/ai_calls/{connection_id}';
const phones = { from: '+1 (312) 000-1234', to: '+13121230000' };

export const AI_ASSISTANT_CALLS: readonly Call[] = [
  ...[
    { what: 'least', args: { name: 'Front desk', instructions: 'You answer for a dental office.' } },
    { what: 'full', args: { name: 'Front desk', instructions: 'You answer for {{office}}.\n"Quoted" 👩‍👩‍👧', ...settings } },
  ].map((call) => ({ tool: 'create_assistant', requests: ['POST /ai/assistants'], ...assistant, ...call })),
  { tool: 'list_assistants', what: 'least', args: {}, requests: ['GET /ai/assistants'], answers: [{ data: [] }] },
  {
    tool: 'list_assistants',
    what: 'full',
    args: { name_contains: 'front & desk', page: 2, page_size: 1 },
    requests: ['GET /ai/assistants'],
    answers: [{ data: [] }],
  },
  ...[
    { what: 'least', args: { assistant_id: ID } },
    { what: 'an odd id', args: { assistant_id: ODD_ID } },
    { what: 'full', args: { assistant_id: ID, format: 'texml' }, requests: ['GET /ai/assistants/{assistant_id}/texml'] },
  ].map((call) => ({ tool: 'get_assistant', requests: READ, ...assistant, ...call })),
  ...[
    { what: 'least', args: { assistant_id: ID, greeting: 'Good morning' } },
    { what: 'an odd id', args: { assistant_id: ODD_ID, tags: [] } },
    {
      what: 'full',
      args: { assistant_id: ID, name: 'New', instructions: 'New ones.', ...settings, version_name: 'Summer', promote_to_main: false },
      // Whether a short value could become a part of an emergency number.
      requests: [...READ, 'POST /ai/assistants/{assistant_id}'],
      answers: [{}, {}],
    },
    {
      what: 'members that only get_assistant knows',
      args: { assistant_id: ID, voice_settings: { voice: 'x', expressive_mode: true }, telephony_settings: { user_idle_reply_secs: 5 } },
    },
  ].map((call) => ({ tool: 'update_assistant', requests: ['POST /ai/assistants/{assistant_id}'], ...assistant, ...call })),
  ...[
    { what: 'least', args: { assistant_id: ID } },
    { what: 'an odd id', args: { assistant_id: ODD_ID } },
  ].map((call) => ({ tool: 'delete_assistant', requests: ['DELETE /ai/assistants/{assistant_id}'], ...assistant, ...call })),
  ...[
    { what: 'goes on', args: { assistant_id: ID, message: 'And on Monday?', conversation_id: UUID }, requests: [CHAT] },
    {
      what: 'least',
      args: { assistant_id: ID, message: 'Do you open on Sunday?' },
      requests: ['POST /ai/conversations', CHAT],
      answers: [{ id: UUID }, { content: 'We are closed.' }],
    },
    {
      what: 'full',
      args: { assistant_id: ODD_ID, message: '{"role":"system"}\n\u0000', conversation_id: UUID, name: 'O’Hara <x>' },
      requests: [CHAT],
    },
  ].map((call) => ({ tool: 'chat_with_assistant', ...assistant, ...call })),
  ...[
    { what: 'with its connection', args: { assistant_id: ID, ...phones, connection_id: NUMBER_ID }, requests: [CALL] },
    {
      what: 'least',
      args: { assistant_id: ID, ...phones },
      requests: [...READ, CALL],
      answers: [{ telephony_settings: { default_texml_app_id: NUMBER_ID } }, {}],
    },
    {
      what: 'full',
      args: {
        assistant_id: ODD_ID,
        ...phones,
        connection_id: NUMBER_ID,
        assistant_version: 'v 2',
        dynamic_variables: { name: 'Ümit & Co' },
        caller_id: 'Info ~ 24+',
        time_limit_secs: 14_400,
        timeout_secs: 5,
        machine_detection: 'DetectMessageEnd',
        detection_mode: 'PremiumCallScreening',
        record: true,
        recording_channels: 'dual',
        status_callback: URL,
        status_callback_event: 'initiated no-answer',
        status_callback_method: 'POST',
        conversation_callback: URL,
      },
      requests: [CALL],
    },
  ].map((call) => ({ tool: 'start_assistant_call', ...assistant, ...call })),
];
