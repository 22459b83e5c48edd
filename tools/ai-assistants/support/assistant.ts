import { z } from 'zod';
import { field } from '../../../shared/mcp/tool/index.ts';

/** An assistant in a list. */
export const AssistantSummary = z.object({
  id: field.text(),
  name: field.text(),
  description: field.text(),
  model: field.text(),
  enabled_features: field.texts().describe('telephony, messaging'),
  created_at: field.text(),
});

/** The answer to a change. */
export const Assistant = AssistantSummary.extend({
  instructions: field.text(),
  greeting: field.text(),
  telephony_settings: field.object({ default_texml_app_id: field.text() }),
  messaging_settings: field.object({ default_messaging_profile_id: field.text() }),
  voice_settings: field.object({ voice: field.text() }),
  tools: field.list(z.object({ type: field.text() })),
  version_id: field.text(),
  note: field.text(),
});

const settings = () => z.looseObject({}).optional().catch(undefined);

/** All settings, also those that are not named here, because lists and objects of them are replaced whole; or the TeXML. */
export const AssistantConfiguration = AssistantSummary.extend({
  instructions: field.text(),
  greeting: field.text(),
  telephony_settings: settings(),
  messaging_settings: settings(),
  voice_settings: settings(),
  transcription: settings(),
  tools: field.list(z.looseObject({ type: field.text() })),
  dynamic_variables: settings(),
  dynamic_variables_webhook_url: field.text(),
  dynamic_variables_webhook_timeout_ms: field.count(),
  llm_api_key_ref: field.text(),
  insight_settings: settings(),
  privacy_settings: settings(),
  tags: field.texts(),
  conversation_flow: settings(),
  external_llm: settings(),
  fallback_config: settings(),
  integrations: field.list(z.looseObject({})),
  interruption_settings: settings(),
  mcp_servers: field.list(z.looseObject({})),
  observability_settings: settings(),
  post_conversation_settings: settings(),
  widget_settings: settings(),
  version_id: field.text(),
  version_name: field.text(),
  texml: field.text(),
}).loose();

/** Opaque, such as `assistant-…`. */
export const AssistantId = z.string().min(1).max(256);
