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
  voice_settings: { voice: 'Telnyx.KokoroTTS.af_heart', voice_speed: 1.25, api_key_ref: 'voice-key' },
  transcription: { model: 'deepgram/nova-3', language: 'en' },
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
    noise_suppression: 'krisp',
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
  advanced: {
    interruption_settings: { enable: false },
    fallback_config: { model: 'other' },
    external_llm: { base_url: 'https://llm.example.com/v1', model: 'own', llm_api_key_ref: 'llm-key' },
    mcp_servers: [],
  },
} satisfies Omit<z.input<(typeof createAssistant)['input']>, 'name' | 'instructions'>;

const quietTools = [
  ...['client_side_tool', 'retrieval', 'hangup', 'skip_turn'].map((type) => ({ type })),
  { type: 'webhook', webhook: { url: 'https://crm.example.com/{{id}}' } },
];

const reachingTools = [
  ...['handoff', 'transfer', 'invite', 'refer', 'send_dtmf', 'send_message', 'pay', 'function', 'Hangup', ''].map((type) => ({ type })),
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
    { tools: null },
    { tool_ids: ['tool-1'] },
    { tool_ids: 'tool-1' },
    { telephony_settings: { default_texml_app_id: '1' } },
    { telephony_settings: { supports_unauthenticated_web_calls: true } },
    { telephony_settings: { what_nobody_knows: 1 } },
    { telephony_settings: { constructor: 1 } },
    { telephony_settings: [] },
    { messaging_settings: { default_messaging_profile_id: 'x' } },
    { advanced: { conversation_flow: {} } },
    { advanced: { mcp_servers: [{ id: 'm' }] } },
    { advanced: { integrations: [{}] } },
    { advanced: null },
  ],
  harmless: [
    { tools: [] },
    { tools: quietTools },
    { tool_ids: [] },
    { instructions: 'x', greeting: 'y', enabled_features: ['telephony'], dynamic_variables: { a: 'b' } },
    { telephony_settings: { time_limit_secs: 30, noise_suppression: 'krisp', supports_unauthenticated_web_calls: false } },
    { messaging_settings: { conversation_inactivity_minutes: 5 } },
    { advanced: { external_llm: { model: 'm' }, mcp_servers: [], integrations: [] } },
  ],
};
