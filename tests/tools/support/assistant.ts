/** What the records of create_assistant and update_assistant share. */
import type { z } from 'zod';
import type { createAssistant } from '../../../tools/ai-assistants/create-assistant.ts';
import type { ToolRecord } from './record.ts';

/** Every setting that both take. */
export const SETTINGS = {
  model: 'Qwen/Qwen3-235B-A22B',
  greeting: '',
  description: 'Opening hours and appointments',
  enabled_features: ['telephony', 'messaging'],
  voice_settings: {
    voice: 'Telnyx.KokoroTTS.af_heart',
    voice_speed: 1.25,
    api_key_ref: 'voice-key',
    background_audio: { type: 'media_url', value: 'https://cdn.example.com/office.mp3' },
  },
  transcription: { model: 'deepgram/flux', language: 'en', region: 'eastus', settings: { eot_threshold: 0.8, eot_timeout_ms: 5000 } },
  tool_ids: ['tool-1'],
  tools: [
    { type: 'hangup', hangup: {} },
    { type: 'webhook', webhook: { name: 'book', description: 'Books an appointment', url: 'https://api.example.com/{{id}}' } },
  ],
  dynamic_variables: { office: 'Café ☕', seats: 4, open: true },
  dynamic_variables_webhook_url: 'https://hooks.example.com/ai?a=1&b=2',
  dynamic_variables_webhook_timeout_ms: 10_000,
  llm_api_key_ref: 'llm-key',
  telephony_settings: {
    default_texml_app_id: '1293384261075731499',
    time_limit_secs: 30,
    user_idle_timeout_secs: 10,
    user_idle_reply_secs: 5,
    noise_suppression: 'krisp',
    recording_settings: { enabled: true, channels: 'dual', format: 'mp3' },
    voicemail_detection: {
      on_voicemail_detected: {
        action: 'leave_message_and_stop_assistant',
        voicemail_message: { type: 'message', message: 'Please call back.' },
      },
    },
    supports_unauthenticated_web_calls: false,
  },
  messaging_settings: {
    default_messaging_profile_id: '42b20469-1215-4a9a-8964-c36f66b406f4',
    delivery_status_webhook_url: 'https://hooks.example.com/ai?a=1&b=2',
    conversation_inactivity_minutes: 1,
  },
  insight_settings: { insight_group_id: 'group-1' },
  privacy_settings: { data_retention: false },
  tags: ['front', 'desk'],
  conversation_flow: { start_node_id: 'start', nodes: [{ id: 'start', type: 'prompt', instructions: 'Greet.' }], edges: [] },
  external_llm: { base_url: 'https://llm.example.com/v1', model: 'own', llm_api_key_ref: 'llm-key' },
  interruption_settings: { enable: false },
  observability_settings: { status: 'enabled', host: 'us.cloud.langfuse.com' },
  post_conversation_settings: { enabled: true },
  widget_settings: { theme: 'dark', logo_icon_url: null },
  integrations: [{ integration_id: 'i-1' }],
  mcp_servers: [{ id: 'm-1' }],
  advanced: { fallback_config: { model: 'other' } },
} satisfies Settings;

/** What Telnyx's SDK has and its OpenAPI document has not. */
export const NEW_SETTINGS = {
  transcription: { model: 'deepgram/nova-3-medical' },
  telephony_settings: { noise_suppression: 'aicoustics', disable_dtmf: true, fallback_destination: '+13125550100' },
  privacy_settings: { in_transit_data_locality: true },
  fallback_config: { model: 'other' },
  a2a_agents: [{ name: 'billing', url: 'https://agents.example.com/card.json' }],
} satisfies Settings;

export const NOT_IN_DOCUMENT = [
  '/requestBody',
  '/requestBody/privacy_settings',
  '/requestBody/telephony_settings',
  '/requestBody/telephony_settings/noise_suppression',
  '/requestBody/transcription/model',
];

type Settings = Omit<z.input<(typeof createAssistant)['input']>, 'name' | 'instructions'>;

const quietTools = [
  ...['client_side_tool', 'retrieval', 'hangup', 'skip_turn'].map((type) => ({ type })),
  { type: 'webhook', webhook: { url: 'https://crm.example.com/{{id}}' } },
  // Not sent.
  { type: 'transfer', shared: true },
];

const reachingTools = [
  ...[
    'handoff',
    'transfer',
    'invite',
    'refer',
    'send_dtmf',
    'send_message',
    'pay',
    'function',
    'update_dynamic_variables',
    'Hangup',
    '',
  ].map((type) => ({ type })),
  ...['https://api.telnyx.com/v2/messages', 'https://API.Teln%79x.com/', 'https://telnyx.com./x', 'no url', 5].map((url) => ({
    type: 'webhook',
    webhook: { url },
  })),
  { type: 'webhook' },
  { type: 'webhook', webhook: null },
  { type: ['hangup'] },
  {},
  null,
  'hangup',
  [{ type: 'hangup' }],
];

/** The settings that make an assistant reach people. */
export const RAISED: NonNullable<ToolRecord['raised']> = {
  needs: ['telnyx.write', 'telnyx.send'],
  reaching: [
    ...reachingTools.map((tool) => ({ tools: [...quietTools, tool] })),
    { tools: { 0: { type: 'hangup' } } },
    { tool_ids: ['tool-1'] },
    { tool_ids: 'tool-1' },
    { telephony_settings: { default_texml_app_id: '1' } },
    { telephony_settings: { supports_unauthenticated_web_calls: true } },
    { telephony_settings: { what_nobody_knows: 1 } },
    { telephony_settings: { constructor: 1 } },
    { messaging_settings: { default_messaging_profile_id: 'x' } },
    { advanced: { conversation_flow: {} } },
    { advanced: { mcp_servers: [{ id: 'm' }] } },
    { advanced: { integrations: [{}] } },
    { advanced: { a2a_agents: [{}] } },
    { conversation_flow: {} },
    { mcp_servers: [{ id: 'm' }] },
    { integrations: [{}] },
    { a2a_agents: [{}] },
    { enabled_features: ['telephony', 'fax'] },
    { telephony_settings: { fallback_destination: '+13125550100' } },
    { tools: [{ type: 'transfer', shared: 'true' }] },
  ],
  harmless: [
    { tools: [] },
    { tools: quietTools },
    { tool_ids: [], tools: null, advanced: null },
    // An empty list in place of an object says nothing.
    { telephony_settings: [], advanced: [], conversation_flow: '' },
    { mcp_servers: [], integrations: [], a2a_agents: [], external_llm: { model: 'm' } },
    { instructions: 'x', greeting: 'y', enabled_features: ['telephony'], dynamic_variables: { a: 'b' } },
    { telephony_settings: { time_limit_secs: 30, noise_suppression: 'krisp', supports_unauthenticated_web_calls: false } },
    { messaging_settings: { conversation_inactivity_minutes: 5 } },
    { advanced: { external_llm: { model: 'm' }, mcp_servers: [], integrations: [] } },
  ],
};
