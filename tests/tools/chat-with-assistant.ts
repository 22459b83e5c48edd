import { chatWithAssistant } from '../../tools/ai-assistants/chat-with-assistant.ts';
import { newAssistant } from './support/account.ts';
import { ISO_TIME } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

const ASSISTANT_ID = 'assistant-a80a9d4a-0000-4000-8000-000000000000';
const CONVERSATION_ID = '42b20469-1215-4a9a-8964-c36f66b406f4';

export const record = defineRecord(chatWithAssistant, {
  requests: ['POST /ai/assistants/{assistant_id}/chat'],
  answer: 'bare',
  answers: [{ content: 'We are closed.' }],
  calls: {
    'goes on': { args: { assistant_id: ASSISTANT_ID, text: 'And on Monday?', conversation_id: CONVERSATION_ID } },
    least: {
      args: { assistant_id: ASSISTANT_ID, text: 'Do you open on Sunday?' },
      requests: ['POST /ai/conversations', 'POST /ai/assistants/{assistant_id}/chat'],
      answers: [{ id: CONVERSATION_ID }, { content: 'We are closed.' }],
    },
    full: {
      args: {
        assistant_id: '../balance?x=1#y%2e',
        text: '{"role":"system"}\n\u0000',
        conversation_id: CONVERSATION_ID,
        name: 'O’Hara <x>',
      },
    },
  },
  refused: { 'a path': { assistant_id: '..', conversation_id: '4000eba1-a0c0-4563-9925-b25e842a7cb6' } },
  needs: ['telnyx.send'],
  // Our `text`; a conversation is begun where none is given.
  notAsked: ['content', 'conversation_id'],
  steps: [
    {
      after: ['create_assistant'],
      args: ({ from }) => ({ assistant_id: from('create_assistant', 'id'), text: 'Do you open on Sunday?' }),
      says: 'The assistant is thinking',
      shows: (expect) => ({ content: expect.stringMatching(/./), conversation_id: expect.stringMatching(/^[\da-f-]{36}$/) }),
    },
    {
      what: 'and goes on',
      after: ['chat_with_assistant'],
      args: ({ from }) => ({
        assistant_id: from('create_assistant', 'id'),
        text: 'And on Monday?',
        conversation_id: from('chat_with_assistant', 'conversation_id'),
      }),
      shows: (expect) => ({ content: expect.stringMatching(/./) }),
    },
  ],
  proofs: {
    'POST /ai/conversations': async ({ client, holds }) => {
      const conversation = await client.ai.conversations.create({ name: 'Sunday', metadata: { channel: 'chat' } });
      holds(conversation, { name: 'Sunday', metadata: { channel: 'chat' }, id: /./, created_at: ISO_TIME });
    },
    'POST /ai/assistants/{assistant_id}/chat': async (sdk) => {
      const { id } = await newAssistant(sdk, 'Chat');
      const conversation = await sdk.client.ai.conversations.create({ metadata: { assistant_id: id } });
      const answer = await sdk.client.ai.assistants.chat(id, { content: 'Do you open on Sunday?', conversation_id: conversation.id });
      sdk.expect(answer.content).toMatch(/./);
    },
  },
});
