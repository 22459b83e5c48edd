import type { Format, Schema } from './document.ts';
import { bodySchema, knownPart, issuesIn } from './document.ts';
import { refuse, refuseBody } from './errors.ts';
import type { Call } from './operation.ts';
import { E164, isPhoneNumber } from './state/countries.ts';

/** The members of each body that the simulator reads. Their types are checked by the document and by {@link PROSE}. */
export interface Bodies {
  'POST /messages': {
    to: string;
    from?: string;
    text?: string;
    media_urls?: string[];
    messaging_profile_id?: string;
    subject?: string;
    type?: 'SMS' | 'MMS';
    send_at?: string | null;
    webhook_url?: string;
    webhook_failover_url?: string;
    use_profile_webhooks?: boolean;
    encoding?: 'auto' | 'gsm7' | 'ucs2';
  };
  'POST /messaging_profiles': ProfileSettings;
  'PATCH /messaging_profiles/{id}': ProfileSettings;
  'PATCH /phone_numbers/{id}': { connection_id?: string; billing_group_id?: string; address_id?: string };
  'PATCH /phone_numbers/{id}/messaging': { messaging_profile_id?: string | null; messaging_product?: string | null; tags?: string[] };
  'POST /number_orders': {
    phone_numbers: { phone_number: string; requirement_group_id?: string }[];
    connection_id?: string;
    messaging_profile_id?: string;
    billing_group_id?: string;
    customer_reference?: string;
  };
  'POST /call_control_applications': ApplicationSettings;
  'PATCH /call_control_applications/{id}': ApplicationSettings;
  'POST /calls': Dial & {
    connection_id: string;
    to: string | string[];
    from: string;
    webhook_url?: string;
    client_state?: string;
    command_id?: string;
    assistant?: { id?: string };
  };
  'POST /calls/{call_control_id}/actions/answer': Recorded & { webhook_url?: string };
  'POST /calls/{call_control_id}/actions/hangup': object;
  'POST /calls/{call_control_id}/actions/transfer': Dial & { to: string; from?: string; target_leg_client_state?: string };
  'POST /calls/{call_control_id}/actions/speak': {
    payload: string;
    payload_type?: 'text' | 'ssml';
    service_level?: 'basic' | 'premium';
    language?: string;
    loop?: number | string;
    stop?: Stop;
  };
  'POST /calls/{call_control_id}/actions/playback_start': Audio & { loop?: number | string; overlay?: boolean; stop?: Stop };
  'POST /calls/{call_control_id}/actions/playback_stop': { overlay?: boolean; stop?: Stop };
  'POST /calls/{call_control_id}/actions/send_dtmf': object;
  'POST /storage/buckets/{bucketName}/{objectName}/presigned_url': { ttl?: number };
  'POST /texml/ai_calls/{connection_id}': {
    From: string;
    To: string;
    AIAssistantId: string;
    TimeLimit?: number;
    Timeout?: number;
  } & StatusCallbacks;
  'POST /ai/assistants': AssistantSettings & { name: string; instructions: string };
  'POST /ai/assistants/{assistant_id}': AssistantSettings & { promote_to_main?: boolean };
  'POST /ai/conversations': { name?: string; metadata?: Record<string, string> };
  'POST /ai/assistants/{assistant_id}/chat': { content: string; conversation_id: string };
  'POST /ai/embeddings': { bucket_name: string };
  'POST /ai/embeddings/url': { bucket_name: string };
  'POST /integration_secrets': { identifier: string; type: 'bearer' | 'basic' };
}

type StatusCallbacks = { StatusCallback?: string; StatusCallbacks?: string[]; StatusCallbackEvent?: string };
type Stop = 'current' | 'all';
export type Audio = { audio_url?: string; media_name?: string; playback_content?: string };
export type Recorded = { record?: string; record_channels?: string; record_format?: string };
type Dial = Audio & Recorded & { timeout_secs?: number; time_limit_secs?: number; answering_machine_detection?: string };
type ApplicationSettings = { application_name: string; inbound?: object; outbound?: { outbound_voice_profile_id?: string } };
type ProfileSettings = { ai_assistant_id?: string | null; whitelisted_destinations?: string[] };
/** Members that refer to something. */
export interface AssistantSettings {
  model?: string;
  llm_api_key_ref?: string;
  tool_ids?: string[];
  voice_settings?: { voice?: string; api_key_ref?: string };
  transcription?: { model?: string; api_key_ref?: string };
  external_llm?: { llm_api_key_ref?: string };
  telephony_settings?: { default_texml_app_id?: string };
  messaging_settings?: { default_messaging_profile_id?: string };
}

const text = (fits: (value: string) => boolean, code: string, detail: string): Format => ({
  fits: (value) => typeof value === 'string' && fits(value),
  code,
  detail,
});
const isWebUrl = (value: string) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
const isDestination = (value: unknown): boolean =>
  typeof value === 'string' && (isPhoneNumber(value.replace(/,[0-9A-D*#wW]{1,64}$/, '')) || /^sips?:[^\s@]+@[^\s@]+$/.test(value));
const NO_DESTINATION = { code: '10016', detail: "The 'to' parameter must be in E164 format." };
const NO_URL = 'The URL provided was invalid, malformed, or too long.';

const FORMATS: Readonly<Record<string, Format>> = {
  e164: text(isPhoneNumber, '10016', 'The specified phone number parameter must be in +E.164 format.'),
  /** One string: a list is for POST /messages/group_mms. */
  recipient: { ...NO_DESTINATION, fits: (value) => typeof value === 'string' && (E164.test(value) || /^\d{3,8}$/.test(value)) },
  /** A number in +E.164, perhaps with digits to dial after a comma, or a SIP URI. */
  destination: { ...NO_DESTINATION, fits: isDestination },
  destinations: {
    ...NO_DESTINATION,
    fits: (value) => isDestination(value) || (Array.isArray(value) && value.length > 0 && value.every(isDestination)),
  },
  base64: text(
    (value) => /^[A-Za-z0-9+/]*={0,2}$/.test(value) && value.length % 4 === 0,
    '10015',
    'The client_state must be a valid base64 encoded string.',
  ),
  /** The document's own name for an http(s) URL; the empty string means none. */
  url: text((value) => value === '' || isWebUrl(value), '10015', NO_URL),
  'given-url': text(isWebUrl, '10015', NO_URL),
  loop: {
    fits: (value) => value === 'infinity' || (Number.isInteger(value) && Number(value) >= 1),
    code: '10015',
    detail: "The value must be a whole number from 1, or 'infinity'.",
  },
};

/** `<Provider>.<Model>.<VoiceId>`, a provider alone, or one of the basic voices. */
export const VOICE = /^(male|female|(AWS|Polly|Azure|ElevenLabs|Telnyx|Minimax|MiniMax|Rime|Resemble|Inworld|[xX]AI)(\.[^\s]+)?)$/;

const NOT_EMPTY: Schema = { minLength: 1 };
const DIGITS: Schema = { pattern: '^\\d*$' };
const CHANNELS: Schema = { minimum: 0 };

const PROFILE = {
  name: NOT_EMPTY,
  v1_secret: NOT_EMPTY,
  // "*" stands for all countries.
  whitelisted_destinations: { items: { type: 'string', pattern: '^([A-Z]{2}|\\*)$' } },
};
const APPLICATION = {
  application_name: NOT_EMPTY,
  webhook_event_url: { format: 'given-url' },
  first_command_timeout_secs: { minimum: 1 },
  'inbound.channel_limit': CHANNELS,
  'outbound.channel_limit': CHANNELS,
  'outbound.outbound_voice_profile_id': DIGITS,
};
const DIAL = {
  'assistant.id': NOT_EMPTY,
  from: { format: 'e164' },
  from_display_name: { maxLength: 128 },
  timeout_secs: { minimum: 5, maximum: 600 },
  send_digits_on_answer: { pattern: '^[0-9A-DwW*#]{1,64}$' },
  client_state: { format: 'base64' },
  target_leg_client_state: { format: 'base64' },
};
const SOUND = {
  client_state: { format: 'base64' },
  loop: { type: [], format: 'loop' },
  stop: { enum: ['current', 'all'] },
  target_legs: { enum: ['self', 'opposite', 'both'] },
};
/** The models that Telnyx's SDK has; its document lacks some. */
const HEARING = [
  ...['deepgram/flux', 'deepgram/nova-3', 'deepgram/nova-3-medical', 'deepgram/nova-2', 'azure/fast', 'assemblyai/universal-3-5-pro'],
  ...['assemblyai/universal-streaming', 'xai/grok-stt', 'soniox/stt-rt-v4', 'soniox/stt-rt-v5', 'nvidia/parakeet-v3'],
  ...['omi-health/omi-med-stt-v1', 'humain/realtime', 'reson8/turns', 'cohere/ar-stt', 'distil-whisper/distil-large-v2'],
  ...['openai/whisper-large-v3-turbo'],
];
const ASSISTANT = {
  name: NOT_EMPTY,
  version_name: { maxLength: 50 },
  'transcription.model': { enum: HEARING },
  'telephony_settings.noise_suppression': { enum: ['krisp', 'deepfilternet', 'aicoustics', 'disabled'] },
};

/** What the document says of bodies in prose alone, as keywords of JSON Schema, by operation and member. */
const PROSE: Readonly<Partial<Record<keyof Bodies, Readonly<Record<string, Schema>>>>> = {
  'POST /messages': { to: { type: [], format: 'recipient' } },
  'POST /messaging_profiles': PROFILE,
  'PATCH /messaging_profiles/{id}': PROFILE,
  'PATCH /phone_numbers/{id}': { connection_id: DIGITS, address_id: DIGITS },
  'PATCH /phone_numbers/{id}/messaging': {
    messaging_profile_id: { type: ['string', 'null'] },
    messaging_product: { type: ['string', 'null'], enum: ['A2P', 'P2P'] },
  },
  'POST /number_orders': {
    '': { required: ['phone_numbers'] },
    phone_numbers: { minItems: 1 },
    'phone_numbers.phone_number': { format: 'e164' },
  },
  'POST /call_control_applications': APPLICATION,
  'PATCH /call_control_applications/{id}': APPLICATION,
  'POST /calls': { ...DIAL, to: { type: [], format: 'destinations' }, webhook_url: { format: 'url' } },
  'POST /calls/{call_control_id}/actions/answer': { ...DIAL, webhook_url: { format: 'url' } },
  'POST /calls/{call_control_id}/actions/hangup': { client_state: { format: 'base64' } },
  'POST /calls/{call_control_id}/actions/transfer': { ...DIAL, to: { type: [], format: 'destination' } },
  'POST /calls/{call_control_id}/actions/speak': { ...SOUND, payload: { minLength: 1, maxLength: 3000 }, voice: { pattern: VOICE.source } },
  'POST /calls/{call_control_id}/actions/playback_start': SOUND,
  'POST /calls/{call_control_id}/actions/playback_stop': SOUND,
  'POST /calls/{call_control_id}/actions/send_dtmf': {
    client_state: { format: 'base64' },
    digits: { pattern: '^[0-9A-D*#wW]+$' },
    duration_millis: { minimum: 100, maximum: 500 },
  },
  'POST /texml/ai_calls/{connection_id}': { From: { format: 'e164' }, To: { format: 'e164' }, CallerId: { maxLength: 128 } },
  'POST /ai/assistants': ASSISTANT,
  'POST /ai/assistants/{assistant_id}': ASSISTANT,
  'POST /ai/embeddings/url': { url: { format: 'given-url' } },
  'POST /integration_secrets': { identifier: NOT_EMPTY, token: NOT_EMPTY, username: NOT_EMPTY, password: NOT_EMPTY },
};

/**
 * The body of an operation as the document has it. Names that the document does not list are ignored, as Telnyx does.
 *
 * @throws {@link TelnyxError} 422 with one entry per issue
 */
export function bodyOf<Name extends keyof Bodies>({ body }: Call, operation: Name): Bodies[Name] {
  const isAi = operation.includes(' /ai/');
  if (!isAi && (typeof body !== 'object' || body === null || Array.isArray(body))) throw refuse(422, '10015', '/');
  const schema = bodySchema(operation);
  const prose: Readonly<Record<string, Schema>> = PROSE[operation] ?? {};
  const required = [...(schema.required ?? []), ...(prose['']?.required ?? [])];
  const issues = issuesIn(body, { ...schema, required }, { formats: FORMATS, prose });
  if (issues.length > 0) throw refuseBody(issues, isAi);
  return knownPart(body, schema) as Bodies[Name];
}
