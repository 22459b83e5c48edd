import { deleteAssistant } from '../../tools/ai-assistants/delete-assistant.ts';
import { newAssistant } from './support/account.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(deleteAssistant, {
  requests: ['DELETE /ai/assistants/{assistant_id}'],
  answer: 'bare',
  answers: [{ id: 'assistant-1' }],
  calls: {
    least: { args: { assistant_id: 'assistant-a80a9d4a-0000-4000-8000-000000000000' } },
    'an odd id': { args: { assistant_id: '../balance?x=1#y%2e' } },
  },
  refused: { 'a path': { assistant_id: '..' }, 'all of them': { assistant_id: ['a', 'b'] } },
  needs: ['telnyx.write'],
  steps: [
    {
      after: [
        'list_assistants',
        'get_assistant',
        'get_assistant, as TeXML',
        'chat_with_assistant, and goes on',
        'start_assistant_call',
        'update_phone_number, so that an assistant answers it',
      ],
      args: ({ from }) => ({ assistant_id: from('create_assistant', 'id') }),
      shows: { deleted: true },
    },
  ],
  proofs: {
    'DELETE /ai/assistants/{assistant_id}': async (sdk) => {
      const { id } = await newAssistant(sdk, 'Deleted');
      sdk.expect(await sdk.client.ai.assistants.delete(id)).toEqual({ id, object: 'assistant', deleted: true });
      await sdk.expect(sdk.client.ai.assistants.retrieve(id)).rejects.toBeInstanceOf(sdk.Telnyx.APIError);
    },
  },
});
