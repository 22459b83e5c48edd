import { getAssistant } from '../../tools/ai-assistants/get-assistant.ts';
import { newAssistant } from './support/account.ts';
import { defineRecord } from './support/record.ts';

const ASSISTANT_ID = 'assistant-a80a9d4a-0000-4000-8000-000000000000';

export const record = defineRecord(getAssistant, {
  requests: ['GET /ai/assistants/{assistant_id}'],
  answer: 'bare',
  answers: [{ id: 'assistant-1' }],
  calls: {
    least: { args: { assistant_id: ASSISTANT_ID } },
    'an odd id': { args: { assistant_id: '../balance?x=1#y%2e' } },
    full: { args: { assistant_id: ASSISTANT_ID, format: 'texml' }, requests: ['GET /ai/assistants/{assistant_id}/texml'] },
  },
  refused: { 'a path': { assistant_id: '..' }, 'a line break': { assistant_id: 'a\nb' } },
  needs: ['telnyx.read'],
  steps: [
    {
      after: ['update_assistant'],
      args: ({ from }) => ({ assistant_id: from('create_assistant', 'id') }),
      shows: { greeting: 'Good morning!' },
    },
    {
      what: 'as TeXML',
      after: ['create_assistant'],
      args: ({ from }) => ({ assistant_id: from('create_assistant', 'id'), format: 'texml' }),
      shows: (expect) => ({ texml: expect.stringContaining('<Response>') }),
    },
  ],
  proofs: {
    'GET /ai/assistants/{assistant_id}': async (sdk) => {
      const { id } = await newAssistant(sdk, 'Read');
      sdk.holds(await sdk.client.ai.assistants.retrieve(id), { id, name: 'Read' });
    },
    'GET /ai/assistants/{assistant_id}/texml': async (sdk) => {
      const { id } = await newAssistant(sdk, 'Texml');
      const texml = await sdk.client.ai.assistants.getTexml(id);
      sdk.expect(texml).toMatch(/^(<\?xml[^>]*>\s*)?<Response>.*<\/Response>\s*$/s);
      sdk.expect(texml).toContain(id);
    },
  },
});
