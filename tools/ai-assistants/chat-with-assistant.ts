import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { asFollowUp, defineTool, field, path, SentText, withProgress } from '../../shared/mcp/tool/index.ts';
import { AssistantId } from './support/assistant.ts';

const Conversation = z.object({ id: field.Uuid });
const Reply = z.object({ content: field.text() });

/** Clients time out after 60 s. By then they need the reply, or a text that says how to continue. */
const TIMEOUT_MS = 55_000;

/** Telnyx requires a conversation first. A chat is never retried: the assistant may already have acted. */
export const chatWithAssistant = defineTool({
  name: 'chat_with_assistant',
  title: 'Chat with an AI assistant',
  risk: 'outbound',
  parties: { nobody: 'The assistant decides whom it reaches: the audit names the assistant.' },
  guard: { counts: 'messages', windowMs: 10 * 60_000, words: ['text', 'name'] },
  description:
    'Send one message to an assistant and wait for its reply (up to 55 s). Costs model tokens; the assistant may use its tools, which can call, text or pay. ' +
    'To go on, give conversation_id of the last answer.',
  input: z.object({
    assistant_id: AssistantId,
    text: SentText.min(1).max(100_000),
    conversation_id: field.Uuid.optional().describe('Without: a new conversation'),
    name: SentText.min(1).max(255).optional().describe('Who is speaking'),
  }),
  output: z.object({ conversation_id: field.text(), content: field.text() }),
  // A reply repeats what callers, web pages and files say.
  strangersWrote: ({ content = '' }) => content !== '',
  formerArguments: { message: 'text' },
  timeoutMs: TIMEOUT_MS,
  howToCheck:
    'The assistant may have got the message and acted on it. To see its reply, ask it in the same conversation_id to repeat its last answer; ' +
    'do not send the message again at once.',
  run: async ({ assistant_id, text, conversation_id, name }, context) => {
    const { telnyx } = context;
    /** Built first, so that an invalid id creates no conversation. */
    const chatPath = path`/ai/assistants/${assistant_id}/chat`;
    const chat = (id: string) =>
      telnyx.post(chatPath, { body: { content: text, conversation_id: id, name }, answer: field.data(Reply, 'content') });
    const begin = () =>
      telnyx.post(path`/ai/conversations`, {
        body: { name: 'Chat over MCP', metadata: { assistant_id } },
        answer: field.data(Conversation, 'id'),
        idempotencyKey: randomUUID(),
      });

    const talk = async () => {
      if (conversation_id !== undefined) return { conversation_id, ...(await chat(conversation_id)) };
      const { id } = await begin();
      return {
        conversation_id: id,
        ...(await asFollowUp(`There is a new conversation: give conversation_id ${id} to go on.`, () => chat(id))),
      };
    };
    return withProgress(context, 'The assistant is thinking', talk());
  },
});
