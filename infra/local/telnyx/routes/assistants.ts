import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Call, Reply, Route } from '../operation.ts';
import type { AssistantSettings } from '../state/assistant.ts';
import { assistantTexml, createAssistant, wireAssistant, withChange } from '../state/assistant.ts';
import { createSipConnection } from '../state/connection.ts';
import { createProfile } from '../state/messaging-profile.ts';
import { TEXML } from './ai-calls.ts';
import { foundAi, parseAiBody, withAiErrors } from './ai-errors.ts';

const ToolType = z.enum([
  'webhook',
  'client_side_tool',
  'retrieval',
  'handoff',
  'hangup',
  'transfer',
  'invite',
  'refer',
  'send_dtmf',
  'send_message',
  'skip_turn',
  'pay',
]);

/** What is checked of the settings; the others are kept as they come. */
const Settings = z.looseObject({
  name: z.string().min(1),
  instructions: z.string(),
  model: z.string().optional(),
  greeting: z.string().optional(),
  description: z.string().optional(),
  enabled_features: z.array(z.enum(['telephony', 'messaging'])).optional(),
  tools: z.array(z.looseObject({ type: ToolType })).optional(),
  tool_ids: z.array(z.string()).optional(),
  tags: z.array(z.string()).optional(),
  dynamic_variables: z.looseObject({}).optional(),
  dynamic_variables_webhook_url: z.string().optional(),
  dynamic_variables_webhook_timeout_ms: z.int().min(1).max(10_000).optional(),
  llm_api_key_ref: z.string().optional(),
  voice_settings: z.looseObject({ voice: z.string(), voice_speed: z.number().optional(), api_key_ref: z.string().optional() }).optional(),
  telephony_settings: z
    .looseObject({ default_texml_app_id: z.string().optional(), time_limit_secs: z.int().min(30).max(14_400).optional() })
    .optional(),
  messaging_settings: z.looseObject({ default_messaging_profile_id: z.string().optional() }).optional(),
});

const Change = Settings.partial().extend({ version_name: z.string().max(50).optional(), promote_to_main: z.boolean().default(true) });

const assistantOf = ({ account, param }: Call) => foundAi(account.ai.assistants.get(param('assistant_id')), 'Assistant');

/** A feature that is on has its TeXML application or messaging profile: Telnyx makes the one that is missing. */
function equipped({ account, world, now }: Call, settings: AssistantSettings): AssistantSettings {
  const { enabled_features: features = [], telephony_settings: telephony, messaging_settings: messaging } = settings;
  const made: Record<string, unknown> = {};
  if (features.includes('telephony') && telephony?.['default_texml_app_id'] === undefined) {
    const id = world.nextNumericId();
    account.sipConnections.push(createSipConnection(TEXML, `ai-assistant-${settings.name}`, id, undefined, now));
    made['telephony_settings'] = { ...telephony, default_texml_app_id: id };
  }
  if (features.includes('messaging') && messaging?.['default_messaging_profile_id'] === undefined) {
    const profile = createProfile(
      { name: `ai-assistant-${settings.name}`, whitelisted_destinations: ['US'] },
      { id: randomUUID(), organizationId: account.organizationId, now },
    );
    account.profiles.set(profile.id, profile);
    made['messaging_settings'] = { ...messaging, default_messaging_profile_id: profile.id };
  }
  return withChange(settings, made);
}

function create(call: Call): Reply {
  const assistant = createAssistant(equipped(call, parseAiBody(call, Settings)), call.now);
  call.account.ai.assistants.set(assistant.id, assistant);
  return { status: 200, body: wireAssistant(assistant) };
}

/** Without `promote_to_main` the change is a version beside the main one, which stays as it is. */
function update(call: Call): Reply {
  const main = assistantOf(call);
  const { promote_to_main: promote, ...change } = parseAiBody(call, Change);
  const version = { ...main, versionId: randomUUID(), versionAt: call.now, settings: equipped(call, withChange(main.settings, change)) };
  if (promote) call.account.ai.assistants.set(main.id, version);
  return { status: 200, body: wireAssistant(version) };
}

function remove(call: Call): Reply {
  const { id } = assistantOf(call);
  call.account.ai.assistants.delete(id);
  return { status: 200, body: { id, object: 'assistant', deleted: true } };
}

/** The document declares a JSON string. */
const texml = (call: Call): Reply => ({ status: 200, body: JSON.stringify(assistantTexml(assistantOf(call))) });

export const assistantRoutes: readonly Route[] = withAiErrors([
  { method: 'POST', path: '/ai/assistants', handle: create },
  {
    method: 'GET',
    path: '/ai/assistants',
    handle: ({ account }) => ({ status: 200, body: { data: Array.from(account.ai.assistants.values(), wireAssistant) } }),
  },
  { method: 'GET', path: '/ai/assistants/{assistant_id}', handle: (call) => ({ status: 200, body: wireAssistant(assistantOf(call)) }) },
  { method: 'POST', path: '/ai/assistants/{assistant_id}', handle: update },
  { method: 'DELETE', path: '/ai/assistants/{assistant_id}', handle: remove },
  { method: 'GET', path: '/ai/assistants/{assistant_id}/texml', handle: texml },
]);
