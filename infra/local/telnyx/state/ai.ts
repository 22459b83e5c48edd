import { randomUUID } from 'node:crypto';
import type { Row } from './row.ts';
import { iso } from './row.ts';

/** Settings under the wire's names: what was given is kept and returned as it came. */
export interface Assistant extends Row {
  readonly name: string;
  readonly instructions: string;
  readonly enabled_features?: readonly string[];
  telephony_settings?: Readonly<Record<string, unknown>>;
  messaging_settings?: Readonly<Record<string, unknown>>;
}

/** What a person and an assistant said to each other. */
export interface Conversation {
  readonly row: Row & { readonly metadata: Readonly<Record<string, string>> };
  /** The person's messages, oldest first. */
  readonly said: string[];
}

/** A task that makes a bucket searchable, in the background. */
export interface EmbeddingTask {
  readonly bucketName: string;
  readonly row: { readonly task_id: string; readonly task_name: string; readonly created_at: string; status: string };
}

/** A stored secret. Its value is never asked for again, so it is not kept. */
export interface IntegrationSecret {
  readonly type: 'bearer' | 'basic';
  readonly row: Row & { readonly identifier: string };
}

const DEFAULTS = {
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

/** A new version of an assistant: a member that is given replaces the old one whole. */
export const versionOf = (assistant: Assistant, settings: object, now: number): Assistant => {
  // No answer has tool_ids.
  const { tool_ids: _, ...shown } = { tool_ids: undefined, ...settings };
  return { ...assistant, version_id: randomUUID(), version_created_at: iso(now), ...shown };
};

/** An assistant with Telnyx's defaults where nothing was asked for. */
export const createAssistant = (settings: Pick<Assistant, 'name' | 'instructions'>, now: number): Assistant =>
  versionOf({ id: `assistant-${randomUUID()}`, name: '', instructions: '', created_at: iso(now), ...DEFAULTS }, settings, now);

/**
 * The assistant's reply to the next message, which is remembered. No model is asked: the same assistant, history and message give the
 * same reply. It starts with the greeting, or later with the previous message, and ends with the first instruction.
 */
export function replyTo({ row, said }: Conversation, assistant: Assistant, content: string, now: number): string {
  const before = said.at(-1);
  said.push(content);
  row['last_message_at'] = iso(now);
  const { name, instructions, greeting, dynamic_variables: variables } = { greeting: '', dynamic_variables: {}, ...assistant };
  const opening =
    before === undefined
      ? typeof greeting === 'string' && greeting !== ''
        ? greeting
        : `This is ${name}.`
      : `Before, you said "${before}".`;
  const task = instructions.split(/(?<=[.!?])\s/)[0] ?? '';
  return filled(`${opening} Now you said "${content}". My task: ${task}`, variables);
}

/** With the defaults of dynamic variables in place of `{{name}}`. */
function filled(text: string, variables: unknown): string {
  const values = new Map(Object.entries(typeof variables === 'object' && variables !== null ? variables : {}));
  return text.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) => (values.has(name) ? String(values.get(name)) : whole));
}
