import { randomUUID } from 'node:crypto';
import type { Assistant } from './assistant.ts';
import { iso } from './ids.ts';

/** What a person and an assistant said to each other. */
export interface Conversation {
  readonly id: string;
  readonly name: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAt: number;
  lastMessageAt: number;
  /** The person's messages, oldest first. */
  readonly said: string[];
}

export const createConversation = (name: string | undefined, metadata: Readonly<Record<string, string>>, now: number): Conversation => ({
  id: randomUUID(),
  name,
  metadata,
  createdAt: now,
  lastMessageAt: now,
  said: [],
});

export const wireConversation = ({ id, name, metadata, createdAt, lastMessageAt }: Conversation) => ({
  id,
  ...(name !== undefined && { name }),
  metadata,
  created_at: iso(createdAt),
  last_message_at: iso(lastMessageAt),
});

/**
 * The assistant's reply to the next message, which is remembered. No model is asked: the same assistant, history and message give the
 * same reply. It opens with the greeting, later with what was said before, and tells its first instruction.
 */
export function replyTo(conversation: Conversation, { settings }: Assistant, content: string, now: number): string {
  const before = conversation.said.at(-1);
  conversation.said.push(content);
  conversation.lastMessageAt = now;
  const greeting =
    typeof settings['greeting'] === 'string' && settings['greeting'] !== '' ? settings['greeting'] : `This is ${settings.name}.`;
  const opening = before === undefined ? greeting : `Before, you said "${before}".`;
  const task = settings.instructions.split(/(?<=[.!?])\s/)[0] ?? '';
  return filled(`${opening} Now you said "${content}". My task: ${task}`, settings['dynamic_variables']);
}

/** With the defaults of dynamic variables in place of `{{name}}`. */
function filled(text: string, variables: unknown): string {
  const values = new Map(Object.entries(typeof variables === 'object' && variables !== null ? variables : {}));
  return text.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) => (values.has(name) ? String(values.get(name)) : whole));
}
