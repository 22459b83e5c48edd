import { z } from 'zod';
import type { Call, Reply, Route } from '../operation.ts';
import { charge } from '../state/account.ts';
import { createConversation, replyTo, wireConversation } from '../state/conversation.ts';
import { money } from '../state/money.ts';
import { foundAi, parseAiBody, refuseAi, withAiErrors } from './ai-errors.ts';

const NewConversation = z.object({ name: z.string().optional(), metadata: z.record(z.string(), z.string()).default({}) });
const Message = z.object({ content: z.string(), conversation_id: z.string(), name: z.string().optional() });

/** What a turn costs in tokens; the figure is the simulator's. */
const TURN_PRICE = money('0.0010');

function begin(call: Call): Reply {
  const { name, metadata } = parseAiBody(call, NewConversation);
  const conversation = createConversation(name, metadata, call.now);
  call.account.ai.conversations.set(conversation.id, conversation);
  return { status: 200, body: wireConversation(conversation) };
}

function chat(call: Call): Reply {
  const { account, now, param } = call;
  const assistant = foundAi(account.ai.assistants.get(param('assistant_id')), 'Assistant');
  const { content, conversation_id: id } = parseAiBody(call, Message);
  const conversation = foundAi(account.ai.conversations.get(id), 'Conversation');
  if (conversation.metadata['ai_disabled'] === 'true') throw refuseAi(400, 'AI is disabled for this conversation');
  const reference = assistant.settings['llm_api_key_ref'];
  const known = Array.from(account.ai.secrets.values(), ({ identifier }) => identifier);
  if (typeof reference === 'string' && !known.includes(reference))
    throw refuseAi(400, 'The integration secret of llm_api_key_ref does not exist');
  charge(account, TURN_PRICE);
  return { status: 200, body: { content: replyTo(conversation, assistant, content, now) } };
}

export const conversationRoutes: readonly Route[] = withAiErrors([
  { method: 'POST', path: '/ai/conversations', handle: begin },
  { method: 'POST', path: '/ai/assistants/{assistant_id}/chat', handle: chat },
]);
