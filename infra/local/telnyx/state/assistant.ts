import { randomUUID } from 'node:crypto';
import { iso } from './ids.ts';

/** Settings under the wire's names: what was given is kept and returned as it came. */
export interface AssistantSettings {
  readonly name: string;
  readonly instructions: string;
  readonly enabled_features?: readonly string[] | undefined;
  readonly telephony_settings?: Readonly<Record<string, unknown>> | undefined;
  readonly messaging_settings?: Readonly<Record<string, unknown>> | undefined;
  readonly [name: string]: unknown;
}

export interface Assistant {
  readonly id: string;
  readonly createdAt: number;
  versionId: string;
  versionAt: number;
  settings: AssistantSettings;
}

const USUAL = {
  description: '',
  model: 'Qwen/Qwen3-235B-A22B',
  greeting: '',
  enabled_features: [],
  tools: [],
  tags: [],
  dynamic_variables: {},
  dynamic_variables_webhook_timeout_ms: 1500,
  privacy_settings: { data_retention: true },
  transcription: { model: 'deepgram/flux', language: 'auto' },
  voice_settings: { voice: 'Telnyx.KokoroTTS.af_heart', voice_speed: 1 },
  version_name: 'New assistant',
};

/** Members of a request that no answer has. */
const NOT_TOLD = ['tool_ids', 'promote_to_main'];

/** `change` over `settings`: a member that is given replaces the old one whole. */
export const withChange = <Settings extends object>(settings: Settings, change: object): Settings => ({
  ...settings,
  ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
});

/** An assistant with Telnyx's defaults where nothing was asked for. */
export function createAssistant(settings: AssistantSettings, now: number): Assistant {
  return {
    id: `assistant-${randomUUID()}`,
    createdAt: now,
    versionId: randomUUID(),
    versionAt: now,
    settings: withChange({ ...USUAL, ...settings }, {}),
  };
}

/** The assistant as Telnyx sends it: in no envelope. */
export const wireAssistant = ({ id, createdAt, versionId, versionAt, settings }: Assistant) => ({
  id,
  created_at: iso(createdAt),
  version_id: versionId,
  version_created_at: iso(versionAt),
  ...Object.fromEntries(Object.entries(settings).filter(([name]) => !NOT_TOLD.includes(name))),
});

/** The TeXML that a call to the assistant runs. */
export const assistantTexml = ({ id }: Assistant) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Connect><AIAssistant id="${id}"/></Connect></Response>`;
