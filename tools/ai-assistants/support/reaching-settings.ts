import { always, never, someItem, unless, unlessMembers } from '../../../shared/mcp/tool/index.ts';
import { isShared } from './shared-tools.ts';

/** Tools of an assistant that reach no person and spend nothing. All others call, text, transfer, press keys or pay. */
const QUIET_TYPES: ReadonlySet<unknown> = new Set(['webhook', 'client_side_tool', 'retrieval', 'hangup', 'skip_turn']);

const TELNYX = /(?:^|\.)telnyx\.com\.?$/;

/** Whether a tool of an assistant can reach people or spend money. A webhook to Telnyx itself can; a shared tool is never sent. */
function toolReaches(tool: unknown): boolean {
  if (isShared(tool)) return false;
  if (typeof tool !== 'object' || tool === null || !('type' in tool) || !QUIET_TYPES.has(tool.type)) return true;
  if (tool.type !== 'webhook') return false;
  const { url } = ('webhook' in tool && typeof tool.webhook === 'object' ? tool.webhook : {}) as { readonly url?: unknown };
  return typeof url !== 'string' || !URL.canParse(url) || TELNYX.test(new URL(url).hostname);
}

/** Settings that let an assistant reach people or receive live calls and texts. Opaque ones count too: tools by id, flows. */
export const REACHING_SETTINGS = {
  tools: someItem(toolReaches),
  tool_ids: someItem(always),
  enabled_features: someItem(unless('telephony', 'messaging')),
  telephony_settings: unlessMembers({
    time_limit_secs: never,
    user_idle_timeout_secs: never,
    user_idle_reply_secs: never,
    noise_suppression: never,
    noise_suppression_config: never,
    recording_settings: never,
    voicemail_detection: never,
    disable_dtmf: never,
    send_message_history_updates: never,
    supports_unauthenticated_web_calls: unless(false),
  }),
  conversation_flow: always,
  integrations: someItem(always),
  mcp_servers: someItem(always),
  a2a_agents: someItem(always),
  messaging_settings: unlessMembers({ conversation_inactivity_minutes: never, delivery_status_webhook_url: never }),
  advanced: unlessMembers({
    external_llm: never,
    fallback_config: never,
    observability_settings: never,
    widget_settings: never,
    interruption_settings: never,
    post_conversation_settings: never,
    integrations: someItem(always),
    mcp_servers: someItem(always),
    a2a_agents: someItem(always),
  }),
};
