import { z } from 'zod';
import { field, PublicUrl, SentText, visibleMembers } from '../../../shared/mcp/tool/index.ts';
import { openSettings } from './open-settings.ts';
import { becomesService, type Variables } from './service-numbers.ts';
import { inlineTools, isShared } from './shared-tools.ts';

const Reference = z.string().max(255).regex(/\S/, 'Expected a text that can be seen.');

const TEXT = { type: 'string' } as const;
const INTEGER = { type: 'integer' } as const;
const FLAG = { type: 'boolean' } as const;

/** Objects inside the settings: Telnyx checks what is in them. */
const inner = () => z.looseObject({}).optional();
const flag = () => z.boolean().optional();
const number = () => z.number().optional();
const text = () => z.string().optional();

/** The settings that are objects: types of the members that Telnyx's SDK knows. */
export const KNOWN_MEMBERS = {
  voice_settings: z.object({
    voice: Reference,
    voice_speed: z.number().min(0.25).max(2).optional(),
    api_key_ref: Reference.optional(),
    background_audio: inner(),
    expressive_mode: flag(),
    language_boost: text(),
    similarity_boost: number(),
    speed: number(),
    style: number(),
    temperature: number(),
    use_speaker_boost: flag(),
  }),
  transcription: z.object({
    model: Reference.optional(),
    language: Reference.optional(),
    region: Reference.optional(),
    api_key_ref: Reference.optional(),
    settings: inner(),
  }),
  telephony_settings: z.object({
    default_texml_app_id: field.NumericId.optional(),
    time_limit_secs: z.int().min(30).max(14_400).optional(),
    user_idle_timeout_secs: z.int().min(10).max(14_400).optional(),
    user_idle_reply_secs: z.int().min(0).optional(),
    noise_suppression: Reference.optional(),
    noise_suppression_config: inner(),
    recording_settings: inner(),
    voicemail_detection: inner(),
    supports_unauthenticated_web_calls: flag(),
    disable_dtmf: flag(),
    fallback_destination: Reference.optional(),
    send_message_history_updates: flag(),
  }),
  messaging_settings: z.object({
    default_messaging_profile_id: field.Uuid.optional(),
    delivery_status_webhook_url: PublicUrl.optional(),
    conversation_inactivity_minutes: z.int().min(1).max(10_000_000).optional(),
  }),
  insight_settings: z.object({ insight_group_id: Reference.optional() }),
  privacy_settings: z.object({ data_retention: flag(), in_transit_data_locality: flag() }),
};

const { voice_settings, transcription, telephony_settings, messaging_settings, insight_settings, privacy_settings } = KNOWN_MEMBERS;

/** {@link KNOWN_MEMBERS} as arguments. */
export const SETTING_OBJECTS = {
  voice_settings: openSettings({ known: voice_settings.partial(), shown: { voice: TEXT } }).optional(),
  transcription: openSettings({ known: transcription, shown: { model: TEXT, language: TEXT } }).optional(),
  telephony_settings: openSettings({ known: telephony_settings, shown: { time_limit_secs: INTEGER } })
    .optional()
    .describe('Also recording_settings, …'),
  messaging_settings: openSettings({ known: messaging_settings, shown: { conversation_inactivity_minutes: INTEGER } }).optional(),
  insight_settings: openSettings({ known: insight_settings, shown: { insight_group_id: TEXT } }).optional(),
  privacy_settings: openSettings({ known: privacy_settings, shown: { data_retention: FLAG } }).optional(),
};

/** A new assistant needs a voice where its voice is set at all. */
export const NewVoice = openSettings({ known: voice_settings, shown: { voice: TEXT } })
  .optional()
  .describe('voice such as Telnyx.KokoroTTS.af_heart');

export const AssistantName = SentText.min(1).max(255);
export const Instructions = SentText.min(1).max(200_000);

const InlineTool = openSettings({
  known: z.object({ type: z.string().max(100).regex(/\S/, 'Expected a text that can be seen.') }),
  shown: { type: TEXT },
  isLeftOut: isShared,
});

/** Arguments with rules of their own. */
const isOwnArgument = (name: string) =>
  (Object.hasOwn(FLAT_SETTINGS, name) && !Object.hasOwn(UNLISTED_SETTINGS, name)) ||
  Object.hasOwn(SETTING_OBJECTS, name) ||
  ['name', 'instructions', 'assistant_id', 'version_name', 'promote_to_main'].includes(name);

const Unlisted = () => openSettings({ known: z.object({}), shown: {} });
const UnlistedItems = () => z.array(Unlisted()).max(100);

/** Settings of which Telnyx checks everything: their schemas have 87 kB. */
const UNLISTED_SETTINGS = {
  conversation_flow: Unlisted().optional(),
  external_llm: Unlisted().optional(),
  fallback_config: Unlisted().optional(),
  interruption_settings: Unlisted().optional(),
  observability_settings: Unlisted().optional(),
  post_conversation_settings: Unlisted().optional(),
  widget_settings: Unlisted().optional(),
  integrations: UnlistedItems().optional(),
  mcp_servers: UnlistedItems().optional(),
  a2a_agents: UnlistedItems().optional(),
};

/** Also what Telnyx will have one day. */
const Advanced = openSettings({ known: z.object({}), shown: {}, mostNames: 20 }).superRefine((settings, context) => {
  const own = Object.keys(settings).find(isOwnArgument);
  if (own !== undefined) context.addIssue(`${own} is an argument of its own: give it there.`);
});

/** Taken, but not in the tool list. */
export const RARE_SETTINGS = [
  'description',
  'tool_ids',
  'dynamic_variables_webhook_url',
  'dynamic_variables_webhook_timeout_ms',
  'llm_api_key_ref',
  'tags',
  'messaging_settings',
  'insight_settings',
  'privacy_settings',
  'conversation_flow',
  'external_llm',
  'fallback_config',
  'interruption_settings',
  'observability_settings',
  'post_conversation_settings',
  'widget_settings',
  'integrations',
  'mcp_servers',
  'a2a_agents',
  'advanced',
] as const;

/** All other settings. */
export const FLAT_SETTINGS = {
  model: Reference.optional(),
  greeting: SentText.max(20_000).optional().describe('"": the user begins'),
  description: z.string().max(20_000).optional(),
  enabled_features: z.array(z.string().min(1).max(100)).max(100).optional().describe('telephony, messaging'),
  tool_ids: z.array(Reference).max(100).optional(),
  tools: z.array(InlineTool).max(100).optional().describe('type: webhook, transfer, hangup, …'),
  dynamic_variables: field.variables(z.unknown()).overwrite(visibleMembers).optional(),
  dynamic_variables_webhook_url: PublicUrl.optional(),
  dynamic_variables_webhook_timeout_ms: z.int().min(1).max(10_000).optional(),
  llm_api_key_ref: Reference.optional(),
  tags: z.array(Reference).max(100).optional(),
  ...UNLISTED_SETTINGS,
  advanced: Advanced.optional(),
};

type Settings = Readonly<Record<string, unknown>> & { readonly tools?: readonly object[] | undefined };

/** What of an assistant's settings may name whom it reaches, without the shared tools, which are not sent. */
export const reachingPart = ({ tools, dynamic_variables: _, ...settings }: Settings): unknown => [inlineTools(tools ?? []), settings];

/**
 * Makes the rule that no template in place of a telephone number becomes an emergency or service number.
 *
 * @param unfilled what the rule says of a template that `dynamic_variables` do not fill
 */
export const noServiceNumber =
  ({ unfilled }: { readonly unfilled: boolean }) =>
  (settings: Settings & { readonly dynamic_variables?: Variables | undefined }): boolean =>
    !becomesService(reachingPart(settings), settings.dynamic_variables ?? {}, !unfilled);
