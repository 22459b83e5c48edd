import { deleteAssistant } from '../../tools/ai-assistants/delete-assistant.ts';
import { newAssistant } from './support/account.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(deleteAssistant, {
  requests: ['DELETE /ai/assistants/{assistant_id}'],
  answer: 'bare',
  calls: {
    least: { args: { assistant_id: 'assistant-a80a9d4a-0000-4000-8000-000000000000' } },
    'an odd id': { args: { assistant_id: '../balance?x=1#y%2e' } },
  },
  refused: { 'a path': { assistant_id: '..' }, 'all of them': { assistant_id: ['a', 'b'] } },
  needs: ['telnyx.write'],
  steps: [
    {
      after: ['list_assistants', 'get_assistant', 'get_assistant, as TeXML', 'chat_with_assistant, and goes on', 'start_assistant_call'],
      args: ({ from }) => ({ assistant_id: from('create_assistant', 'id') }),
      shows: { deleted: true },
    },
  ],
  proofs: {
    'DELETE /ai/assistants/{assistant_id}': async (judge) => {
      const { id } = await newAssistant(judge, 'Deleted');
      judge.expect(await judge.telnyx.ai.assistants.delete(id)).toEqual({ id, object: 'assistant', deleted: true });
      await judge.expect(judge.telnyx.ai.assistants.retrieve(id)).rejects.toBeInstanceOf(judge.sdk.APIError);
    },
  },
});
