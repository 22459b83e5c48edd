import { isRecord } from '../../platform/index.ts';
import { isSaid } from './names.ts';
import type { Operation } from './operation.ts';

/** Whether a value of a setting lets live calls or texts go another way. Yes to what cannot be read. */
type Reaches = (value: unknown) => boolean;

const unless =
  (...harmless: readonly unknown[]): Reaches =>
  (value) =>
    isSaid(value) && !harmless.includes(value);
const someItem =
  (reaches: Reaches): Reaches =>
  (value) =>
    isSaid(value) && (!Array.isArray(value) || value.some(reaches));
const unlessMembers =
  (...harmless: readonly string[]): Reaches =>
  (value) =>
    isSaid(value) && (!isRecord(value) || Object.keys(value).some((name) => !harmless.includes(name)));

/** Tools of an assistant that reach no person and spend nothing. All others call, text, transfer, press keys or pay. */
const QUIET: ReadonlySet<unknown> = new Set(['webhook', 'client_side_tool', 'retrieval', 'hangup', 'skip_turn']);
const TELNYX = /(?:^|\.)telnyx\.com\.?$/;

/** A webhook to Telnyx itself can do whatever Telnyx does. */
function isLoudTool(tool: unknown): boolean {
  if (!isRecord(tool) || !QUIET.has(tool['type'])) return true;
  if (tool['type'] !== 'webhook') return false;
  const url = isRecord(tool['webhook']) ? tool['webhook']['url'] : undefined;
  return typeof url !== 'string' || !URL.canParse(url) || TELNYX.test(new URL(url).hostname);
}

const ASSISTANT: Readonly<Record<string, Reaches>> = {
  tools: someItem(isLoudTool),
  // What cannot be seen from here.
  tool_ids: someItem(isSaid),
  conversation_flow: isSaid,
  integrations: someItem(isSaid),
  mcp_servers: someItem(isSaid),
  a2a_agents: someItem(isSaid),
  enabled_features: someItem(unless('telephony', 'messaging')),
  telephony_settings: unlessMembers(
    ...['time_limit_secs', 'user_idle_timeout_secs', 'user_idle_reply_secs', 'noise_suppression', 'noise_suppression_config'],
    // These two have rules of their own.
    ...['recording_settings', 'supports_unauthenticated_web_calls'],
    ...['voicemail_detection', 'disable_dtmf', 'send_message_history_updates'],
  ),
  messaging_settings: unlessMembers('conversation_inactivity_minutes', 'delivery_status_webhook_url'),
};

/** A tool that several assistants may have. */
const TOOL: typeof ASSISTANT = {
  type: unless(...QUIET),
  // The document names the first two alone.
  ...{ function: isSaid, pay: isSaid, send_message: isSaid, send_dtmf: isSaid, refer: isSaid },
  webhook: (webhook) => isSaid(webhook) && isLoudTool({ type: 'webhook', webhook }),
};

/** Which application gets the calls of a mobile number. */
const intercepts: Reaches = (value) => isSaid(value) && (!isRecord(value) || isSaid(value['interception_app_id']));

const NUMBER: typeof ASSISTANT = {
  ...{ connection_id: isSaid, messaging_profile_id: isSaid, messaging_product: isSaid },
  ...{ inbound: intercepts, outbound: intercepts },
};

/** URLs of events are not among them: no operation takes a host that nobody has allowed. */
const PROFILE: typeof ASSISTANT = { enabled: unless(false), mobile_only: unless(true), features: isSaid, ai_assistant_id: isSaid };

const APPLICATION: typeof ASSISTANT = { active: unless(false), inbound: isSaid, outbound: isSaid };

/** What of each thing is live. What is only created has no calls and texts yet, but for an assistant, which acts by itself. */
const LIVE: readonly (readonly [path: RegExp, settings: typeof ASSISTANT])[] = [
  [/^\/ai\/assistants(?:\/\{assistant_id\}(?:\/versions\/\{version_id\})?)?$/, ASSISTANT],
  [/^\/ai\/tools\/\{tool_id\}$/, TOOL],
  [
    /^(?:\/v2)?\/(?:mobile_)?phone_numbers\/|^\/(?:messaging_hosted_numbers|messaging_numbers_bulk_updates|short_codes|porting_orders)\b/,
    NUMBER,
  ],
  [/^\/messaging_profiles\/\{/, PROFILE],
  [/^(?:\/v2)?\/(?:\w+_applications|\w+_connections)\/\{/, APPLICATION],
];

/** These give a live assistant other tools, whatever their arguments say: the tools are stored elsewhere. */
const WHOLLY_LIVE: ReadonlySet<string> = new Set([
  'PUT /ai/assistants/{assistant_id}/tools/{tool_id}',
  'POST /ai/assistants/{assistant_id}/versions/{version_id}/promote',
  'POST /ai/assistants/{assistant_id}/canary-deploys',
  'PUT /ai/assistants/{assistant_id}/canary-deploys',
  'POST /ai/assistants/import',
]);

/** @returns whether an operation by itself decides whom live calls and texts reach */
export const isWhollyLive = ({ method, path }: Pick<Operation, 'method' | 'path'>): boolean => WHOLLY_LIVE.has(`${method} ${path}`);

function settingsOf({ class: kind, path }: Pick<Operation, 'class' | 'path'>): typeof ASSISTANT {
  const [, settings = {}] = LIVE.find(([place]) => place.test(path)) ?? [];
  return kind === 'overwrite' || settings === ASSISTANT ? settings : {};
}

/** @returns whether an argument decides whom live calls and texts reach, or what answers them */
export function isLive(operation: Pick<Operation, 'class' | 'path'>, name: string, value: unknown): boolean {
  const settings = settingsOf(operation);
  return Object.hasOwn(settings, name) && settings[name]?.(value) === true;
}
