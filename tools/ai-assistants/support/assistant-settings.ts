import { z } from 'zod';
import { field, NO_SERVICE_NUMBER, PublicUrl, SentText, visibleMembers } from '../../../shared/mcp/tool/index.ts';
import { briefSchema } from './brief-schema.ts';
import { becomesService, namesService, type Variables } from './service-numbers.ts';

const TOOL_TYPES = [
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
];

const TRANSCRIPTION_MODELS = [
  'deepgram/flux',
  'deepgram/nova-3',
  'deepgram/nova-2',
  'azure/fast',
  'assemblyai/universal-streaming',
  'xai/grok-stt',
  'soniox/stt-rt-v4',
  'nvidia/parakeet-v3',
  'distil-whisper/distil-large-v2',
  'openai/whisper-large-v3-turbo',
];

/** Settings that are passed on unchecked: their schemas have 87 kB. */
const ADVANCED = [
  'conversation_flow',
  'external_llm',
  'fallback_config',
  'observability_settings',
  'widget_settings',
  'integrations',
  'mcp_servers',
  'interruption_settings',
  'post_conversation_settings',
];

/** An enumeration too long for the tool list: only the error text names its words. */
const oneOf = (words: readonly string[]) => z.string().refine((word) => words.includes(word), `Expected one of: ${words.join(', ')}.`);

const Reference = z.string().min(1).max(255);

/** The settings that are objects, with their members. */
export const SETTING_OBJECTS = {
  voice_settings: z.strictObject({
    voice: Reference,
    voice_speed: z.number().min(0.25).max(2).optional(),
    api_key_ref: Reference.optional(),
  }),
  transcription: z.strictObject({ model: oneOf(TRANSCRIPTION_MODELS).optional(), language: Reference.optional() }),
  telephony_settings: z.strictObject({
    default_texml_app_id: field.NumericId.optional(),
    time_limit_secs: z.int().min(30).max(14_400).optional(),
    user_idle_timeout_secs: z.int().min(10).max(14_400).optional(),
    noise_suppression: z.enum(['krisp', 'deepfilternet', 'disabled']).optional(),
    supports_unauthenticated_web_calls: z.boolean().optional(),
  }),
  messaging_settings: z.strictObject({
    default_messaging_profile_id: field.Uuid.optional(),
    delivery_status_webhook_url: PublicUrl.optional(),
    conversation_inactivity_minutes: z.int().min(1).max(10_000_000).optional(),
  }),
  insight_settings: z.strictObject({ insight_group_id: Reference.optional() }),
  privacy_settings: z.strictObject({ data_retention: z.boolean().optional() }),
};

export const AssistantName = SentText.min(1).max(255);
export const Instructions = SentText.min(1).max(200_000);

const URLS = 'Its URLs must be https on a public host, without user name or password.';

const InlineTool = briefSchema(z.looseObject({ type: oneOf(TOOL_TYPES) }))
  .overwrite(visibleMembers)
  .refine((value) => allUrlsPublic(value), URLS)
  .refine((value) => !namesService(value), NO_SERVICE_NUMBER);

const Advanced = field
  .atMost(20, z.looseObject({}))
  .overwrite(visibleMembers)
  .refine((settings) => Object.keys(settings).every((name) => ADVANCED.includes(name)), `Allowed: ${ADVANCED.join(', ')}.`)
  .refine((value) => allUrlsPublic(value), URLS)
  .refine((value) => !namesService(value), NO_SERVICE_NUMBER);

/** All other settings. */
export const FLAT_SETTINGS = {
  model: Reference.optional(),
  greeting: SentText.max(3_000).optional().describe('"": the user begins'),
  description: z.string().max(2_000).optional(),
  enabled_features: z
    .array(z.enum(['telephony', 'messaging']))
    .max(2)
    .optional(),
  tool_ids: z.array(Reference).max(100).optional(),
  tools: z.array(InlineTool).max(100).optional().describe('type: webhook, transfer, hangup, …'),
  dynamic_variables: field.atMost(250, z.looseObject({})).overwrite(visibleMembers).optional(),
  dynamic_variables_webhook_url: PublicUrl.optional(),
  dynamic_variables_webhook_timeout_ms: z.int().min(1).max(10_000).optional(),
  llm_api_key_ref: Reference.optional(),
  tags: z.array(Reference).max(100).optional(),
  advanced: Advanced.optional().describe('Others: external_llm, mcp_servers, …'),
};

interface Numbers {
  readonly tools?: unknown;
  readonly advanced?: unknown;
  readonly dynamic_variables?: Variables | undefined;
}

/** Whether no telephone number, with its templates filled in from `dynamic_variables`, is an emergency or service number. */
export const noServiceNumber = ({ tools, advanced, dynamic_variables = {} }: Numbers): boolean =>
  !becomesService([tools, advanced], dynamic_variables, true);

export const NO_OPEN_NUMBER = `${NO_SERVICE_NUMBER} A template in place of a number needs a dynamic variable with a number in the same call.`;

const URL_NAME = /(^|_)(urls?|host)$/i;
const HOST_NAME = /(^|_)host$/i;

/** A variable in the authority could lead anywhere. URL parsers accept any number of slashes, so this does too. */
const OPEN_AUTHORITY = /^[a-z]+:\/*[^/?#]*[{}]/i;
const HOST = /^[a-z0-9.-]+(:\d{1,5})?$/i;

/**
 * Whether every member whose name says URL or host, at any depth and in lists, is a public https URL or host. Variables (`{{…}}`) are allowed
 * behind the host.
 */
function allUrlsPublic(value: unknown, name = ''): boolean {
  if (typeof value === 'string') return value === '' || !URL_NAME.test(name) || isPublic(value, HOST_NAME.test(name));
  if (Array.isArray(value)) return value.every((item) => allUrlsPublic(item, name));
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, member]) => allUrlsPublic(member, key));
}

const isPublic = (value: string, mayBeHost: boolean) =>
  !OPEN_AUTHORITY.test(value) && PublicUrl.safeParse(mayBeHost && HOST.test(value) ? `https://${value}` : filled(value)).success;

/** Replaces variables by a letter: URL parsers reject braces and spaces there. */
const filled = (url: string) => url.replaceAll(/\{\{?[^{}]*\}?\}/g, 'x');
